/** What is said around taking leave. */
export const uninstalling = {
  removing: { ja: '消すもの', en: 'What goes' },
  staying: {
    ja: '残すもの (バックアップと利用先のファイル)',
    en: 'What stays (backups, and the files of consumers)',
  },
  schedule: { ja: '定期実行', en: 'Schedule' },
  state: { ja: '保管庫と記録', en: 'Store, records' },
  noBackup: {
    ja: (name: string) =>
      `${name} で使用中の証明書には、パスワードと一緒のバックアップがありません。先に weborca-cert backup ${name} --to フォルダー を実行してください。`,
    en: (name: string) =>
      `There is no backup of the present certificate of ${name} with its password. Make one first: weborca-cert backup ${name} --to FOLDER`,
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
      `A renewal that did not come to its end; its password may be nowhere else: ${path}`,
  },
  nothing: { ja: '消すものはありません。', en: 'There is nothing to remove.' },
  done: {
    ja: '定期実行、設定、保管庫を消しました。コマンドそのものは、入れたときの方法で取り除いてください。',
    en: 'Schedule, configuration and store are gone. Remove the command itself the way it was installed.',
  },
};
