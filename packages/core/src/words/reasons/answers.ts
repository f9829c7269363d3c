import type { Wording } from '../bilingual.ts';

/** What is wrong with the service's answer. */
export const answerReasons = {
  incomplete: { ja: '途中で切れています', en: 'it is incomplete' },
  'not-json': { ja: 'JSON ではありません', en: 'it is not JSON' },
  'not-an-object': { ja: '形式が違います', en: 'it has an unexpected format' },
  'uri-missing': { ja: 'ダウンロード先がありません', en: 'it contains no download address' },
  'uri-invalid': {
    ja: 'ダウンロード先が正しくありません',
    en: 'the download address is invalid',
  },
  'uri-not-https': {
    ja: 'ダウンロード先が https ではありません',
    en: 'the download address is not https',
  },
  'password-missing': { ja: 'パスワードがありません', en: 'it has no password' },
  redirect: { ja: '別の場所へ転送されました', en: 'it redirects elsewhere' },
  empty: { ja: '中身がありません', en: 'it is empty' },
  'not-a-certificate': { ja: '証明書ではありません', en: 'it is not a certificate' },
  'not-found': { ja: 'もうありません', en: 'it is no longer there' },
  gone: { ja: 'すでに削除されています', en: 'it has been deleted' },
} as const satisfies Wording;

export type AnswerReason = keyof typeof answerReasons;
