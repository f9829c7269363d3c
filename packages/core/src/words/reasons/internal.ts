import type { Wording } from '../bilingual.ts';

/** Of what should not happen, that of which a person can make something. */
export const internalReasons = {
  backup: { ja: 'バックアップに失敗しました', en: 'the backup failed' },
  'password-not-unicode': {
    ja: 'パスワードが正しい文字列ではありません',
    en: 'the password is not valid text',
  },
} as const satisfies Wording;
