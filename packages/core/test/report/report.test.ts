import { expect, test } from 'vitest';
import { report } from '../../src/porcelain/report.ts';
import { reportCsv } from '../../src/report/csv.ts';
import { reportHtml } from '../../src/report/html.ts';
import { reportIcs } from '../../src/report/ics.ts';
import { clinic, inDays, noon } from '../support/clinic.ts';

test('the ledger tells what is configured and what the store holds, and no password', async () => {
  const place = await clinic();
  await place.configure({
    'clinic-a': { renewWithin: '60d', backups: ['~/控え'] },
    'clinic-b': { service: 'demo' },
  });
  const version = await place.store('clinic-a', { notAfter: inDays(200), password: 'c4naryPw!' });
  const ledger = await report(place.context, []);
  expect(ledger.at).toEqual(noon);
  expect(ledger.rows).toMatchObject([
    {
      name: 'clinic-a',
      service: 'production',
      state: 'valid',
      facts: { commonName: 'client001', daysLeft: 200 },
      fileName: '000000_JP_u00000000_client001.p12',
      renewFrom: inDays(140),
      folder: version.folder,
      backups: [place.at('控え')],
      password: 'beside',
      lastBackup: null,
    },
    {
      name: 'clinic-b',
      site: 'https://demo-ctrl-cmo.cloud.orcamo.jp/',
      state: 'unreadable',
      facts: null,
    },
  ]);
  for (const render of [reportCsv, reportHtml, reportIcs]) {
    expect(render(ledger, 'ja')).not.toContain('c4naryPw!');
  }
  expect((await report(place.context, ['clinic-b'])).rows).toHaveLength(1);
});
