import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reportCsv } from '../../src/report/csv.ts';
import { reportOf, row, unreadable } from './support/rows.ts';

/** RFC 4180, section 2, read by its rules and nothing else. */
function parse(csv: string): readonly (readonly string[])[] {
  expect(csv.startsWith('\ufeff')).toBe(true);
  const records: string[][] = [[]];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  field.lastIndex = 1;
  while (field.lastIndex < csv.length) {
    const match = field.exec(csv);
    if (match === null) throw new Error('not RFC 4180');
    records.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\r\n') records.push([]);
  }
  return records.slice(0, -1);
}

describe('reportCsv', () => {
  test('has a heading and a line for each certificate, also for one that cannot be read', () => {
    const [heading, first, second] = parse(reportCsv(reportOf(row, unreadable), 'ja'));
    expect(heading).toHaveLength(16);
    expect(first).toHaveLength(16);
    expect(first?.slice(0, 3)).toEqual(['本院', 'client001', '更新の時期です']);
    expect(first?.at(-2)).toBe('/media/hanako/USB メモリ/控え\nD:\\控え');
    expect(second?.slice(0, 5)).toEqual(['clinic-b', '', '読めません', '', '']);
  });

  test('the same columns in both languages', () => {
    const [ja, en] = (['ja', 'en'] as const).map((one) => parse(reportCsv(reportOf(row), one)));
    expect(en?.[0]).toHaveLength(ja?.[0]?.length ?? 0);
  });

  test('digits that a spreadsheet would round or read as a time stay', () => {
    const cells = parse(reportCsv(reportOf(row), 'en'))[1] ?? [];
    expect(cells).toContain('0x00E512');
    expect(cells.some((cell) => /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/.test(cell))).toBe(true);
  });

  test('negative days stay a number', () => {
    const expired = { ...row, facts: row.facts === null ? null : { ...row.facts, daysLeft: -3 } };
    expect(parse(reportCsv(reportOf(expired), 'en'))[1]?.[4]).toBe('-3');
  });

  test('whatever a name holds, no formula runs and every cell comes back', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1', ' =cmd|x', '"', ',', '\r\n'),
    );
    fc.assert(
      fc.property(nasty, (name) => {
        const cell = parse(reportCsv(reportOf({ ...row, name }), 'ja'))[1]?.[0] ?? '';
        expect(cell.replace(/^'/, '')).toBe(name.replace(/^'/, ''));
        expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
        expect(cell).not.toMatch(/^[\t\r\n]/);
      }),
    );
  });
});
