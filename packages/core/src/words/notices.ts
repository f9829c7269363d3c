import type { Wording } from './bilingual.ts';
import { openingNotes, type ConsumerNote } from './notes.ts';

/** Things worth a line of a run that are no errors. */
export const notices = {
  'unencrypted-key': {
    ja: '発行されたファイルの秘密鍵が暗号化されていません。コピーも含めて、ほかの人が読めない場所に置いてください。',
    en: 'The private key in the issued file is not encrypted. Keep the file and its copies where no one else can read them.',
  },
  'trailing-bytes': openingNotes['trailing-bytes'],
  'left-closed': openingNotes['left-closed'],
  'clock-wrong': {
    ja: 'このパソコンの時計が合っていません。日付と時刻を直してください。',
    en: "This computer's clock is wrong. Please correct date and time.",
  },
  'store-recovered': {
    ja: '保管庫の記録が壊れていたため、残っている版から立て直しました。',
    en: "The store's records were damaged and have been rebuilt from the versions that remain.",
  },
  'lock-waiting': {
    ja: 'ほかの処理がこの証明書を使っています。終わるのを待っています。',
    en: 'Another process is using this certificate. Waiting for it to finish.',
  },
  'journal-abandoned': {
    ja: '途中だった更新を打ち切りました。記録は残してあります。',
    en: 'An unfinished renewal was abandoned. Its record is kept.',
  },
  'journal-not-written': {
    ja: '記録を書き込めませんでしたが、このまま続けます。',
    en: 'The record could not be written; continuing anyway.',
  },
  'rescued-to-backup': {
    ja: '保管庫に書き込めなかったため、バックアップ先に保存しました。',
    en: 'The store could not be written, so the certificate was saved to a backup location.',
  },
  'fell-back': {
    ja: '新しい証明書が受け入れられなかったため、前の証明書に戻しました。',
    en: 'The new certificate was not accepted, so the previous one is in use again.',
  },
  'not-tidied': {
    ja: '古いファイルを片付けられませんでした。',
    en: 'Old files could not be cleaned up.',
  },
} as const satisfies Wording;

/** Those of places that were written (notes.ts) are among them. */
export type Notice = keyof typeof notices | ConsumerNote;
