import type { Wording } from './bilingual.ts';

/**
 * Of places that were written. `written-in-place`: nothing can be renamed onto the file, so that it
 * is written over, and its old bytes are kept in the state folder. `not-flushed`: its folder refuses
 * fsync.
 */
export const placeNotes = {
  'written-in-place': {
    ja: 'ファイルの置き換えができない場所のため、上書きします。元の内容は保管庫の consumers/kept に残します。',
    en: 'Only the file itself can be written, so it is written over. Its old contents are kept in the store (consumers/kept).',
  },
  'not-flushed': {
    ja: 'ドライブが書き込みの確定 (fsync) に対応していません。読み直して、正しく書けたことを確かめました。',
    en: 'The drive does not confirm that the file is written for good (fsync). It was read back and is right.',
  },
} as const satisfies Wording;

export type ConsumerNote = keyof typeof placeNotes;

/** Of files that were opened. */
export const openingNotes = {
  'password-line-end-dropped': {
    ja: 'パスワードの末尾の改行を除くと開けました。',
    en: 'The file opened without the line end behind the password.',
  },
  'password-alternative-encoding': {
    ja: 'パスワードを別の文字コードとして読むと開けました。',
    en: 'The file opened with the password in another encoding.',
  },
  'password-empty-as-null': {
    ja: '空のパスワードで開けました。',
    en: 'The file opened with an empty password.',
  },
  'no-mac': {
    ja: '改ざんを見つけるための検査値がありません。',
    en: 'The file has no check value that would show tampering.',
  },
  'several-keys': {
    ja: '鍵が2つ以上入っています。クライアント証明書と組になるものを使います。',
    en: 'There is more than one key; the one that belongs to the client certificate is used.',
  },
  'unencrypted-key': {
    ja: '秘密鍵が暗号化されていません。',
    en: 'The private key is not encrypted.',
  },
  'key-locked': {
    ja: '別のパスワードの鍵がもう1つ入っており、使っていません (--key-password-file ファイル名 で開けます)。',
    en: 'A key in it has a password of its own and was left alone (--key-password-file FILE opens it).',
  },
  'trailing-bytes': {
    ja: 'ファイルの後ろに余分なデータが付いています。改ざんの検査の対象外なので、使いません。',
    en: 'Something follows the certificate file that its check value does not cover; it is ignored.',
  },
  'left-closed': {
    ja: 'zip の中の別の証明書ファイルは、開けないか時間がかかりすぎるため、使っていません。',
    en: 'Another certificate file in the zip did not open, or would have taken too long; it was left alone.',
  },
} as const satisfies Wording;

export type OpeningNote = keyof typeof openingNotes;

/** Of backups, besides those of places. */
export const backupNotes = {
  'cloud-synchronised': {
    ja: 'クラウドと同期されるフォルダーです。',
    en: 'The folder is synchronised with a cloud service.',
  },
  'found-elsewhere': {
    ja: '設定とは別のドライブ名で見つかりました。',
    en: 'Found under another drive name than the configuration has.',
  },
  'same-disk': {
    ja: '保管庫と同じディスクです。USBメモリなど、別のドライブにも取ってください。',
    en: "It is no help when the store's disk fails: it lies on the same one.",
  },
} as const satisfies Wording;
