import type { Wording } from './bilingual.ts';

/** What a file is instead of a certificate with its key. */
export const contents = {
  PEM: { ja: 'PEM ファイルです', en: 'it is a PEM file' },
  HTML: { ja: 'HTML の文書です', en: 'it is an HTML document' },
  JSON: { ja: 'JSON の文書です', en: 'it is a JSON document' },
  zip: { ja: 'zip ファイルです', en: 'it is a zip file' },
  empty: { ja: '空のファイルです', en: 'it is empty' },
  'key only': { ja: '鍵だけで、証明書が入っていません', en: 'it holds a key and no certificate' },
  'certificate only': {
    ja: '証明書だけで、秘密鍵が入っていません',
    en: 'it holds a certificate and no private key',
  },
  'key without its certificate': {
    ja: '鍵と組になる証明書がありません',
    en: 'the certificate that belongs to the key is missing',
  },
  'PKCS#12': { ja: '.p12 ファイルです', en: 'it is a .p12 file' },
  'PKCS#7': { ja: 'PKCS#7 で、秘密鍵が入っていません', en: 'it is PKCS#7, without a private key' },
  base64: { ja: 'base64 で書かれたファイルです', en: 'it is written in base64' },
  'invalid notBefore': {
    ja: '有効期間の開始が、正しい日時になっていません',
    en: 'its notBefore is not a valid time',
  },
  'invalid notAfter': {
    ja: '有効期限が、正しい日時になっていません',
    en: 'its notAfter is not a valid time',
  },
  'Java keystore': { ja: 'Java のキーストアです', en: 'it is a Java keystore' },
  'no backup': {
    ja: 'バックアップのフォルダーではありません',
    en: 'it is a folder without a backup',
  },
  'no backup but a zip': {
    ja: 'zip ファイルで、バックアップではありません',
    en: 'it is a zip file, and no backup',
  },
  unknown: { ja: '知らない形式です', en: 'its format is not known' },
} as const satisfies Wording;

export type FoundContent = keyof typeof contents;

/** Of a file, what is damaged. */
export const parts = {
  version: { ja: '版番号', en: 'version number' },
  certificate: { ja: '証明書', en: 'certificate' },
  'encrypted part': { ja: '暗号化された部分', en: 'encrypted part' },
  password: { ja: 'パスワード', en: 'password' },
  MAC: { ja: '改ざんの検査値', en: 'check value' },
  'private key': { ja: '秘密鍵', en: 'private key' },
  'key pair': {
    ja: '秘密鍵と証明書の組み合わせ',
    en: 'private key and certificate do not match',
  },
  structure: { ja: '全体の構造', en: 'structure' },
  zip: { ja: 'zip ファイル', en: 'zip file' },
  'encrypted key': { ja: '暗号化された秘密鍵', en: 'encrypted key' },
  'encryption parameters': { ja: '暗号のパラメーター', en: 'encryption parameters' },
  'MAC parameters': { ja: '検査値のパラメーター', en: 'MAC parameters' },
  'safe contents': { ja: '鍵と証明書の入れ物', en: 'safe contents' },
  safe: { ja: '中身の入れ物', en: 'safe' },
  'authenticated safe': { ja: '中身全体の入れ物', en: 'authenticated safe' },
  PFX: { ja: 'ファイルの外側の構造', en: 'PFX' },
} as const satisfies Wording;

export type DamagedPart = keyof typeof parts;

/** Of a file, what is beyond what is safe to work on. */
export const limits = {
  size: { ja: 'ファイルの大きさ', en: 'size of the file' },
  iterations: { ja: '暗号の繰り返し回数', en: 'number of iterations' },
  derivations: { ja: '鍵を作る回数', en: 'number of key derivations' },
  certificates: { ja: '証明書の数', en: 'number of certificates' },
  keys: { ja: '鍵の数', en: 'number of keys' },
  memory: { ja: '必要なメモリー', en: 'memory needed' },
  nesting: { ja: '入れ子の深さ', en: 'depth of nesting' },
  'zip-entries': { ja: '入っているファイルの数', en: 'number of files in it' },
  'zip-entry-size': { ja: 'zip の中のファイルの大きさ', en: 'size of a file in the zip' },
  'zip-size': { ja: 'zip の中身の大きさ', en: 'size of what is in the zip' },
  'zip-link': { ja: 'zip の中のリンク', en: 'a link in the zip' },
} as const satisfies Wording;

export type Limit = keyof typeof limits;
