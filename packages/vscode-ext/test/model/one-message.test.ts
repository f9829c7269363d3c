import type { Reminder } from '@weborca-cert/core';
import { dayMs } from '@weborca-cert/core';
import { describe, expect, it } from 'vitest';
import { gitWarningText } from '../../src/model/git-warning-text.ts';
import { reminderText } from '../../src/model/reminder-text.ts';
import { tooltipMarkdown } from '../../src/model/tooltip.ts';
import { english } from './english.ts';
import { certificate, now } from './fixtures.ts';

function reminder(name: string, days: number): Reminder {
  const notAfter = new Date(now.getTime() + days * dayMs);
  return { name, commonName: 'client001', notAfter, fingerprintSha256: name, days: 30 };
}

describe('one message for thirty', () => {
  it('reminders: how many, and the first of them by the name that people gave', () => {
    const thirty = Array.from({ length: 30 }, (_, index) =>
      reminder(`clinic-${index}`, 40 - index),
    );
    expect(reminderText(thirty, now, 'en', english)).toMatch(
      /^30 WebORCA certificates expire soon\. The first is clinic-29 \(client001\), in 11 days, on /,
    );
    const alike = [reminder('医院10', 29), reminder('医院2', 29)];
    expect(reminderText(alike, now, 'en', english)).toContain('The first is 医院2');
    expect(reminderText([reminder('青葉台内科', 29)], now, 'en', english)).toMatch(
      /^The WebORCA certificate 青葉台内科 \(client001\) expires in 29 days, on /,
    );
    expect(reminderText([], now, 'en', english)).toBeNull();
  });

  it('reminders: until the last day on which it can be used', () => {
    const midnight = new Date(2027, 0, 6);
    const one = { ...reminder('clinic-a', 29), notAfter: midnight };
    for (const reminders of [[one], [one, reminder('clinic-b', 90)]]) {
      expect(reminderText(reminders, now, 'en', english)).toContain('on 2027-01-05 (Tue)');
    }
  });

  it('files that git would commit: the staged one is named', () => {
    const found = Array.from({ length: 12 }, (_, index) => ({
      file: `certs/${index}.p12`,
      staged: index === 7,
    }));
    expect(gitWarningText(found, english)).toMatch(/^certs\/7\.p12 and 11 more contain .* staged/);
    expect(gitWarningText(found.slice(0, 2), english)).toMatch(
      /^certs\/0\.p12 and 1 more .* would/,
    );
    expect(gitWarningText(found.slice(0, 1), english)).toMatch(
      /^certs\/0\.p12 contains a private key,/,
    );
    expect(gitWarningText([], english)).toBeNull();
  });

  it('the hover: twelve lines at most, the first to expire among them, the rest one click away', () => {
    const certificates = Array.from({ length: 30 }, (_, index) =>
      certificate(`clinic${index}`, 300 - index, 'valid'),
    );
    const markdown = tooltipMarkdown(
      {
        snapshot: { kind: 'ready', renewing: [], open: [], certificates },
        schedule: { sentences: ['The program is gone'], installed: true },
        links: [{ command: 'weborcaCert.renew', icon: 'sync', title: 'Renew…' }],
      },
      'en',
      english,
    );
    const drawn = markdown.split('\n').filter((line) => !/^(?:|---|\|(?::--\|)+)$/.test(line));
    expect(drawn.length).toBeLessThanOrEqual(12);
    expect(markdown).toContain('clinic29');
    expect(markdown).toContain('[23 more…](command:weborcaCert.certificates.focus)');
  });
});
