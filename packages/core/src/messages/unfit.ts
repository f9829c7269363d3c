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
      return 'It was rolled back on request. Run weborca-cert rollback NAME to use it again, or weborca-cert renew --force to request another.';
    }
    if (reasons.includes('in-system-store')) {
      return 'Another program seems to have renewed it. If you can export it with its key as a .p12, run weborca-cert receive FILE. Otherwise renew again with weborca-cert renew --force, or download it from the management site (weborca-cert site).';
    }
    if (reasons.includes('key-not-found')) {
      return 'Another program seems to have renewed it. Put its private key in the key file configured for the consumer, or combine both into a .p12 and run weborca-cert receive FILE. To renew again instead, run weborca-cert renew --force.';
    }
    return null;
  },
};
