import type { Wording } from '../bilingual.ts';
import type { SystemReason } from './system.ts';

/** Why a consumer was not, or cannot be, brought up to date, besides what the system says. */
export const consumerReasons = {
  'field-invalid': {
    ja: '設定の項目が正しくありません',
    en: 'a field in the configuration is invalid',
  },
  'in-store': {
    ja: '証明書の保管庫の中です',
    en: 'it is inside the certificate store',
  },
  'changed-meanwhile': {
    ja: '処理の途中でほかから書き換えられました',
    en: 'it was changed by another program in the meantime',
  },
  conflict: {
    ja: '2つの利用先が同じファイルに別の内容を求めています',
    en: 'two consumers want different contents in one file',
  },
  'others-failed': {
    ja: '一緒に切り替える別の利用先が失敗したため、元のままです',
    en: 'not updated because another file it belongs with failed',
  },
  'later-certificate': {
    ja: 'もっと新しい証明書が入っています',
    en: 'there is a newer certificate in it',
  },
  'password-unknown': {
    ja: '今のパスワードがわかりません',
    en: 'its current password is not known',
  },
  'key-password-unknown': {
    ja: '中の鍵のパスワードがわかりません',
    en: 'the password of its key is not known',
  },
  'path-not-absolute': { ja: '場所が絶対パスではありません', en: 'the path is not absolute' },
  'not-named': {
    ja: '設定の中に証明書の指定がありません',
    en: 'the settings do not name the certificate',
  },
  'not-a-pkcs12': { ja: '.p12 ファイルではありません', en: 'not a .p12 file' },
  'not-a-key': { ja: '秘密鍵のファイルではありません', en: 'not a private key file' },
  'not-a-password-file': {
    ja: 'パスワードだけのファイルではありません',
    en: 'not a file with only a password',
  },
  'not-this-certificate': {
    ja: '別の証明書のものです',
    en: 'it is for another certificate',
  },
  'others-under-own-password': {
    ja: '一緒に入っているほかの鍵が別のパスワードなので、発行されたパスワードにそろえられません',
    en: 'it also holds keys under other passwords, which the issued one would not open',
  },
  'key-not-there': {
    ja: '設定の中にそのキーがありません',
    en: 'the settings have no such key',
  },
  'path-unclear': {
    ja: '設定が指すファイルがどれかわかりません',
    en: 'it is unclear which file the settings point to',
  },
  'expiry-form-unknown': {
    ja: '有効期限の書き方がわかりません',
    en: 'the format of the expiry date is not known',
  },
  'value-not-single-line': {
    ja: '値が1行の文字列ではありません',
    en: 'the value is not a single line of text',
  },
  'value-not-writable': { ja: 'この値は書き込めません', en: 'this value cannot be written there' },
  'settings-not-readable': {
    ja: '設定ファイルを読み取れません',
    en: 'the settings file cannot be read',
  },
  'tool-missing': { ja: '必要なプログラムがありません', en: 'a required program is missing' },
  'program-failed': {
    ja: 'プログラムがエラーで終わりました',
    en: 'the program ended with an error',
  },
  'time-limit': { ja: '時間内に終わりませんでした', en: 'it did not finish in time' },
  'not-found-afterwards': {
    ja: 'インポートした後に見つかりません',
    en: 'not found after it was imported',
  },
  'waits-for-files': {
    ja: 'ファイルの切り替えを待っています',
    en: 'waiting for a file to be switched',
  },
  'record-unreadable': {
    ja: '前回の記録を読めません',
    en: 'the record of the last run cannot be read',
  },
  interrupted: { ja: '途中で止められました', en: 'it was interrupted' },
} as const satisfies Wording;

/** A certificate's file of PEM is looked at like an answer is. */
export type ConsumerReason = keyof typeof consumerReasons | SystemReason | 'not-a-certificate';
