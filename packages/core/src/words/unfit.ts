import type { Wording } from './bilingual.ts';
import type { WrittenWord } from './written.ts';

/** What makes a certificate unfit to take the place of the one in use. */
export const unfit = {
  'subject-differs': {
    ja: '別のクライアントかテナントのものです',
    en: "it is another client's or tenant's",
  },
  'issuer-differs': { ja: '発行者が違います', en: 'another issuer' },
  'same-serial': { ja: '今の証明書と同じものです', en: 'it is the present certificate' },
  'same-key': { ja: '鍵が今の証明書と同じです', en: 'it has the key of the present certificate' },
  'not-later': {
    ja: '有効期限が今の証明書より後ではありません',
    en: 'it does not expire later than the present one',
  },
  ca: { ja: '認証局の証明書です', en: 'it is an authority' },
  'no-client-auth': {
    ja: 'クライアント認証に使えません',
    en: 'it is not for client authentication',
  },
  'key-weaker': {
    ja: '鍵が今の証明書より弱いものです',
    en: 'its key is weaker than the present one',
  },
  'key-mismatch': {
    ja: '鍵と証明書が組になっていません',
    en: 'key and certificate do not belong together',
  },
  'password-wrong': {
    ja: '添えられたパスワードで開けません',
    en: 'the password that came with it does not open it',
  },
  unreadable: { ja: '.p12 ファイルとして読めません', en: 'it cannot be read as a .p12 file' },
} as const satisfies Wording;

export type UnfitReason = keyof typeof unfit;

/** Why a later certificate that is fit is left to a person. */
export const leftToPerson = {
  'known-elsewhere': {
    ja: '別の名前で管理している証明書です',
    en: 'it is under care under another name',
  },
  'tenant-not-shown': {
    ja: '同じテナントのものかどうかわかりません',
    en: 'nothing in it shows that it is the same tenant',
  },
  'key-not-found': {
    ja: '組になる秘密鍵がないか、わかっているパスワードで開けません',
    en: 'no key that fits it was found, or none that a known password opens',
  },
  'in-system-store': {
    ja: 'このパソコンの証明書ストアにあり、プログラムからは取り出せません',
    en: 'it is in the certificate store of this computer, out of which programs cannot take it',
  },
  'verification-refused': { ja: 'WebORCA が受け入れませんでした', en: 'WebORCA did not accept it' },
  'rolled-back': {
    ja: '人の指示で、これより前の版に戻しました',
    en: 'a person went back from it (rollback)',
  },
  'verification-inconclusive': {
    ja: 'WebORCA に確認できませんでした',
    en: 'WebORCA could not be asked about it',
  },
} as const satisfies Wording;

/** A later version may have written down another one of a later certificate. */
export type AdoptionReason = UnfitReason | keyof typeof leftToPerson | WrittenWord;
