import type { Report, ReportRow } from '../../../src/report/rows.ts';
import { standIn } from '../../support/pairs.ts';

const facts = {
  ...standIn({
    serial: '00E512',
    notBefore: new Date('2024-01-06T02:00:00Z'),
    notAfter: new Date('2027-01-06T02:00:00Z'),
  }).facts,
  daysLeft: 45,
};

export const row: ReportRow = {
  name: '本院',
  service: 'production',
  site: 'https://ctrl-cmo.cloud.orcamo.jp/',
  weborca: 'https://weborca.cloud.orcamo.jp/',
  state: 'due',
  facts,
  fileName: '000000_JP_u00000000_client001.p12',
  renewFrom: new Date('2026-10-08T02:00:00Z'),
  folder: '/home/hanako/.local/share/weborca-cert/store/本院/versions/20240106T020000Z-12345678',
  password: 'beside',
  backups: ['/media/hanako/USB メモリ/控え', 'D:\\控え'],
  lastBackup: { path: '/media/hanako/USB メモリ/控え/本院', at: new Date('2026-11-01T03:00:00Z') },
  consumers: [
    { kind: 'push-exchanger', path: '/etc/push-exchanger/push-exchanger.yml', state: 'current' },
    { kind: 'manual', path: '受付 PC 2: Chrome に取り込む', state: 'manual' },
  ],
};

export const unreadable: ReportRow = {
  ...row,
  name: 'clinic-b',
  state: 'unreadable',
  facts: null,
  fileName: null,
  renewFrom: null,
  folder: null,
  lastBackup: null,
  consumers: [],
};

export function reportOf(...rows: readonly ReportRow[]): Report {
  return { at: new Date('2026-11-22T02:30:00Z'), support: null, rows };
}
