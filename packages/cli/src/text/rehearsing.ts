import type { Bilingual } from '@weborca-cert/core';
import type { RehearsedCertificate } from '@weborca-cert/core';

/** What is said around rehearsals. */
export const rehearsing = {
  /** Before it begins: the steps below look as they will on the real day. */
  begin: {
    ja: '更新の予行を始めます。相手はこのパソコンの中の模擬サービスで、ファイルはすべて写しを使います。',
    en: 'This is a rehearsal: the service is a stand-in on this machine, and every file is a copy.',
  },
  wouldWork: {
    ja: (name: string) => `${name} は、本番でも同じ手順で更新できます。`,
    en: (name: string) => `${name} would be renewed like this on the real day.`,
  },
  wouldFail: {
    ja: (name: string) => `${name} は、本番でも同じところで失敗します。`,
    en: (name: string) => `${name} would fail at the same place on the real day.`,
  },
  /** Found out by asking, before anything was practised. */
  fails: {
    ja: (name: string) => `${name} は、いまのままでは本番でも更新できません。`,
    en: (name: string) => `${name} would not be renewed on the real day as things are.`,
  },
  withoutApi: {
    ja: (name: string) =>
      `${name} は、証明書を受け取ったあとの手順が最後まで通りました。更新サービスの URL が設定されていないため、本番では weborca-cert site と weborca-cert receive で受け取ります。`,
    en: (name: string) =>
      `${name}: everything after the certificate has come works. The address of the renewal service is not configured, so on the real day it comes by weborca-cert site and weborca-cert receive.`,
  },
  leftOut: {
    'starts-a-program': { ja: '予行では実行しませんでした', en: 'not started in a rehearsal' },
    'by-hand': { ja: '本番では手作業が必要です', en: 'needs a person on the real day' },
    'field-invalid': {
      ja: '設定に誤りがあるため、予行できませんでした',
      en: 'could not be rehearsed: its entry is wrong',
    },
  } satisfies Readonly<Record<RehearsedCertificate['leftOut'][number]['reason'], Bilingual>>,
  nothingReal: {
    ja: '予行を終えました。本物の証明書、利用先、バックアップ先、サービスには何もしていません。',
    en: 'The rehearsal is over. Nothing was done to the real certificates, consumers, backups or service.',
  },
};
