import { formatTime } from './dates.ts';
import type { FindingTexts, PlaceCode } from './doctor-types.ts';
import { listed, t } from './text.ts';
import { word } from './words.ts';

const reason = (key: string): string => word('ja', 'reason', key);
const kindOf = (kind: string): string => word('ja', 'consumer-kind', kind);
const time = (iso: string): string => formatTime(new Date(iso), 'ja');
const fine = (message: string) => ({ message, hint: '' });

/** Rights, backups and users of the certificate. */
export const doctorPlacesJa: FindingTexts<PlaceCode> = {
  'permissions-right': ({ checked }) =>
    fine(`保管庫は本人だけが読み書きできます (ファイルとフォルダー ${checked}件)。`),
  'permissions-wide': ({ path, mode, wanted }) => ({
    message: t`${path} をほかの利用者が読めます (${mode})。`,
    hint: t`chmod ${wanted} ${path} を実行してください。アクセス権を持たないドライブの場合は、WEBORCA_CERT_HOME で保管庫を移してください。`,
  }),
  'owner-foreign': ({ path }) => ({
    message: t`${path} は別の利用者のものです。sudo を付けて実行したことがあるかもしれません。`,
    hint: t`sudo chown -R "$USER" ${path}`,
  }),
  'acl-right': ({ path }) => fine(t`${path} は、本人とシステム、管理者だけが読み書きできます。`),
  'acl-inherited': ({ path, command }) => ({
    message: t`${path} は、上のフォルダーのアクセス権を引き継いでいます。今のところ、ほかの利用者は含まれていません。`,
    hint: t`引き継がないようにするには: ${command}`,
  }),
  'acl-wide': ({ path, accounts, command }) => ({
    message: t`${path} に、ほかの利用者のアクセス権があります: ${listed(accounts, '、')}`,
    hint: t`取り除くには: ${command}`,
  }),
  'acl-unknown': ({ path }) => fine(t`${path} のアクセス権を調べられませんでした。`),

  'backup-found': ({ name, path, at }) =>
    fine(t`${name}: ${time(at)} のバックアップを開けました: ${path}`),
  'backup-outdated': ({ name, path, at }) => ({
    message: t`${name}: 最後のバックアップ (${time(at)}) は、以前の証明書のものです: ${path}`,
    hint: t`weborca-cert backup ${name}`,
  }),
  'backup-broken': ({ name, path, reason: why }) => ({
    message: t`${name}: 最後のバックアップが壊れています (${reason(why)}): ${path}`,
    hint: t`weborca-cert backup ${name} で取り直してください。古いドライブの場合は、新しいものに替えてください。`,
  }),
  'backup-missing': ({ name, path }) => ({
    message: t`${name}: ${path} にバックアップがありません。`,
    hint: t`weborca-cert backup ${name}`,
  }),
  'backup-unreachable': ({ name, path, reason: why }) => ({
    message: t`${name}: バックアップ先 ${path} を今は使えません (${reason(why)})。`,
    hint: t`接続して weborca-cert backup ${name} を実行するか、設定で別の場所を指定してください。`,
  }),
  'backup-in-cloud': ({ name, path, provider }) => ({
    message: t`${name}: ${path} は ${provider} と同期されるため、鍵とパスワードがこのパソコンの外に出ます。`,
    hint: '意図していない場合は、別のフォルダーにするか、"password": "separate" でパスワードを除いてください。',
  }),
  'backup-elsewhere': ({ name, path }) =>
    fine(t`${name}: バックアップのドライブは、設定とは別の場所で見つかりました: ${path}`),
  'backup-without-password': ({ name, path }) => ({
    message: t`${name}: ${path} のバックアップには、設定のとおりパスワードが入っていません。`,
    hint: t`パスワードが別の場所に控えてあることを確かめてください: weborca-cert password ${name}`,
  }),
  'backups-none': ({ name }) => ({
    message: t`${name}: バックアップ先が設定されていません。`,
    hint: t`USBメモリなどにバックアップしてください: weborca-cert backup ${name} --to フォルダー名`,
  }),

  'consumer-current': ({ name, kind, path }) =>
    fine(t`${name}: ${kindOf(kind)} ${path} は最新です。`),
  'consumer-behind': ({ name, kind, path }) => ({
    message: t`${name}: ${kindOf(kind)} ${path} は、以前の証明書のままです。`,
    hint: t`weborca-cert deploy ${name}`,
  }),
  'consumer-manual': ({ name, path }) => ({
    message: t`${name}: 手作業を待っています: ${path}`,
    hint: t`終わったら: weborca-cert consumers done ${name}`,
  }),
  'consumer-failed': ({ name, kind, path, reason: why }) => ({
    message: t`${name}: ${kindOf(kind)} ${path} を更新できませんでした (${reason(why)})。`,
    hint: t`原因を直してから: weborca-cert deploy ${name}`,
  }),
  'consumer-needs-elevation': ({ name, kind, path, command }) => ({
    message: t`${name}: ${kindOf(kind)} ${path} の更新には、管理者の権限が必要です。`,
    hint:
      command === ''
        ? t`weborca-cert deploy ${name} で、実行するコマンドが表示されます。`
        : t`次を実行してください: ${command}`,
  }),
  'consumers-none': ({ name }) => ({
    message: t`${name}: 更新した証明書を渡す利用先が設定されていません。`,
    hint: t`ブラウザー、push-exchanger、オンライン資格確認、連携プログラムで使っている場合は: weborca-cert consumers add ${name}`,
  }),
  'consumer-offered': ({ name, kind, path, command }) => ({
    message: t`${name}: ${kindOf(kind)} ${path} でも使われているようですが、利用先に登録されていません。`,
    hint: t`更新のたびに新しくするには: ${command}`,
  }),
  'old-in-use': ({ name, path, how, found }) => ({
    message:
      how === 'names'
        ? t`${name}: ${path} が以前の証明書を指しています (${found})。`
        : t`${name}: ${path} に以前の証明書が入っています (${found.slice(0, 16)}…)。`,
    hint:
      how === 'store'
        ? '新旧が同じ名前で表示されます。有効期限の新しいほうを選ぶか、古いほうを削除してください。'
        : t`自動で更新されるようにするには: weborca-cert consumers add ${name}`,
  }),
};
