/** Why a certificate is not taken in place of the one in use. */
export const unfitEn = {
  'subject-differs': "it is another client's or tenant's",
  'issuer-differs': 'another issuer',
  'same-serial': 'it is the present certificate',
  'same-key': 'it has the key of the present certificate',
  'not-later': 'it does not expire later than the present one',
  ca: 'it is an authority',
  'no-client-auth': 'it is not for client authentication',
  'key-weaker': 'its key is weaker than the present one',
  'key-mismatch': 'key and certificate do not belong together',
  'password-wrong': 'the password that came with it does not open it',
  unreadable: 'it cannot be read as a .p12 file',
  'known-elsewhere': 'it is under care under another name',
  'tenant-not-shown': 'nothing in it shows that it is the same tenant',
  'key-not-found': 'no key that fits it was found, or none that a known password opens',
  'in-system-store':
    'it is in the certificate store of this computer, out of which programs cannot take it',
  'verification-refused': 'WebORCA did not accept it',
  'rolled-back': 'weborca-cert rollback went back from it',
  'verification-inconclusive': 'WebORCA could not be asked about it',
} as const satisfies Readonly<Record<string, string>>;

export const unfitJa = {
  'subject-differs': '別のクライアントかテナントのものです',
  'issuer-differs': '発行者が違います',
  'same-serial': '今の証明書と同じものです',
  'same-key': '鍵が今の証明書と同じです',
  'not-later': '有効期限が今の証明書より後ではありません',
  ca: '認証局の証明書です',
  'no-client-auth': 'クライアント認証に使えません',
  'key-weaker': '鍵が今の証明書より弱いものです',
  'key-mismatch': '鍵と証明書が組になっていません',
  'password-wrong': '添えられたパスワードで開けません',
  unreadable: '.p12 ファイルとして読めません',
  'known-elsewhere': '別の名前で管理している証明書です',
  'tenant-not-shown': '同じテナントのものかどうかわかりません',
  'key-not-found': '組になる秘密鍵がないか、わかっているパスワードで開けません',
  'in-system-store': 'このパソコンの証明書ストアにあり、プログラムからは取り出せません',
  'verification-refused': 'WebORCA が受け入れませんでした',
  'rolled-back': 'weborca-cert rollback で、これより前の版に戻しました',
  'verification-inconclusive': 'WebORCA に確認できませんでした',
} as const satisfies Readonly<Record<string, string>>;

/** The way out where another program has renewed and left no complete pair; null: another reason. */
export function wayOutEn(reasons: readonly string[]): string | null {
  if (reasons.includes('rolled-back')) {
    return 'A person went back from it with weborca-cert rollback. The same command uses it again; weborca-cert renew --force requests another one.';
  }
  if (reasons.includes('in-system-store')) {
    return 'Another program has renewed it. If the certificate can be exported with its key as a .p12, take it in with weborca-cert receive FILE; else renew once more with weborca-cert renew --force, or fetch it at the management site (weborca-cert site).';
  }
  if (reasons.includes('key-not-found')) {
    return 'Another program has renewed it. Put its key beside it, in the file that the consumer names; or make a .p12 of both and take that in with weborca-cert receive FILE. To renew once more instead, run weborca-cert renew --force.';
  }
  return null;
}

export function wayOutJa(reasons: readonly string[]): string | null {
  if (reasons.includes('rolled-back')) {
    return 'weborca-cert rollback でこれより前の版に戻した状態です。同じコマンドでもう一度使えます。別の証明書を依頼するには weborca-cert renew --force を実行してください。';
  }
  if (reasons.includes('in-system-store')) {
    return 'ほかのプログラムが更新したようです。秘密鍵と一緒に .p12 に書き出せる場合は、weborca-cert receive ファイル名 で取り込めます。書き出せない場合は、weborca-cert renew --force でもう一度更新するか、weborca-cert site で管理サイトから受け取ってください。';
  }
  if (reasons.includes('key-not-found')) {
    return 'ほかのプログラムが更新したようです。組になる秘密鍵を、利用先の設定にある鍵のファイルに置いてください。.p12 にまとめて weborca-cert receive ファイル名 で取り込むこともできます。もう一度更新するには weborca-cert renew --force を実行してください。';
  }
  return null;
}
