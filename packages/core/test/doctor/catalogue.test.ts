import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findingAreas } from '../../src/findings/findings.ts';
import { finding as findingOf, findingCodes } from '../../src/findings/levels.ts';
import { areaName, describeFinding, doctorText } from '../../src/messages/doctor.ts';
import { sampleFindings } from './support/samples.ts';

const zone = process.env['TZ'];
beforeAll(() => {
  process.env['TZ'] = 'Asia/Tokyo';
});
afterAll(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

const languages = ['ja', 'en'] as const;
const at = new Date('2026-11-22T02:30:00Z');

/** The way out of every sample of these levels. */
function hints(...levels: readonly string[]): readonly (readonly [string, string])[] {
  return sampleFindings()
    .filter(({ level }) => levels.includes(level))
    .map((one) => [one.code, describeFinding(one, 'en').hint] as const);
}

describe('the catalogues', () => {
  test.each(languages)('all of a report in %s', async (language) => {
    const text = `${doctorText({ at, findings: sampleFindings() }, language).join('\n')}\n`;
    await expect(text).toMatchFileSnapshot(`golden/report.${language}.txt`);
  });

  test('both languages say as much: a way out in one is one in the other', () => {
    for (const finding of sampleFindings()) {
      const [ja, en] = languages.map((language) => describeFinding(finding, language));
      expect(ja?.message).not.toBe('');
      expect([finding.code, ja?.hint === '']).toEqual([finding.code, en?.hint === '']);
      expect([finding.code, ja?.hint.split('\n').length]).toEqual([
        finding.code,
        en?.hint.split('\n').length,
      ]);
    }
  });

  test('what is fine asks for nothing, what is not has a way out', () => {
    expect(hints('ok').filter(([, hint]) => hint !== '')).toEqual([]);
    expect(hints('warning', 'problem').filter(([, hint]) => hint === '')).toEqual([]);
  });

  test('Japanese has no untranslated words, English no Japanese ones', () => {
    const japanese = /[\u3001\u3040-\u30ff\u4e00-\u9fff]/;
    // Nothing but a name and algorithms.
    const wordless: ReadonlySet<string> = new Set(['pkcs12-described']);
    // The management site has no English: its buttons are called what stands on them.
    const named: ReadonlySet<string> = new Set(['certificate-expired']);
    for (const finding of sampleFindings()) {
      if (wordless.has(finding.code)) continue;
      const ja = describeFinding(finding, 'ja');
      expect([finding.code, japanese.test(`${ja.message}${ja.hint}`)]).toEqual([
        finding.code,
        true,
      ]);
      const facts = JSON.stringify(finding.facts);
      if (japanese.test(facts) || named.has(finding.code)) continue;
      const en = describeFinding(finding, 'en');
      expect([finding.code, japanese.test(`${en.message}${en.hint}`)]).toEqual([
        finding.code,
        false,
      ]);
    }
  });

  test('every code has a sample and an area, every area a name', () => {
    const sampled = new Set(sampleFindings().map(({ code }) => code));
    expect([...sampled].toSorted()).toEqual([...findingCodes].toSorted());
    for (const area of findingAreas) {
      expect(sampleFindings().some((finding) => finding.area === area)).toBe(true);
      for (const language of languages) expect(areaName(area, language)).not.toBe('');
    }
  });
});

describe('doctorText', () => {
  test('counts what needs a look, and says so when nothing does', () => {
    const findings = sampleFindings();
    const fine = findings.filter(({ level }) => level === 'ok');
    expect(doctorText({ at, findings: fine }, 'en').at(-1)).toBe('Nothing needs to be done.');
    const two = findings.filter(({ code }) => code === 'clock-wrong' || code === 'run-old');
    expect(doctorText({ at, findings: two }, 'en').at(-1)).toMatch(/^1 marked !! .* 1 marked !/);
  });

  test('every line is one line, whatever a fact holds', () => {
    const nasty = 'x\ny\u001b';
    const findings = [
      findingOf('store-empty', { name: nasty }),
      findingOf('schedule-other-program', { found: nasty, expected: nasty }),
      findingOf('tls-trusted', {
        host: nasty,
        chain: [{ subject: nasty, issuer: nasty, notAfter: nasty }],
      }),
    ];
    for (const line of doctorText({ at, findings }, 'ja')) {
      expect(line).not.toContain('\n');
      expect(line).not.toContain('\u001b');
    }
  });
});
