import type { Wording } from './bilingual.ts';
import type { WrittenWord } from './written.ts';

/** What makes a certificate unfit to take the place of the one in use. */
export const unfit = {
  'subject-differs': {
    ja: '別のクライアントかテナントのものです',
    en: 'it belongs to another client or tenant',
  },
  'issuer-differs': { ja: '発行者が違います', en: 'it has a different issuer' },
  'same-serial': { ja: '今の証明書と同じものです', en: 'it is the certificate in use' },
  'same-key': {
    ja: '鍵が今の証明書と同じです',
    en: 'it has the same key as the certificate in use',
  },
  'not-later': {
    ja: '有効期限が今の証明書より後ではありません',
    en: 'it does not expire later than the certificate in use',
  },
  ca: { ja: '認証局の証明書です', en: 'it is a CA certificate' },
  'no-client-auth': {
    ja: 'クライアント認証に使えません',
    en: 'it is not for client authentication',
  },
  'key-weaker': {
    ja: '鍵が今の証明書より弱いものです',
    en: 'its key is weaker than the one in use',
  },
  'key-mismatch': {
    ja: '鍵と証明書が組になっていません',
    en: 'key and certificate do not match',
  },
  'password-wrong': {
    ja: '添えられたパスワードで開けません',
    en: 'it cannot be opened with the password that came with it',
  },
  unreadable: { ja: '.p12 ファイルとして読めません', en: 'it cannot be read as a .p12 file' },
} as const satisfies Wording;

export type UnfitReason = keyof typeof unfit;

/** Why a later certificate that is fit is left to a person. */
export const leftToPerson = {
  'known-elsewhere': {
    ja: '別の名前で登録した証明書です',
    en: 'it is registered under another name',
  },
  'tenant-not-shown': {
    ja: '同じテナントのものかどうかわかりません',
    en: 'it cannot be confirmed to be of the same tenant',
  },
  'key-not-found': {
    ja: '組になる秘密鍵がないか、わかっているパスワードで開けません',
    en: 'no matching key was found, or no known password opens it',
  },
  'in-system-store': {
    ja: 'このパソコンの証明書ストアにあり、プログラムからは取り出せません',
    en: 'it is in the certificate store of this computer and cannot be exported by programs',
  },
  'verification-refused': { ja: 'WebORCA が受け入れませんでした', en: 'WebORCA did not accept it' },
  'rolled-back': {
    ja: '指示により、これより前の版に戻しました',
    en: 'it was rolled back on request',
  },
  'verification-inconclusive': {
    ja: 'WebORCA に確認できませんでした',
    en: 'it could not be verified with WebORCA',
  },
} as const satisfies Wording;

/** A later version may have written down another one of a later certificate. */
export type AdoptionReason = UnfitReason | keyof typeof leftToPerson | WrittenWord;
