import { fine, reason, time } from '../said.ts';
import { ofFindings } from '../tables.ts';
import { t } from '../text.ts';

export const backups = ofFindings({
  'backup-found': {
    ja: ({ name, path, at }) =>
      fine(t`${name}: ${time.ja(at)} のバックアップを開けました: ${path}`),
    en: ({ name, path, at }) => fine(t`${name}: backed up on ${time.en(at)} and opened: ${path}`),
  },
  'backup-outdated': {
    ja: ({ name, path, at }) => ({
      message: t`${name}: 最後のバックアップ (${time.ja(at)}) は、以前の証明書のものです: ${path}`,
      hint: t`weborca-cert backup ${name}`,
    }),
    en: ({ name, path, at }) => ({
      message: t`${name}: the newest backup, of ${time.en(at)}, is of an earlier certificate: ${path}`,
      hint: t`weborca-cert backup ${name}`,
    }),
  },
  'backup-broken': {
    ja: ({ name, path, reason: why }) => ({
      message: t`${name}: 最後のバックアップが壊れています (${reason.ja(why)}): ${path}`,
      hint: t`weborca-cert backup ${name} で取り直してください。古いドライブの場合は、新しいものに替えてください。`,
    }),
    en: ({ name, path, reason: why }) => ({
      message: t`${name}: the newest backup is damaged (${reason.en(why)}): ${path}`,
      hint: t`Make a new one with weborca-cert backup ${name}. If the drive is old, replace it.`,
    }),
  },
  'backup-missing': {
    ja: ({ name, path }) => ({
      message: t`${name}: ${path} にバックアップがありません。`,
      hint: t`weborca-cert backup ${name}`,
    }),
    en: ({ name, path }) => ({
      message: t`${name}: there is no backup in ${path}.`,
      hint: t`weborca-cert backup ${name}`,
    }),
  },
  'backup-unreachable': {
    ja: ({ name, path, reason: why }) => ({
      message: t`${name}: バックアップ先 ${path} を今は使えません (${reason.ja(why)})。`,
      hint: t`接続して weborca-cert backup ${name} を実行するか、設定で別の場所を指定してください。`,
    }),
    en: ({ name, path, reason: why }) => ({
      message: t`${name}: the backup location ${path} is not available now (${reason.en(why)}).`,
      hint: t`Connect it and run weborca-cert backup ${name}, or set another one in the configuration.`,
    }),
  },
  'backup-in-cloud': {
    ja: ({ name, path, provider }) => ({
      message: t`${name}: ${path} は ${provider} と同期されるため、鍵とパスワードがこのパソコンの外に出ます。`,
      hint: '意図していない場合は、別のフォルダーにするか、"password": "separate" でパスワードを除いてください。',
    }),
    en: ({ name, path, provider }) => ({
      message: t`${name}: ${path} is synchronised by ${provider}, so key and password leave this computer.`,
      hint: 'If this is not intended, choose another folder, or leave the password out with "password": "separate".',
    }),
  },
  'backup-elsewhere': {
    ja: ({ name, path }) =>
      fine(t`${name}: バックアップのドライブは、設定とは別の場所で見つかりました: ${path}`),
    en: ({ name, path }) =>
      fine(t`${name}: the backup drive was found at a different path than configured: ${path}`),
  },
  'backup-without-password': {
    ja: ({ name, path }) => ({
      message: t`${name}: ${path} のバックアップには、設定のとおりパスワードが入っていません。`,
      hint: t`パスワードが別の場所に控えてあることを確かめてください: weborca-cert password ${name}`,
    }),
    en: ({ name, path }) => ({
      message: t`${name}: the backup in ${path} leaves the password out, as configured.`,
      hint: t`Make sure that you have noted the password elsewhere: weborca-cert password ${name}`,
    }),
  },
  'backup-away': {
    ja: ({ name, path, at }) =>
      fine(
        t`${name}: バックアップは別のドライブにあります (最後に確かめた日時: ${time.ja(at)}): ${path}`,
      ),
    en: ({ name, path, at }) =>
      fine(
        t`${name}: its backup is on a drive that is not here, last read on ${time.en(at)}: ${path}`,
      ),
  },
  'backup-unseen': {
    ja: ({ name, days }) => ({
      message: t`${name}: バックアップを${days}日間確かめていません。`,
      hint: t`バックアップのドライブを接続して weborca-cert backup ${name} --check を実行してください。`,
    }),
    en: ({ name, days }) => ({
      message: t`${name}: no backup has been read for ${days} days.`,
      hint: t`Connect its drive and run weborca-cert backup ${name} --check.`,
    }),
  },
  'backup-on-same-disk': {
    ja: ({ name, path }) => ({
      message: t`${name}: バックアップが保管庫と同じディスクにあるため、ディスクが壊れたときの備えになりません: ${path}`,
      hint: t`USBメモリなど、別のドライブにも取ってください: weborca-cert backup ${name} --to フォルダー名 --remember`,
    }),
    en: ({ name, path }) => ({
      message: t`${name}: the backup is on the same disk as the store, and does not help if that disk fails: ${path}`,
      hint: t`Make one on another drive as well, a USB stick for instance: weborca-cert backup ${name} --to DIR --remember`,
    }),
  },
  'backups-none': {
    ja: ({ name }) => ({
      message: t`${name}: バックアップがありません。`,
      hint: t`USBメモリなどにバックアップしてください: weborca-cert backup ${name} --to フォルダー名 --remember`,
    }),
    en: ({ name }) => ({
      message: t`${name}: no backup yet.`,
      hint: t`Back up to a USB stick, for example: weborca-cert backup ${name} --to FOLDER --remember`,
    }),
  },
});
