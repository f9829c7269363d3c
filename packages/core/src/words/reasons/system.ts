import type { Wording } from '../bilingual.ts';
import type { WrittenWord } from '../written.ts';

/** What the operating system says of files and programs (`reasonOf`). */
export const systemReasons = {
  'disk-full': { ja: 'ディスクの空きがありません', en: 'no space left on the disk' },
  'read-only': { ja: '読み取り専用です', en: 'read-only' },
  'no-permission': { ja: '権限がありません', en: 'no permission' },
  missing: { ja: '見つかりません', en: 'not found' },
  'not-a-folder': { ja: 'フォルダーではありません', en: 'not a folder' },
  'is-a-folder': { ja: 'フォルダーです', en: 'it is a folder' },
  'symbolic-link': { ja: 'シンボリックリンクです', en: 'it is a symbolic link' },
  'link-loop': {
    ja: 'シンボリックリンクが循環しています',
    en: 'the symbolic link leads in a circle',
  },
  'in-use': { ja: 'ほかのプログラムが使用中です', en: 'in use by another program' },
  'io-error': { ja: '読み書きに失敗しました', en: 'reading or writing failed' },
  'owner-foreign': { ja: '別のユーザーのものです', en: 'it belongs to another user' },
  'writable-by-others': { ja: 'ほかのユーザーが書き込めます', en: 'others can write there' },
  /** The drive or the share is not there, or nothing is mounted at its mount point. */
  'not-connected': { ja: 'ドライブがつながっていません', en: 'the drive is not connected' },
  'fsync-refused': {
    ja: '書き込みの確定 (fsync) がドライブに拒否されました',
    en: 'the drive refuses to confirm that it is written (fsync)',
  },
  'name-too-long': { ja: '名前が長すぎます', en: 'the name is too long' },
  'too-many-open-files': { ja: '開いているファイルが多すぎます', en: 'too many open files' },
  'too-large': { ja: '大きすぎます', en: 'too large' },
  unknown: { ja: '原因を特定できません', en: 'the cause is not known' },
  'not-a-file': { ja: 'ふつうのファイルではありません', en: 'not an ordinary file' },
  /** What was read back is not what was written. */
  'read-back-differs': {
    ja: '書いた内容と読み直した内容が違います',
    en: 'what was read back differs from what was written',
  },
} as const satisfies Wording;

export type SystemReason = keyof typeof systemReasons | WrittenWord;
