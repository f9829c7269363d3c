/** What is said around versions, backups and names. */
export const keeping = {
  ok: { ja: '開けることを確かめました', en: 'opened and verified' },
  failed: { ja: '失敗しました', en: 'failed' },
  notOpened: {
    ja: '内容は一致しますが、パスワードがないため開いていません',
    en: 'unchanged; not opened (no password in the backup)',
  },
  noBackupPlace: {
    ja: (name: string) =>
      `${name} にはバックアップ先が設定されていません。次のコマンドで指定できます:\n   weborca-cert backup ${name} --to フォルダー --remember`,
    en: (name: string) =>
      `No backup location is configured for ${name}. Give one with:\n   weborca-cert backup ${name} --to FOLDER --remember`,
  },
  /** `days`: since any backup of it was read. */
  unseen: {
    ja: (name: string, days: number) =>
      `${name}: バックアップを${days}日間確かめていません。ドライブを接続して、確かめてください:\n   weborca-cert backup ${name} --check`,
    en: (name: string, days: number) =>
      `${name}: its backup has not been read for ${days} days. Connect its drive, and:\n   weborca-cert backup ${name} --check`,
  },
  onStoresDisk: {
    ja: (name: string) =>
      `${name}: バックアップは保管庫と同じディスクだけです。別のドライブにも:\n   weborca-cert backup ${name} --to フォルダー --remember`,
    en: (name: string) =>
      `${name}: its only backup is on the same disk as the store. On another drive:\n   weborca-cert backup ${name} --to FOLDER --remember`,
  },
  severalOnStoresDisk: {
    ja: (count: number) =>
      `${count}件は、バックアップが保管庫と同じディスクだけです。別のドライブにも:\n   weborca-cert backup --to フォルダー --remember`,
    en: (count: number) =>
      `${count} have their only backup on the same disk as the store. On another drive:\n   weborca-cert backup --to FOLDER --remember`,
  },
  remember: {
    ja: (folder: string) => `これからのバックアップも ${folder} に取りますか?`,
    en: (folder: string) => `Put later backups into ${folder}, too?`,
  },
  remembered: {
    ja: (folder: string) => `これからのバックアップも ${folder} に取ります。`,
    en: (folder: string) => `Later backups go to ${folder}, too.`,
  },
  noBackups: { ja: 'バックアップはまだありません。', en: 'There are no backups yet.' },
  restored: {
    ja: (name: string) => `${name} を戻しました。`,
    en: (name: string) => `${name} was restored.`,
  },
  restoredNotInUse: {
    ja: (name: string) =>
      `${name} の版として保管しましたが、もっと新しい証明書を使用中なので、切り替えていません。`,
    en: (name: string) =>
      `Kept as a version of ${name}, but not switched to: a newer certificate is in use.`,
  },
  altered: {
    ja: 'このバックアップは、書いたときから内容が変わっています。',
    en: 'This backup has changed since it was written.',
  },
  /** Of the backup's configuration: what stands there besides name, service and thresholds. */
  foundSettings: {
    ja: 'バックアップには、次の設定もあります。人の手を経て変わっているかもしれないので、1つずつ確かめてください。',
    en: 'The backup also contains these settings. Someone may have changed them, so check each one:',
  },
  takeSettings: { ja: 'これらも取り込みますか?', en: 'Restore them as well?' },
  leftOut: {
    ja: 'バックアップにある次の設定は、人の手を経て変わっているかもしれないので、取り込んでいません。',
    en: 'These settings in the backup were not restored, because someone may have changed them:',
  },
  leftOutNext: {
    ja: (folder: string) =>
      `すべて正しければ、次のコマンドで取り込めます: weborca-cert restore ${folder} --with-settings`,
    en: (folder: string) => `If they are all right: weborca-cert restore ${folder} --with-settings`,
  },
  settings: {
    backup: { ja: 'バックアップ先', en: 'Backup location' },
    consumer: { ja: '利用先', en: 'Consumer' },
    onFailure: { ja: '失敗したとき', en: 'On failure' },
  },
  inUse: { ja: '使用中', en: 'in use' },
  rolledBack: {
    ja: (name: string, version: string) => `${name} を ${version} に戻しました。`,
    en: (name: string, version: string) => `${name} was rolled back to ${version}.`,
  },
  /** What becomes of the later version that stays in the store. */
  rolledBackNext: {
    ja: (name: string, later: string) =>
      `新しい証明書は保管庫に残っています。残っているあいだは、期限が迫るまで更新を依頼しません。\nもう一度使うには:         weborca-cert rollback ${name} ${later}\n別の証明書を依頼するには: weborca-cert renew ${name} --force`,
    en: (name: string, later: string) =>
      `The newer certificate stays in the store. While it is there, no renewal is requested until expiry is near.\nTo use it again:     weborca-cert rollback ${name} ${later}\nTo request another:  weborca-cert renew ${name} --force`,
  },
  /** What was to be taken in is in use already. */
  alreadyInUse: {
    ja: (name: string) => `${name} では、この証明書をすでに使用しています。`,
    en: (name: string) => `${name} already uses this certificate.`,
  },
  removing: {
    ja: (name: string, keptIn: string) =>
      `${name} の設定を消し、版・パスワード・記録を ${keptIn} に移します。利用先のファイルはそのまま残ります。`,
    en: (name: string, keptIn: string) =>
      `The configuration entry of ${name} is deleted. Its versions, passwords and records are moved to ${keptIn}. Consumer files are not changed.`,
  },
  backupThere: {
    ja: (path: string) => `バックアップはそのまま残ります: ${path}`,
    en: (path: string) => `The backup is kept: ${path}`,
  },
  backupNone: {
    ja: (name: string) =>
      `${name} で使用中の証明書には、パスワードと一緒のバックアップがありません。`,
    en: (name: string) => `The certificate in use of ${name} has no backup with its password.`,
  },
  removingUnfinished: {
    ja: '途中の更新があります。その記録も移しますが、続きは行われなくなります。',
    en: 'A renewal is unfinished. Its record is moved as well, but it will not be continued.',
  },
  removed: {
    ja: (name: string) => `${name} の登録をやめました。`,
    en: (name: string) => `${name} is no longer registered.`,
  },
  putAway: {
    ja: (folder: string) =>
      `鍵とパスワードは ${folder} に移しました。\n元に戻すには weborca-cert restore ${folder} を実行してください。\n不要だと確かめたら、そのフォルダーを消してください。`,
    en: (folder: string) =>
      `Its keys and passwords are now in ${folder}.\nTo restore it: weborca-cert restore ${folder}\nDelete that folder once you are sure it is no longer needed.`,
  },
  renamed: {
    ja: (from: string, to: string) => `${from} を ${to} に変えました。`,
    en: (from: string, to: string) => `${from} was renamed to ${to}.`,
  },
  notDone: { ja: '何もしませんでした。', en: 'Nothing was done.' },
  copied: {
    ja: 'パスワードをクリップボードにコピーしました。クリップボードの履歴に残る場合があるので、使い終わったら消してください。',
    en: 'The password was copied to the clipboard. A clipboard history may keep it, so clear it when you are done.',
  },
  noHistory: { ja: '記録はまだありません。', en: 'There are no records yet.' },
};
