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
  'cloud-synchronised': 'クラウドと同期されるフォルダーです。',
  'found-elsewhere': '設定とは別のドライブ名で見つかりました。',
  ...placeNotesJa,
};
