import type { Wording } from '../bilingual.ts';

/** What is wrong with a backup, or with the place for it. */
export const backupReasons = {
  'not-connected': { ja: 'ドライブがつながっていません', en: 'the drive is not connected' },
  'marker-missing': {
    ja: 'バックアップ先の目印のファイルがありません',
    en: 'the marker file of the backup place is missing',
  },
  'other-drive': { ja: '別のドライブがつながっています', en: 'another drive is connected' },
  'none-there': {
    ja: '使用中の証明書の、開けるバックアップがありません',
    en: 'it has no backup of the certificate in use that opens',
  },
  'version-control': {
    ja: 'バージョン管理されているフォルダーです',
    en: 'the folder is under version control',
  },
  'read-back-differs': {
    ja: '書いた内容と読み直した内容が違います',
    en: 'what was read back differs from what was written',
  },
  'manifest-broken': { ja: '目録 manifest.json が壊れています', en: 'manifest.json is damaged' },
  'file-missing': { ja: 'ファイルが足りません', en: 'a file is missing' },
  'hash-differs': { ja: 'ファイルの内容が変わっています', en: 'a file has changed' },
  'does-not-open': {
    ja: '保存したパスワードで開けません',
    en: 'it does not open with the saved password',
  },
  'other-certificate': {
    ja: '目録とは別の証明書です',
    en: 'it is another certificate than the manifest says',
  },
} as const satisfies Wording;

export type BackupReason = keyof typeof backupReasons;
