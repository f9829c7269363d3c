import { expect, test } from 'vitest';
import type { PublishedCertificate, Source } from '../../src/fleet/read-published.ts';
import { fleetCsv, fleetHtml, fleetIcs } from '../../src/fleet/report.ts';
import { row } from '../report/support/rows.ts';

const at = new Date('2026-11-22T02:30:00Z');
const support = { name: '=<b>神戸</b>', phone: '078-000-0000' };
const sources: readonly Source[] = [
  { host: 'kobe-1', at, stale: false, support },
  { host: 'nara-1', at: null, stale: true, support: null },
];
const one: PublishedCertificate = {
  source: 'kobe-1',
  name: 'reception<script>',
  service: 'production',
  state: 'due',
  facts: row.facts,
  pending: null,
  lastFailure: { at, since: at, step: 'request', code: 'service-busy' },
  consumers: [{ kind: 'pkcs12', state: 'behind' }],
  lastBackup: null,
};
const made = { at, sources, certificates: [one] };

test('the spreadsheet names the machine, what fails there and whom to call, and runs nothing', () => {
  const [headings, first, silent] = fleetCsv(made, 'en').split('\r\n');
  expect(headings).toMatch(/^\ufeffMachine,Name,CN,/);
  expect(headings).toMatch(/,Failing,Status published,Whom to call$/);
  expect(first).toMatch(/^kobe-1,reception<script>,/);
  expect(first).toContain('[service-busy] (since ');
  expect(first).toMatch(/,'=<b>神戸<\/b> 078-000-0000$/);
  expect(silent).toBe(`nara-1${','.repeat(16)}`);
});

test('the printed list shows text as text, and what has not reported below it', () => {
  const html = fleetHtml(made, 'ja');
  expect(html).toContain('reception&lt;script&gt;');
  expect(html).not.toMatch(/<script|<b>神戸/);
  expect(html).toMatch(/<h2>状態が届いていない端末<\/h2>\n<ul>\n<li><b>nara-1<\/b>/);
  expect(fleetHtml({ ...made, sources: sources.slice(0, 1) }, 'ja')).not.toContain('<h2>');
});

test('the calendar keeps an event over a renewal, and tells two machines apart', () => {
  const uid = (certificate: PublishedCertificate): string =>
    /UID:(.*)/.exec(fleetIcs({ ...made, certificates: [certificate] }, 'en'))?.[1] ?? '';
  const renewed = row.facts === null ? null : { ...row.facts, serialNumber: '77', daysLeft: 900 };
  expect(uid({ ...one, facts: renewed })).toBe(uid(one));
  expect(uid({ ...one, source: 'nara-1' })).not.toBe(uid(one));
  expect(fleetIcs({ ...made, certificates: [{ ...one, facts: null }] }, 'en')).not.toContain('UID');
});
