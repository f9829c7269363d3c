import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorCodes, isWeborcaError, ofCertificate, WeborcaError } from '../../src/errors.ts';
import { formatTime } from '../../src/messages/dates.ts';
import { finding } from '../../src/findings/levels.ts';
import { describeError } from '../../src/messages/describe.ts';
import { describeFinding } from '../../src/messages/doctor.ts';
import type { Language } from '../../src/words/bilingual.ts';
import { words } from '../../src/messages/words.ts';
import { Secret } from '../../src/secret.ts';
import { sampleErrors } from './samples.ts';

const languages: readonly Language[] = ['ja', 'en'];
const zone = process.env['TZ'];

beforeAll(() => {
  process.env['TZ'] = 'Asia/Tokyo';
});

afterAll(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

/** These choose between sentences. */
const choices = new Set([
  'declined',
  'inUse',
  'of',
  'issuance',
  'issued',
  'published',
  'sameCertificate',
  'unconfigured',
  'doing',
]);

/** Its reason chooses the sentence. */
function isRolledBack(details: object): boolean {
  return (
    'reasons' in details &&
    Array.isArray(details.reasons) &&
    details.reasons.includes('rolled-back')
  );
}

/** The error with other details, as another version of this program could send them. */
function withDetails(error: WeborcaError, details: unknown): WeborcaError {
  const copy = new WeborcaError('internal', { reason: '' });
  Object.defineProperty(copy, 'code', { value: error.code });
  Object.defineProperty(copy, 'details', { value: details });
  return copy;
}

function textOf(error: unknown, language: Language): string {
  const { message, hint } = describeError(error, language);
  return `${message}\n${hint}`;
}

describe('what people read', () => {
  test.for(languages)('all messages in %s, to be read by people', async (language) => {
    const blocks = sampleErrors().map((error) => {
      const { code, retry, message, hint } = describeError(error, language);
      return `[${code}, ${retry}]\n${message}\n${hint === '' ? '' : `${hint}\n`}`;
    });
    await expect(blocks.join('\n')).toMatchFileSnapshot(`golden.${language}.txt`);
  });

  test('every code has a sentence and a way out in both languages', () => {
    expect(new Set(sampleErrors().map(({ code }) => code)).size).toBe(errorCodes.length);
    for (const error of sampleErrors()) {
      const ja = describeError(error, 'ja');
      const en = describeError(error, 'en');
      expect(ja.message).toMatch(/。$/);
      expect(en.message).toMatch(/\.$/);
      expect(ja.message).not.toContain('\n');
      expect(en.message).not.toContain('\n');
      expect(ja.hint).not.toBe('');
      // English says the same, not less: the way out has as many lines.
      expect(en.hint.split('\n')).toHaveLength(ja.hint.split('\n').length);
      expect(ja).toMatchObject({ code: error.code, retry: error.retry });
    }
  });

  // Copied as it stands, in a folder of sixty clinics, the command without a name requests sixty.
  test.for(languages)('no way out in %s forces more than one renewal', (language) => {
    for (const error of sampleErrors()) {
      expect(describeError(error, language).hint).not.toMatch(/renew --force/);
      const named = ofCertificate(error, 'クリニック A');
      if (named === error) continue;
      const { hint } = describeError(named, language);
      for (const command of hint.match(/weborca-cert renew.*?--force/g) ?? []) {
        expect(command).toBe('weborca-cert renew "クリニック A" --force');
      }
    }
  });

  test('every detail is told', () => {
    for (const error of sampleErrors()) {
      const details: Record<string, unknown> = {};
      const expected: string[] = [];
      for (const [key, value] of Object.entries(error.details)) {
        if (error.code === 'config-invalid' && key === 'reason') details[key] = value;
        else if (
          choices.has(key) ||
          value === 'none-configured' ||
          value === 'backups' ||
          value === 'previous'
        )
          details[key] = value;
        else if (error.code === 'config-invalid' && key === 'expected' && value === 'UTF-8')
          continue;
        else if (value === 'current' || value === '') details[key] = value;
        else if (isRolledBack(error.details)) details[key] = value;
        else if (Array.isArray(value)) details[key] = value.map((_, index) => `zz${key}${index}`);
        else if (typeof value === 'number') details[key] = 987_000 + value;
        else if (/^\d{4}-\d\d-\d\dT/.test(String(value))) details[key] = value;
        else details[key] = `zz${key}`;
        const told = details[key];
        if (told === value && /T.*Z$/.test(String(value))) {
          expected.push(formatTime(new Date(String(value)), 'ja').slice(0, 10));
        } else if (told !== value)
          expected.push(...(Array.isArray(told) ? told.map(String) : [String(told)]));
      }
      for (const language of languages) {
        const text = textOf(withDetails(error, details), language);
        expect({
          code: error.code,
          untold: expected.filter((word) => !text.includes(word)),
        }).toEqual({
          code: error.code,
          untold: [],
        });
      }
    }
  });

  test('no reason that anything gives is told by its code, in any sentence', () => {
    // Of `config-invalid` the reason chooses the sentence; of `internal` it is for developers.
    const told = sampleErrors().filter(
      ({ code, details }) =>
        'reason' in details && code !== 'internal' && code !== 'config-invalid',
    );
    const codes = Object.entries(words.reason).flatMap(([reason, { en }]) =>
      reason.includes('-') && !en.includes(reason) ? reason : [],
    );
    for (const error of told) {
      for (const reason of codes) {
        const copy = withDetails(error, { ...error.details, reason });
        for (const language of languages)
          expect([error.code, language, textOf(copy, language)]).not.toContainEqual(
            expect.stringContaining(reason),
          );
      }
    }
  });

  test('Japanese has no English in it but commands, names and abbreviations', () => {
    const allowed =
      /weborca-cert(?: [a-z]+)?|--[a-z-]+|\.p12|WebORCA(?:クラウド)?|WEBORCA_CERT_HOME|services|backups|git|downloadHosts|fsync|consumers\/kept|\bapi\b|\bca\b|manifest\.json|chmod|Chrome|Firefox|Windows|macOS|Kubernetes|Kerberos|Basic|crontab|Px|Cntlm|"proxy"|Secret|Java|base64|push-exchanger|monsiaj|client(?:\d+)?|https?|zip|\b[A-Z][A-Z0-9-]+(?:#\d+)?\b/g;
    const foreign = (text: string): string =>
      text
        .replaceAll(allowed, '')
        .replaceAll(/[^A-Za-z]+/g, ' ')
        .trim();
    for (const error of sampleErrors()) {
      const details = Object.fromEntries(
        Object.entries(error.details).map(([key, value]) => {
          const kept =
            (error.code === 'config-invalid' && key === 'reason') ||
            choices.has(key) ||
            (key === 'reasons' && isRolledBack(error.details)) ||
            value === 'current' ||
            value === 'previous';
          const date = /^\d{4}-\d\d-\d\dT/.test(String(value));
          if (kept || date || typeof value === 'number') return [key, value];
          return [key, Array.isArray(value) ? value.map(() => '値') : '値'];
        }),
      );
      expect([error.code, foreign(textOf(withDetails(error, details), 'ja'))]).toEqual([
        error.code,
        '',
      ]);
    }
    for (const [group, known] of Object.entries(words)) {
      for (const [key, { ja, en }] of Object.entries(known)) {
        // A program's name is its name in every language.
        expect([
          group,
          key,
          foreign(ja.replaceAll(new RegExp(String.raw`\b${key}\b`, 'g'), '')),
        ]).toEqual([group, key, '']);
        expect(en).toMatch(/^[\x20-\x7e]+$/);
      }
    }
  });
});

describe('describeError', () => {
  test.each(['ja', 'en'] as const)('a command to paste is told to its end (%s)', (language) => {
    // What somebody else is to run is longer than any sentence: cut, it would leave a quote open.
    const command = `sudo sh -c '${'x'.repeat(1500)}' sh /srv/app`;
    const details = { kind: 'pkcs12', path: '/srv/app/c.p12', reason: 'no-permission' } as const;
    const error = new WeborcaError('consumer-failed', { ...details, command });
    expect(describeError(error, language).hint.split('\n')).toContain(command);
    const facts = { name: 'clinic-a', kind: 'pkcs12', path: details.path, command };
    const found = finding('consumer-needs-elevation', facts);
    expect(describeFinding(found, language).hint).toContain(command);
  });

  test('never throws, whatever is thrown at it', () => {
    const anything = fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true });
    const known = fc
      .tuple(fc.constantFrom(...sampleErrors()), anything)
      .map(([error, details]) => withDetails(error, details));
    fc.assert(
      fc.property(fc.oneof(anything, known), fc.constantFrom(...languages), (thrown, language) => {
        const described = describeError(thrown, language);
        expect(typeof described.message).toBe('string');
        expect(described.message).not.toBe('');
        expect(typeof described.hint).toBe('string');
      }),
      { numRuns: 1000 },
    );
  });

  test('any other error is internal, without its text, which may hold anything', () => {
    const error = new TypeError('password is geheim');
    expect(textOf(error, 'ja')).not.toContain('geheim');
    expect(describeError(error, 'en').code).toBe('internal');
  });

  test('a code of a newer version is told by its name', () => {
    const error = withDetails(new WeborcaError('internal', { reason: '' }), {});
    Object.defineProperty(error, 'code', { value: 'from-the-future' });
    expect(isWeborcaError(error)).toBe(true);
    expect(describeError(error, 'ja').message).toBe('from-the-future');
  });

  test('a Secret that strays into the details prints as its mask', () => {
    const secret = fc.string({ minLength: 4 }).filter((text) => !/^[\s\w.]*$/.test(text));
    fc.assert(
      fc.property(fc.constantFrom(...sampleErrors()), secret, (error, text) => {
        const marked = `«${text}»`;
        const details = Object.fromEntries(
          Object.entries(error.details).map(([key, value]) => [
            key,
            Array.isArray(value) ? [new Secret(marked)] : new Secret(marked),
          ]),
        );
        for (const language of languages) {
          expect(textOf(withDetails(error, details), language)).not.toContain(marked);
        }
      }),
    );
  });

  test('what comes from outside can neither begin a line nor move the cursor', () => {
    const error = new WeborcaError('file-not-found', { path: 'x\nAll is well.\u001B[2J\u202E' });
    const { message } = describeError(error, 'en');
    expect(message).toBe('x\ufffdAll is well.\ufffd[2J\ufffd was not found.');
    const long = new WeborcaError('file-not-found', { path: 'x'.repeat(100_000) });
    expect(describeError(long, 'ja').message.length).toBeLessThan(2000);
  });
});
