import { fine, kindWord } from '../said.ts';
import { ofFindings } from '../tables.ts';
import { listed, t } from '../text.ts';

export const permissions = ofFindings({
  'permissions-right': {
    ja: ({ checked }) =>
      fine(`保管庫は本人だけが読み書きできます (ファイルとフォルダー ${checked}件)。`),
    en: ({ checked }) =>
      fine(`Only the owner can access the store (${checked} files and folders).`),
  },
  'permissions-wide': {
    ja: ({ path, mode, wanted }) => ({
      message: t`${path} をほかのユーザーが読めます (${mode})。`,
      hint: t`chmod ${wanted} ${path} を実行してください。アクセス権を持たないドライブの場合は、WEBORCA_CERT_HOME で保管庫を移してください。`,
    }),
    en: ({ path, mode, wanted }) => ({
      message: t`Other users can read ${path} (${mode}).`,
      hint: t`Run chmod ${wanted} ${path}. If the drive does not support permissions, move the store with WEBORCA_CERT_HOME.`,
    }),
  },
  'owner-foreign': {
    ja: ({ path }) => ({
      message: t`${path} は別のユーザーのものです。sudo を付けて実行したことがあるかもしれません。`,
      hint: t`sudo chown -R "$USER" ${path}`,
    }),
    en: ({ path }) => ({
      message: t`${path} belongs to another user, perhaps because a command was run with sudo.`,
      hint: t`sudo chown -R "$USER" ${path}`,
    }),
  },
  'acl-right': {
    ja: ({ path }) => fine(t`${path} は、本人とシステム、管理者だけが読み書きできます。`),
    en: ({ path }) => fine(t`Only you, the system and administrators can access ${path}.`),
  },
  'acl-inherited': {
    ja: ({ path, command }) => ({
      message: t`${path} は、上のフォルダーのアクセス権を引き継いでいます。今のところ、ほかのユーザーは含まれていません。`,
      hint: t`引き継がないようにするには: ${command}`,
    }),
    en: ({ path, command }) => ({
      message: t`${path} inherits the permissions of its parent folder. At present they include no other users.`,
      hint: t`To stop inheriting them: ${command}`,
    }),
  },
  'acl-wide': {
    ja: ({ path, accounts, command }) => ({
      message: t`${path} に、ほかのユーザーのアクセス権があります: ${listed(accounts, '、')}`,
      hint: t`取り除くには: ${command}`,
    }),
    en: ({ path, accounts, command }) => ({
      message: t`Other users have access to ${path}: ${listed(accounts, ', ')}`,
      hint: t`To remove it: ${command}`,
    }),
  },
  'acl-unknown': {
    ja: ({ path }) => fine(t`${path} のアクセス権を調べられませんでした。`),
    en: ({ path }) => fine(t`The permissions of ${path} could not be checked.`),
  },
  'rights-granted': {
    ja: ({ name, kind, path, files, service }) => ({
      message: t`${name}: ${kindWord.ja(kind)} のために、書き込みの権限が与えられています: ${listed(files, '、')}${service === undefined ? '' : t` (サービス ${service} の再起動も)`}`,
      hint: t`取り消すには: weborca-cert consumers grant ${name} "${path}" --take-back`,
    }),
    en: ({ name, kind, path, files, service }) => ({
      message: t`${name}: rights granted for ${kindWord.en(kind)}: to write ${listed(files, ', ')}${service === undefined ? '' : t`, and to restart the service ${service}`}`,
      hint: t`To take them back: weborca-cert consumers grant ${name} "${path}" --take-back`,
    }),
  },
});
