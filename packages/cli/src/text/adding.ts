/** What is said around several certificates that are added at once. */
export const adding = {
  knownAlready: {
    ja: (count: number) => `${count}件はすでに登録されています。`,
    en: (count: number) =>
      count === 1 ? 'One is already registered.' : `${count} are already registered.`,
  },
  notOpened: {
    ja: (count: number) => `${count}件は開けませんでした。`,
    en: (count: number) =>
      count === 1 ? '1 file could not be opened.' : `${count} files could not be opened.`,
  },
  added: {
    ja: (count: number) =>
      count === 0 ? '新しく登録したものはありません。' : `${count}件を登録しました。`,
    en: (count: number) =>
      count === 0
        ? 'Nothing new was registered.'
        : count === 1
          ? 'One certificate has been registered.'
          : `${count} certificates have been registered.`,
  },
  expired: {
    ja: (count: number) =>
      `${count}件は期限切れです。新しい証明書は管理サイトから受け取れます:\n  weborca-cert site --due`,
    en: (count: number) =>
      `Expired: ${count}. Get new ones at the management site:\n  weborca-cert site --due`,
  },
  notRenewable: {
    ja: (count: number, names: string, name: string) =>
      `${count}件は、CN が client と数字ではないため管理サイトで更新できません: ${names}\n新しい証明書はサポート窓口から受け取り、次のように取り込んでください:\n  weborca-cert receive ファイル名 --name ${name}`,
    en: (count: number, names: string, name: string) =>
      `The site does not renew ${count}, as the CN is not "client" and digits: ${names}\nGet a new certificate from the support desk, and receive it like this:\n  weborca-cert receive FILE --name ${name}`,
  },
  noBackup: {
    ja: 'バックアップがまだありません。次のコマンドでバックアップできます:\n  weborca-cert backup --to フォルダー --remember',
    en: 'There are no backups yet. To make them:\n  weborca-cert backup --to FOLDER --remember',
  },
  /** `files`: those with passwords beside a certificate's; empty: there is none. */
  tried: {
    ja: (files: string) =>
      files === '' ? 'パスワードのファイルがありません。' : `試したパスワード: ${files}`,
    en: (files: string) =>
      files === '' ? 'There is no file with its password.' : `Passwords tried: ${files}`,
  },
  passwordBeside: {
    ja: '証明書と同じ名前の .txt に、正しいパスワードを書いてください\n   (例: 本院.p12 なら 本院.txt)。',
    en: 'Put the right password into a file of the same name (clinic.p12: clinic.txt).',
  },
  again: {
    ja: '直したあと同じコマンドを実行すると、残りだけを登録します:',
    en: 'Then run the same command again; it registers only the remaining ones:',
  },
};
