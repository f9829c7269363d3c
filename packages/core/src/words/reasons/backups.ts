import type { Wording } from '../bilingual.ts';

/** What is wrong with a backup, or with the place for it. */
export const backupReasons = {
  /** The folder is there, but the marker that was put there is not. */
  'marker-missing': {
    ja: 'バックアップ先の目印のファイルがありません',
    en: 'the marker file of the backup location is missing',
  },
  /** Another drive's marker is there. */
  'other-drive': { ja: '別のドライブがつながっています', en: 'another drive is connected' },
  /** The place is there, and holds no whole backup of the certificate in use. */
  'none-there': {
    ja: '使用中の証明書の、開けるバックアップがありません',
    en: 'it has no usable backup of the certificate in use',
  },
  /** A folder that is to be made; on Windows some names are devices'. */
  'name-refused': { ja: 'Windows では使えない名前です', en: 'Windows does not take that name' },
  'version-control': {
    ja: 'バージョン管理されているフォルダーです',
    en: 'the folder is under version control',
  },
  'manifest-broken': { ja: '目録 manifest.json が壊れています', en: 'manifest.json is damaged' },
  'file-missing': { ja: 'ファイルが足りません', en: 'a file is missing' },
  'hash-differs': { ja: 'ファイルの内容が変わっています', en: 'a file has changed' },
  'does-not-open': {
    ja: '保存したパスワードで開けません',
    en: 'it does not open with the saved password',
  },
  /** The file is whole, but holds another certificate than the manifest says. */
  'other-certificate': {
    ja: '目録とは別の証明書です',
    en: 'it is another certificate than the manifest says',
  },
} as const satisfies Wording;

/** `missing`: the folder is not there and never was; a person has to make it. */
export type BackupProblem =
  | keyof typeof backupReasons
  | 'missing'
  | 'not-connected'
  | 'read-back-differs';
