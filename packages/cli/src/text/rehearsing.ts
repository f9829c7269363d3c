import type { Bilingual } from '@weborca-cert/core';
import type { RehearsedCertificate } from '@weborca-cert/core';

/** What is said around rehearsals. */
export const rehearsing = {
  /** Before it begins: the steps below look as they will on the real day. */
  begin: {
    ja: '更新のリハーサルを始めます。接続先はこのパソコンの中の模擬サービスで、ファイルはすべてコピーを使います。',
    en: 'This is a rehearsal, with a simulated service on this computer and copies of all files.',
  },
  wouldWork: {
    ja: (name: string) => `${name} は、本番でも同じ手順で更新できます。`,
    en: (name: string) => `${name} can be renewed like this in the real run.`,
  },
  wouldFail: {
    ja: (name: string) => `${name} は、本番でも同じところで失敗します。`,
    en: (name: string) => `${name} would fail at the same point in the real run.`,
  },
  /** Found out by asking, before anything was practised. */
  fails: {
    ja: (name: string) => `${name} は、いまのままでは本番でも更新できません。`,
    en: (name: string) => `${name} would not be renewed in the real run as it is now.`,
  },
  withoutApi: {
    ja: (name: string) =>
      `${name} は、証明書を受け取ったあとの手順が最後まで通りました。更新サービスの URL が設定されていないため、本番では weborca-cert site と weborca-cert receive で受け取ります。`,
    en: (name: string) =>
      `${name}: every step after receiving the certificate works. The URL of the renewal service is not configured, so get the real one with weborca-cert site and weborca-cert receive.`,
  },
  leftOut: {
    'starts-a-program': {
      ja: 'リハーサルでは実行しませんでした',
      en: 'not started in a rehearsal',
    },
    'by-hand': { ja: '本番では手作業が必要です', en: 'needs manual work in the real run' },
    'field-invalid': {
      ja: '設定に誤りがあるため、リハーサルできませんでした',
      en: 'could not be rehearsed: its settings are wrong',
    },
  } satisfies Readonly<Record<RehearsedCertificate['leftOut'][number]['reason'], Bilingual>>,
  nothingReal: {
    ja: 'リハーサルを終えました。本物の証明書、利用先、バックアップ先、サービスには何もしていません。',
    en: 'The rehearsal is finished. The real certificates, consumers, backups and service were not touched.',
  },
};
