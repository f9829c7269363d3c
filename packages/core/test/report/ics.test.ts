import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, reportIcs } from '../../src/report/ics.ts';
import { reportOf, row, unreadable } from './support/rows.ts';

const unfold = (text: string): string => text.replaceAll('\r\n ', '');
const lineOf = (text: string, name: string): string =>
  unfold(text)
    .split('\r\n')
    .find((line) => line.startsWith(name)) ?? '';

describe('reportIcs', () => {
  test('is one all-day event with two alarms for a certificate', () => {
    const lines = unfold(reportIcs(reportOf(row), 'en')).split('\r\n');
    const uid = lines.find((line) => line.startsWith('UID:'));
    expect(lines).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//weborca-cert//report//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'BEGIN:VEVENT',
      uid,
      'DTSTAMP:20261122T023000Z',
      'SEQUENCE:19728',
      'DTSTART;VALUE=DATE:20270106',
      'DTEND;VALUE=DATE:20270107',
      'SUMMARY:Client certificate expires: 本院 (client001)',
      String.raw`DESCRIPTION:The WebORCA client certificate 本院 expires on this day.\nRenew it before then. An expired certificate cannot be renewed.\nRenew: weborca-cert renew 本院\nManagement site: https://ctrl-cmo.cloud.orcamo.jp/`,
      'TRANSP:TRANSPARENT',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'DESCRIPTION:The client certificate 本院 expires in 90 days.',
      'TRIGGER:-P89DT15H',
      'END:VALARM',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'DESCRIPTION:The client certificate 本院 expires in 30 days.',
      'TRIGGER:-P29DT15H',
      'END:VALARM',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  test('a renewal moves the event: same UID, later sequence', () => {
    const { facts } = row;
    if (facts === null) throw new Error('no facts');
    const later = {
      ...facts,
      notBefore: new Date('2026-11-22T00:00:00Z'),
      notAfter: new Date('2029-11-21T02:00:00Z'),
      fingerprintSha256: 'f'.repeat(64),
      serialNumber: '77',
    };
    const before = reportIcs(reportOf(row), 'ja');
    const after = reportIcs(reportOf({ ...row, facts: later }), 'ja');
    expect(lineOf(after, 'UID:')).toBe(lineOf(before, 'UID:'));
    const sequence = (text: string) => Number(lineOf(text, 'SEQUENCE:').slice(9));
    expect(sequence(after)).toBeGreaterThan(sequence(before));
    expect(lineOf(after, 'DTSTART')).toBe('DTSTART;VALUE=DATE:20291121');
  });

  test.each(['9999-12-30T00:00:00Z', '9999-12-31T23:59:59Z'])(
    'a year has four digits, whatever the time zone makes of %s',
    (notAfter) => {
      const { facts } = row;
      if (facts === null) throw new Error('no facts');
      const ics = reportIcs(
        reportOf({ ...row, facts: { ...facts, notAfter: new Date(notAfter) } }),
        'ja',
      );
      const dates = [...ics.matchAll(/^DT(?:START|END).*:(.*)$/gm)].map(([, date]) => date);
      expect(dates[0]).toMatch(/^999912(?:29|30|31)\r?$/);
      for (const date of dates) expect(date).toMatch(/^9999\d{4}\r?$/);
    },
  );

  test('another clinic’s client001 has another UID', () => {
    const other = { ...row, fileName: '111111_JP_u11111111_client001.p12' };
    const [one, two] = [row, other].map((each) => lineOf(reportIcs(reportOf(each), 'ja'), 'UID:'));
    expect(one).not.toBe(two);
  });

  test('what cannot be read has no date and no event', () => {
    expect(reportIcs(reportOf(unreadable), 'ja')).not.toContain('VEVENT');
  });

  test('lines end in CRLF and have 75 octets at most, characters whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const text = reportIcs(reportOf({ ...row, name }), 'ja');
        for (const line of text.split('\r\n')) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/[\r\n]/);
        }
        expect(text).not.toContain('\ufffd'.repeat(2));
      }),
    );
  });

  test('folding is undone by unfolding', () => {
    const text = fc.string({ unit: 'binary', maxLength: 400 });
    fc.assert(
      fc.property(text, (line) => {
        fc.pre(!/[\r\n]/.test(line) && line.isWellFormed());
        expect(unfold(fold(line))).toBe(line);
      }),
    );
  });
});
