import { fine } from '../said.ts';
import { ofFindings } from '../tables.ts';
import { listed, t } from '../text.ts';

export const permissions = ofFindings({
  'permissions-right': {
    ja: ({ checked }) =>
      fine(`保管庫は本人だけが読み書きできます (ファイルとフォルダー ${checked}件)。`),
    en: ({ checked }) =>
      fine(`Everything in the store is its owner's alone (${checked} files and folders).`),
  },
  'permissions-wide': {
    ja: ({ path, mode, wanted }) => ({
      message: t`${path} をほかの利用者が読めます (${mode})。`,
      hint: t`chmod ${wanted} ${path} を実行してください。アクセス権を持たないドライブの場合は、WEBORCA_CERT_HOME で保管庫を移してください。`,
    }),
    en: ({ path, mode, wanted }) => ({
      message: t`Others can look into ${path} (${mode}).`,
      hint: t`chmod ${wanted} ${path}; if the file system knows no rights, move the store with WEBORCA_CERT_HOME.`,
    }),
  },
  'owner-foreign': {
    ja: ({ path }) => ({
      message: t`${path} は別の利用者のものです。sudo を付けて実行したことがあるかもしれません。`,
      hint: t`sudo chown -R "$USER" ${path}`,
    }),
    en: ({ path }) => ({
      message: t`${path} belongs to another user, perhaps because a command was run with sudo.`,
      hint: t`sudo chown -R "$USER" ${path}`,
    }),
  },
  'acl-right': {
    ja: ({ path }) => fine(t`${path} は、本人とシステム、管理者だけが読み書きできます。`),
    en: ({ path }) => fine(t`${path} is yours, the system's and the administrators' alone.`),
  },
  'acl-inherited': {
    ja: ({ path, command }) => ({
      message: t`${path} は、上のフォルダーのアクセス権を引き継いでいます。今のところ、ほかの利用者は含まれていません。`,
      hint: t`引き継がないようにするには: ${command}`,
    }),
    en: ({ path, command }) => ({
      message: t`${path} has the rights of the folder above it; nobody else is among them now.`,
      hint: t`To make it independent of that: ${command}`,
    }),
  },
  'acl-wide': {
    ja: ({ path, accounts, command }) => ({
      message: t`${path} に、ほかの利用者のアクセス権があります: ${listed(accounts, '、')}`,
      hint: t`取り除くには: ${command}`,
    }),
    en: ({ path, accounts, command }) => ({
      message: t`Others have rights on ${path}: ${listed(accounts, ', ')}`,
      hint: t`To take them away: ${command}`,
    }),
  },
  'acl-unknown': {
    ja: ({ path }) => fine(t`${path} のアクセス権を調べられませんでした。`),
    en: ({ path }) => fine(t`The rights on ${path} could not be looked at.`),
  },
});
