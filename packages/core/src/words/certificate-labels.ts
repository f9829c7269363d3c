import type { Wording } from './bilingual.ts';

/** What stands before a fact of a certificate, or above it in a table. */
export const certificateLabels = {
  name: { ja: '名前', en: 'Name' },
  state: { ja: '状態', en: 'State' },
  commonName: { ja: 'CN', en: 'CN' },
  subject: { ja: 'サブジェクト', en: 'Subject' },
  issuer: { ja: '発行者', en: 'Issuer' },
  serialNumber: { ja: 'シリアル番号', en: 'Serial number' },
  notBefore: { ja: '有効期間の開始', en: 'Valid from' },
  notAfter: { ja: '有効期限', en: 'Expires' },
  service: { ja: 'サービス', en: 'Service' },
} as const satisfies Wording;
