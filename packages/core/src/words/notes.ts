import type { Wording } from './bilingual.ts';

/**
 * Of places that were written. `written-in-place`: nothing can be renamed onto the file, so that it
 * is written over, and its old bytes are kept in the store. `not-flushed`: its folder refuses
 * fsync.
 */
export const placeNotes = {
  'written-in-place': {
    ja: 'ファイルの置き換えができない場所のため、上書きします。元の内容は保管庫の consumers/kept に残します。',
    en: 'The file cannot be replaced here, so it is overwritten. Its old contents are kept in the store (consumers/kept).',
  },
  'not-flushed': {
    ja: 'ドライブが書き込みの確定 (fsync) に対応していません。読み直して、正しく書けたことを確かめました。',
    en: 'The drive does not confirm writes (fsync). The file was read back and is correct.',
  },
} as const satisfies Wording;

export type ConsumerNote = keyof typeof placeNotes;

/** Of files that were opened. */
export const openingNotes = {
  'password-line-end-dropped': {
    ja: 'パスワードの末尾の改行を除くと開けました。',
    en: 'The file opened after removing the line break at the end of the password.',
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
    en: 'The file has no check value (MAC) to detect tampering.',
  },
  'several-keys': {
    ja: '鍵が2つ以上入っています。クライアント証明書と組になるものを使います。',
    en: 'The file contains several keys; the one matching the client certificate is used.',
  },
  'unencrypted-key': {
    ja: '秘密鍵が暗号化されていません。',
    en: 'The private key is not encrypted.',
  },
  'key-locked': {
    ja: '別のパスワードの鍵がもう1つ入っており、使っていません。',
    en: 'Another key has its own password and is not used.',
  },
  'trailing-bytes': {
    ja: 'ファイルの後ろに余分なデータが付いています。改ざんの検査の対象外なので、使いません。',
    en: 'There is extra data after the certificate file, not covered by its check value. It is ignored.',
  },
  'left-closed': {
    ja: 'zip の中の別の証明書ファイルは、開けないか時間がかかりすぎるため、使っていません。',
    en: 'Another certificate file in the zip is not used, because it did not open or would take too long.',
  },
} as const satisfies Wording;

export type OpeningNote = keyof typeof openingNotes;

/** Of backups, besides those of places. */
export const backupNotes = {
  'cloud-synchronised': {
    ja: 'クラウドと同期されるフォルダーです。',
    en: 'This folder is synchronised with a cloud service.',
  },
  'found-elsewhere': {
    ja: '設定とは別のドライブ名で見つかりました。',
    en: 'Found under a different drive name than configured.',
  },
  'same-disk': {
    ja: '保管庫と同じディスクです。USBメモリなど、別のドライブにも取ってください。',
    en: 'It is on the same disk as the store. Make one on another drive, such as a USB stick, too.',
  },
} as const satisfies Wording;
