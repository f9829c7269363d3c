import { fine, pendingWord, time } from '../said.ts';
import { ofFindings } from '../tables.ts';
import { t } from '../text.ts';

/** Versions, and renewals on their way. */
export const store = ofFindings({
  'versions-open': {
    ja: ({ name, versions }) =>
      fine(t`${name}: 保管している${versions}版を、一緒に保存したパスワードで開けました。`),
    en: ({ name, versions }) =>
      fine(
        t`${name}: ${versions} ${versions === 1 ? 'version opens' : 'versions open'} with the stored ${versions === 1 ? 'password' : 'passwords'}.`,
      ),
  },
  'version-unusable': {
    ja: ({ name, version, inUse, reason: why }) => ({
      message: inUse
        ? t`${name}: 使用中の版を開けません (${version}、${why})。`
        : t`${name}: 以前の版を開けません (${version}、${why})。`,
      hint: inUse
        ? t`weborca-cert rollback ${name} で、開ける版のうち最も新しいものに戻せます。バックアップからは weborca-cert restore フォルダー名 で戻せます。`
        : '使用中の版ではありません。使用中の版のバックアップがあることを確かめてください。',
    }),
    en: ({ name, version, inUse, reason: why }) => ({
      message: inUse
        ? t`${name}: the version in use cannot be opened (${version}, ${why}).`
        : t`${name}: an earlier version cannot be opened (${version}, ${why}).`,
      hint: inUse
        ? t`Go back to the newest usable version with weborca-cert rollback ${name}, or restore a backup with weborca-cert restore FOLDER.`
        : 'It is not in use. Make sure that the version in use is backed up.',
    }),
  },
  'version-changed': {
    ja: ({ name, version }) => ({
      message: t`${name}: 版 ${version} のファイルが、保管したときから変わっています。`,
      hint: t`バックアップと比べ (weborca-cert backup --check ${name})、疑わしい場合は weborca-cert restore フォルダー名 で戻してください。`,
    }),
    en: ({ name, version }) => ({
      message: t`${name}: the files of version ${version} have changed since they were stored.`,
      hint: t`Compare with a backup (weborca-cert backup --check ${name}). If in doubt, restore it with weborca-cert restore FOLDER.`,
    }),
  },
  'store-empty': {
    ja: ({ name }) => ({
      message: t`${name}: 保管庫に使える版がありません。`,
      hint: 'バックアップから戻してください: weborca-cert restore フォルダー名',
    }),
    en: ({ name }) => ({
      message: t`${name}: the store has no usable version.`,
      hint: 'Restore a backup: weborca-cert restore FOLDER',
    }),
  },
  'pointer-broken': {
    ja: ({ name, version }) => ({
      message: t`${name}: どの版を使うかの記録が壊れているため、${version} を使っています。`,
      hint: t`次に weborca-cert renew ${name} を実行すると直ります。`,
    }),
    en: ({ name, version }) => ({
      message: t`${name}: the record of which version is in use is damaged, so ${version} is used.`,
      hint: t`The next weborca-cert renew ${name} fixes it.`,
    }),
  },
  'manifest-broken': {
    ja: ({ name, version }) => ({
      message: t`${name}: 版 ${version} の説明の記録が壊れています。証明書とパスワードは無事です。`,
      hint: t`使用中の版であれば、次に weborca-cert renew ${name} を実行すると直ります。`,
    }),
    en: ({ name, version }) => ({
      message: t`${name}: the description of version ${version} is damaged. Certificate and password are intact.`,
      hint: t`If it is the version in use, the next weborca-cert renew ${name} fixes it.`,
    }),
  },
  'store-unknown-name': {
    ja: ({ name, path }) => ({
      message: t`設定にない ${name} が保管庫にあります: ${path}`,
      hint: '必要な場合は、weborca-cert check に表示されるコマンドで登録し直せます。ここにしかない鍵やパスワードが入っていることがあるため、削除する前に中を確かめてください。',
    }),
    en: ({ name, path }) => ({
      message: t`The store has ${name}, which is not in the configuration: ${path}`,
      hint: 'If it is needed, weborca-cert check shows how to register it again. Otherwise look inside before deleting it: it may hold the only copy of a key or password.',
    }),
  },
  'renewal-open': {
    ja: ({ name, step, since }) =>
      fine(
        t`${name}: ${time.ja(since)} に始めた更新が途中です (${pendingWord.ja(step)})。次の実行で続けます。`,
      ),
    en: ({ name, step, since }) =>
      fine(
        t`${name}: a renewal started on ${time.en(since)} is unfinished (${pendingWord.en(step)}). The next run continues it.`,
      ),
  },
  'renewal-stuck': {
    ja: ({ name, step, since }) => ({
      message: t`${name}: ${time.ja(since)} に始めた更新が終わっていません (${pendingWord.ja(step)})。`,
      hint: t`weborca-cert renew ${name} を実行して、表示を確かめてください。`,
    }),
    en: ({ name, step, since }) => ({
      message: t`${name}: a renewal started on ${time.en(since)} has not finished (${pendingWord.en(step)}).`,
      hint: t`Run weborca-cert renew ${name} and check its output.`,
    }),
  },
  'renewals-abandoned': {
    ja: ({ name, count, path }) =>
      fine(t`${name}: 打ち切った更新の記録が${count}件残っています: ${path}`),
    en: ({ name, count, path }) =>
      fine(
        t`${name}: ${count} ${count === 1 ? 'record of an abandoned renewal is' : 'records of abandoned renewals are'} kept in ${path}.`,
      ),
  },
  'in-use-unverified': {
    ja: ({ name, since }) => ({
      message: t`${name}: 使用中の版は、まだ接続を確認できていません (${time.ja(since)} から)。`,
      hint: t`weborca-cert verify ${name}`,
    }),
    en: ({ name, since }) => ({
      message: t`${name}: the version in use has not been verified yet (since ${time.en(since)}).`,
      hint: t`weborca-cert verify ${name}`,
    }),
  },
});
