/** What is said around taking leave. */
export const uninstalling = {
  removing: { ja: '消すもの', en: 'To be removed' },
  staying: {
    ja: '残すもの (バックアップと利用先のファイル)',
    en: 'To be kept (backups and consumer files)',
  },
  schedule: { ja: '定期実行', en: 'Schedule' },
  rights: { ja: '書き込みの権限', en: 'Rights to write' },
  state: { ja: '保管庫と記録', en: 'Store, records' },
  noBackup: {
    ja: (name: string) =>
      `${name} で使用中の証明書には、パスワードと一緒のバックアップがありません。先に weborca-cert backup ${name} --to フォルダー を実行してください。`,
    en: (name: string) =>
      `The certificate in use of ${name} has no backup with its password. Make one first: weborca-cert backup ${name} --to FOLDER`,
  },
  notConfigured: {
    ja: (name: string) =>
      `${name} は保管庫にありますが、この設定ファイルにはなく、バックアップもありません。ほかの設定ファイル (--config) で使っているかもしれません。`,
    en: (name: string) =>
      `${name} is in the store, but not in this configuration, and there is no backup of it. Another configuration (--config FILE) may need it.`,
  },
  unfinished: {
    ja: (path: string) =>
      `途中で終わった更新の記録です。パスワードがほかに残っていないかもしれません: ${path}`,
    en: (path: string) =>
      `Record of an unfinished renewal; it may hold the only copy of a password: ${path}`,
  },
  nothing: { ja: '消すものはありません。', en: 'There is nothing to remove.' },
  done: {
    ja: '定期実行、設定、保管庫を消しました。コマンドそのものは、入れたときの方法で取り除いてください。',
    en: 'The schedule, configuration and store were removed. Uninstall the command itself the way you installed it.',
  },
};
