import type { Wording } from './bilingual.ts';
import type { ConsumerNote } from './notes.ts';

/** Things worth a line of a run that are no errors. */
export const notices = {
  'unencrypted-key': {
    ja: '発行されたファイルの秘密鍵が暗号化されていません。写しも含めて、ほかの人が読めない場所に置いてください。',
    en: 'The issued file does not encrypt its private key; keep it and its copies where nobody else can read them.',
  },
  'trailing-bytes': {
    ja: 'ファイルの後ろに余分なデータが付いています。改ざんの検査の対象外なので、使いません。',
    en: 'Something follows the certificate file that its check value does not cover; it is ignored.',
  },
  'left-closed': {
    ja: 'zip の中の別の証明書ファイルは、開けないか時間がかかりすぎるため、使っていません。',
    en: 'Another certificate file in the zip did not open, or would have taken too long; it was left alone.',
  },
  'clock-wrong': {
    ja: 'このパソコンの時計が合っていません。日付と時刻を直してください。',
    en: "This computer's clock is wrong. Please correct date and time.",
  },
  'store-recovered': {
    ja: '保管庫の記録が壊れていたため、残っている版から立て直しました。',
    en: "The store's records were damaged and were rebuilt from what is there.",
  },
  'lock-waiting': {
    ja: 'ほかの処理がこの証明書を使っています。終わるのを待っています。',
    en: 'Another process is at work on this certificate; waiting for it to end.',
  },
  'journal-abandoned': {
    ja: '途中だった更新を打ち切りました。記録は残してあります。',
    en: 'An unfinished renewal was given up. Its record is kept.',
  },
  'journal-not-written': {
    ja: '記録を書き込めませんでしたが、このまま続けます。',
    en: 'The record could not be written; going on all the same.',
  },
  'rescued-to-backup': {
    ja: '保管庫に書き込めなかったため、バックアップ先に保存しました。',
    en: 'The store could not be written, so it was saved in a backup place.',
  },
  'fell-back': {
    ja: '新しい証明書が受け入れられなかったため、前の証明書に戻しました。',
    en: 'The new certificate was not accepted; the one before it is in use again.',
  },
  'not-tidied': {
    ja: '古いファイルを片付けられませんでした。',
    en: 'Old files could not be tidied up.',
  },
} as const satisfies Wording;

/** Those of places that were written (notes.ts) are among them. */
export type Notice = keyof typeof notices | ConsumerNote;
