import type { Wording } from './bilingual.ts';

/** What is not right about what was asked for. */
export const usageProblems = {
  'name-invalid': {
    ja: '名前は64文字まで。文字 (漢字やかなも可) と数字、途中の . _ - が使えます。空白と Windows の装置名は使えません',
    en: 'a name may contain up to 64 letters and digits of any script, with . _ - inside but no blanks, and must not be a Windows device name',
  },
  'service-unknown': { ja: '設定にないサービスです', en: 'no such service in the configuration' },
  'store-shared': {
    ja: 'この設定ファイルも同じ保管庫を使っています。保管庫ごと消すときは --config なしで実行してください',
    en: 'another configuration uses the same store; to remove the store for both, run uninstall without --config',
  },
  'zip-in-place': { ja: 'zip は利用先にできません', en: 'a zip cannot be a consumer' },
  'several-clients-in-file': {
    ja: '複数のクライアントの証明書が入っています',
    en: 'the file contains several clients',
  },
  'cn-not-in-file': {
    ja: 'この名前の証明書は入っていません',
    en: 'the file contains no certificate with this name',
  },
  'shared-in-place': {
    ja: '置き換えると、ほかの証明書や鍵だけのパスワードが失われます。--in-place なしで登録してください',
    en: 'replacing it would lose its other certificates or the separate password of its key; register it without --in-place',
  },
  'no-certificate-matches': {
    ja: 'サブジェクトと発行者の同じものは登録されていません',
    en: 'no registered certificate has its subject and issuer',
  },
  'several-certificates-match': {
    ja: '当てはまる証明書が複数あります。どれの代わりか、名前を指定してください',
    en: 'several registered certificates match; name the one it replaces',
  },
  'consumer-field': {
    ja: '利用先の項目が足りないか、正しくありません',
    en: 'a field of the consumer is missing or invalid',
  },
  'rights-not-for-this': {
    ja: 'Windows の push-exchanger、オンライン資格確認、CLAIM 受信にだけ使えます',
    en: 'this is only for push-exchanger, online eligibility and the CLAIM receiver on Windows',
  },
  'consumer-ambiguous': {
    ja: '同じ種類の利用先がほかにもあるため、場所で指定してください',
    en: 'there are several consumers of this kind; give the path of one',
  },
} as const satisfies Wording;

export type UsageProblem = keyof typeof usageProblems;
