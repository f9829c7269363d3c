import { expect, test } from 'vitest';
import type { PublishedCertificate } from '../../src/fleet/read-document.ts';
import type { Source } from '../../src/fleet/read-published.ts';
import { fleetCsv, fleetHtml, fleetIcs } from '../../src/fleet/report.ts';
import { row } from '../report/support/rows.ts';

const at = new Date('2026-11-22T02:30:00Z');
const support = { name: '=<b>神戸</b>', phone: '078-000-0000' };
const sources: readonly Source[] = [
  { host: 'kobe-1', id: null, at, stale: false, trouble: null, stopped: null, support },
  {
    host: 'nara-1',
    id: null,
    at: null,
    stale: true,
    trouble: 'newer-version',
    stopped: null,
    support: null,
  },
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
  const [headings, first, unread] = fleetCsv(made, 'en').split('\r\n');
  expect(headings).toMatch(/^\ufeffMachine,Name,CN,/);
  expect(headings).toMatch(/,Failing,Status published,Whom to call$/);
  expect(first).toMatch(/^kobe-1,reception<script>,/);
  expect(first).toContain('[service-busy] (since ');
  expect(first).toMatch(/,'=<b>神戸<\/b> 078-000-0000$/);
  expect(unread).toBe(
    `nara-1${','.repeat(14)}what it has published cannot be read (a newer version has written it; update weborca-cert here),,`,
  );
});

test('a machine without a certificate has a line, silent or not, with what it fails for', () => {
  const silent: Source = {
    host: 'otsu-1',
    id: null,
    at,
    stale: true,
    trouble: null,
    stopped: null,
    support,
  };
  const stopped = { at, since: at, code: 'nothing-under-care' };
  const idle: Source = { ...silent, host: 'tsu-1', stale: false, stopped };
  const lines = fleetCsv({ at, sources: [silent, idle], certificates: [] }, 'ja').split('\r\n');
  expect(lines[1]).toMatch(
    /^otsu-1,{14}2026-11-22 .* から状態が届いていません,2026-11-22 \d\d:30,'=<b>神戸<\/b> 078-000-0000$/,
  );
  expect(lines[2]).toMatch(
    /^tsu-1,{14},?更新を実行できません \[nothing-under-care\] \(.* から\),2026-11-22 /,
  );
  const newer = { ...idle, stopped: { ...stopped, code: 'code-of-0-2-0' } };
  const told = fleetCsv({ at, sources: [newer], certificates: [one] }, 'ja');
  expect(told).toContain('[code-of-0-2-0]');
  expect(told).toContain('新しい版');
});

test('what keeps a machine from its certificates stands in their lines, and on paper', () => {
  const stopped = { at, since: at, code: 'config-invalid' };
  const [kobe] = sources;
  const stands = { ...made, sources: kobe === undefined ? [] : [{ ...kobe, stopped }] };
  const [, line = ''] = fleetCsv(stands, 'en').split('\r\nkobe');
  expect(line).toMatch(
    /\[service-busy\] \(since .*\)\nits runs end before any certificate \[config-/,
  );
  expect(fleetHtml(stands, 'ja')).toMatch(
    /<li><b>kobe-1<\/b> 更新を実行できません \[config-invalid\]/,
  );
});

test('the printed list shows text as text, and what has not reported below it', () => {
  const html = fleetHtml(made, 'ja');
  expect(html).toContain('reception&lt;script&gt;');
  expect(html).not.toMatch(/<script|<b>神戸/);
  expect(html).toMatch(/<h2>確認が必要な端末<\/h2>\n<ul>\n<li><b>nara-1<\/b>/);
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
