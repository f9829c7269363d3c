import type { Wording } from './bilingual.ts';

/** Things worth a line of a run that are no errors. */
export const notices = {
  'written-in-place': {
    ja: 'ファイルの置き換えができない場所のため、上書きします。元の内容は保管庫の consumers/kept に残します。',
    en: 'Only the file itself can be written, so it is written over. Its old contents are kept in the store (consumers/kept).',
  },
  'not-flushed': {
    ja: 'ドライブが書き込みの確定 (fsync) に対応していません。読み直して、正しく書けたことを確かめました。',
    en: 'The drive does not confirm that the file is written for good (fsync). It was read back and is right.',
  },
  'password-line-end-dropped': {
    ja: 'パスワードの末尾の改行を除くと開けました。',
    en: 'The file opened without the line end behind the password.',
  },
  'password-alternative-encoding': {
    ja: 'パスワードを別の文字コードとして読むと開けました。',
    en: 'The file opened with the password in another encoding.',
  },
  'several-keys': {
    ja: '鍵が2つ以上入っています。クライアント証明書と組になるものを使います。',
    en: 'There is more than one key; the one that belongs to the client certificate is used.',
  },
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
  'verification-inconclusive': {
    ja: '接続を確認できませんでした。次の実行でもう一度確認します。',
    en: 'The connection could not be checked; it will be checked again in the next run.',
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
  'retry-later': { ja: 'あとでもう一度実行します。', en: 'It will be tried again later.' },
} as const satisfies Wording;

export type Notice = keyof typeof notices;
