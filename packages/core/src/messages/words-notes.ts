/** What is worth telling and no failure: of files that were opened, and of places that were written. */
export const placeNotesEn = {
  'written-in-place':
    'Only the file itself can be written, so it is written over. Its old contents are kept in the store (consumers/kept).',
  'not-flushed':
    'The drive does not confirm that the file is written for good (fsync). It was read back and is right.',
};

export const notesEn = {
  'password-line-end-dropped': 'The file opened without the line end behind the password.',
  'password-alternative-encoding': 'The file opened with the password in another encoding.',
  'password-empty-as-null': 'The file opened with an empty password.',
  'no-mac': 'The file has no check value that would show tampering.',
  'several-keys':
    'There is more than one key; the one that belongs to the client certificate is used.',
  'unencrypted-key': 'The private key is not encrypted.',
  'key-locked':
    'A key in it has a password of its own and was left alone (--key-password-file FILE opens it).',
  'trailing-bytes':
    'Something follows the certificate file that its check value does not cover; it is ignored.',
  'left-closed':
    'Another certificate file in the zip did not open, or would have taken too long; it was left alone.',
  'cloud-synchronised': 'The folder is synchronised with a cloud service.',
  'found-elsewhere': 'Found under another drive name than the configuration has.',
  ...placeNotesEn,
};

export const placeNotesJa = {
  'written-in-place':
    'ファイルの置き換えができない場所のため、上書きします。元の内容は保管庫の consumers/kept に残します。',
  'not-flushed':
    'ドライブが書き込みの確定 (fsync) に対応していません。読み直して、正しく書けたことを確かめました。',
};

export const notesJa = {
  'password-line-end-dropped': 'パスワードの末尾の改行を除くと開けました。',
  'password-alternative-encoding': 'パスワードを別の文字コードとして読むと開けました。',
  'password-empty-as-null': '空のパスワードで開けました。',
  'no-mac': '改ざんを見つけるための検査値がありません。',
  'several-keys': '鍵が2つ以上入っています。クライアント証明書と組になるものを使います。',
  'unencrypted-key': '秘密鍵が暗号化されていません。',
  'key-locked':
    '別のパスワードの鍵がもう1つ入っており、使っていません (--key-password-file ファイル名 で開けます)。',
  'trailing-bytes':
    'ファイルの後ろに余分なデータが付いています。改ざんの検査の対象外なので、使いません。',
  'left-closed':
    'zip の中の別の証明書ファイルは、開けないか時間がかかりすぎるため、使っていません。',
  'cloud-synchronised': 'クラウドと同期されるフォルダーです。',
  'found-elsewhere': '設定とは別のドライブ名で見つかりました。',
  ...placeNotesJa,
};
