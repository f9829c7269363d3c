import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reportHtml } from '../../src/report/html.ts';
import type { ReportRow } from '../../src/report/rows.ts';
import { hasCounterpart } from '../connection/support/counterpart.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { reportOf, row, unreadable } from './support/rows.ts';
import { leftOut } from '../support/left-out.ts';

const zone = process.env['TZ'];
beforeAll(() => {
  process.env['TZ'] = 'Asia/Tokyo';
});
afterAll(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

function withPassword(password: ReportRow['password']): string {
  return reportHtml(reportOf({ ...row, password }), 'en');
}

describe('reportHtml', () => {
  test.each(['ja', 'en'] as const)('the sheet in %s', async (language) => {
    const html = reportHtml(reportOf(row), language).replace(/<style>[^]*<\/style>/, '');
    await expect(html).toMatchFileSnapshot(`golden/sheet.${language}.html`);
  });

  test('sends nobody to a password file that is not there', () => {
    expect(withPassword('beside')).toContain('password.txt');
    expect(withPassword('separate')).not.toContain('password.txt');
    expect(withPassword('separate')).toContain('keep it elsewhere');
    expect(withPassword('nowhere')).not.toContain('password.txt');
  });

  test('fetches nothing and runs nothing', () => {
    const html = reportHtml(reportOf(row, unreadable), 'ja');
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\son\w+=|href=|src=/i);
  });

  test('a sheet for each certificate, also for one that cannot be read', () => {
    const html = reportHtml(reportOf(row, unreadable), 'ja');
    expect(html.match(/<article>/g)).toHaveLength(2);
    expect(html).toContain('読み取れませんでした');
  });

  test('what comes from outside stays text', () => {
    const nasty = fc.constantFrom('<b>', '&amp;', '"><script>', "'", '\u202e', '\u0000', 'x');
    const names = fc.array(nasty).map((parts) => parts.join(''));
    fc.assert(
      fc.property(names, (name) => {
        const html = reportHtml(reportOf({ ...row, name, folder: name, backups: [name] }), 'en');
        expect(tags(html)).toEqual(
          tags(reportHtml(reportOf({ ...row, name: 'x', folder: 'x', backups: ['x'] }), 'en')),
        );
        expect(html).not.toContain('\u0000');
        expect(html).not.toContain('\u202e');
      }),
    );
  });
});

function tags(html: string): readonly string[] | null {
  return html.match(/<[a-z/!]+/gi);
}

const full = {
  ...row,
  backups: Array.from({ length: 12 }, (_, n) => `/media/hanako/USB メモリ ${n}/控え`),
  consumers: Array.from({ length: 12 }, (_, n) => ({
    kind: 'push-exchanger',
    path: `/etc/push-exchanger/${n}.yml`,
    state: 'current' as const,
  })),
};

const hasChromium = hasCounterpart('chromium', '--version');
test.runIf(hasChromium).each(['ja', 'en'] as const)(
  `prints on one sheet of A4 each, in %s${leftOut(hasChromium, 'no chromium')}`,
  async (language) => {
    const folder = await temporaryFolder();
    const [page, pdf] = [join(folder, 'sheet.html'), join(folder, 'sheet.pdf')];
    await writeFile(page, reportHtml(reportOf(row, unreadable, full), language));
    await promisify(execFile)('chromium', [
      ...['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${folder}`],
      ...['--no-pdf-header-footer', `--print-to-pdf=${pdf}`, pathToFileURL(page).href],
    ]);
    const text = (await readFile(pdf)).toString('latin1');
    expect(text.match(/\/Type\s*\/Page[^s]/g)).toHaveLength(3);
  },
  60_000,
);
