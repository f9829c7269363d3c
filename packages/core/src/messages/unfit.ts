/** The way out where another program has renewed and left no complete pair; null: another reason. */
export const wayOut = {
  ja(reasons: readonly string[]): string | null {
    if (reasons.includes('rolled-back')) {
      return '人の指示で、これより前の版に戻した状態です。同じコマンドでもう一度使えます。別の証明書を依頼するには weborca-cert renew --force を実行してください。';
    }
    if (reasons.includes('in-system-store')) {
      return 'ほかのプログラムが更新したようです。秘密鍵と一緒に .p12 に書き出せる場合は、weborca-cert receive ファイル名 で取り込めます。書き出せない場合は、weborca-cert renew --force でもう一度更新するか、weborca-cert site で管理サイトから受け取ってください。';
    }
    if (reasons.includes('key-not-found')) {
      return 'ほかのプログラムが更新したようです。組になる秘密鍵を、利用先の設定にある鍵のファイルに置いてください。.p12 にまとめて weborca-cert receive ファイル名 で取り込むこともできます。もう一度更新するには weborca-cert renew --force を実行してください。';
    }
    return null;
  },
  en(reasons: readonly string[]): string | null {
    if (reasons.includes('rolled-back')) {
      return 'A person went back from it (rollback). The same command uses it again; weborca-cert renew --force requests another one.';
    }
    if (reasons.includes('in-system-store')) {
      return 'Another program has renewed it. If the certificate can be exported with its key as a .p12, take it in with weborca-cert receive FILE; else renew once more with weborca-cert renew --force, or fetch it at the management site (weborca-cert site).';
    }
    if (reasons.includes('key-not-found')) {
      return 'Another program has renewed it. Put its key beside it, in the file that the consumer names; or make a .p12 of both and take that in with weborca-cert receive FILE. To renew once more instead, run weborca-cert renew --force.';
    }
    return null;
  },
};
