import type { Wording } from './bilingual.ts';

/** What is not right about what was asked for. */
export const usageProblems = {
  'name-invalid': {
    ja: '名前に使えるのは文字 (漢字やかなも可) と数字、途中の . _ - だけです。Windows の装置名は使えません',
    en: 'a name is made of letters and digits of any script, and . _ - inside; it is not the name of a Windows device',
  },
  'service-unknown': { ja: '設定にないサービスです', en: 'the configuration has no such service' },
  'store-shared': {
    ja: 'この設定ファイルも同じ保管庫を使っています。保管庫ごと消すときは --config なしで実行してください',
    en: 'that configuration lives by the same store; uninstall without --config takes the store away for both',
  },
  'zip-in-place': { ja: 'zip は利用先にできません', en: 'a zip cannot be a consumer' },
  'several-clients-in-file': {
    ja: '複数のクライアントの証明書が入っています',
    en: 'there are several clients in the file',
  },
  'cn-not-in-file': {
    ja: 'この名前の証明書は入っていません',
    en: 'the file holds no certificate of this name',
  },
  'shared-in-place': {
    ja: '置き換えると、ほかの証明書や鍵だけのパスワードが失われます。--in-place なしで登録してください',
    en: 'replacing it would lose what else is in it, or the second password of its key; add it without --in-place',
  },
  'no-certificate-matches': {
    ja: '同じサブジェクトと発行者の証明書を管理していません。どれの代わりか、名前を指定してください',
    en: 'no certificate under care has this subject and issuer; name the one it replaces',
  },
  'several-certificates-match': {
    ja: '当てはまる証明書が複数あります。どれの代わりか、名前を指定してください',
    en: 'several certificates under care match; name the one it replaces',
  },
  'consumer-field': {
    ja: '利用先の項目が足りないか、正しくありません',
    en: 'a field of the consumer is missing or not right',
  },
  'consumer-ambiguous': {
    ja: '同じ種類の利用先がほかにもあるため、場所で指定してください',
    en: 'there are several consumers of this kind; name one by its path',
  },
} as const satisfies Wording;

export type UsageProblem = keyof typeof usageProblems;
