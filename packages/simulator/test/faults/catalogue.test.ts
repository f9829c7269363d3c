import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultNames, faults, parseFault } from '../../src/faults/catalogue.ts';

/** What the design asks of both calls. */
const ofBothCalls = [
  'cut-before cut-after slow never truncated html bad-json redirect 401',
  '403-not-permitted-certificate 403-user-not-in-tenantdb 403-on-premises-only-tenant 404 410',
  '429-seconds 429-date 429-absurd 503-seconds 503-date 503-absurd 500 maintenance',
]
  .join(' ')
  .split(' ');

const ofPost = ['missing-uri', 'missing-pass', 'foreign-uri', 'other-port-uri', 'http-uri'];

const ofContent = [
  'wrong-password other-cn other-subject other-issuer expired not-yet-valid same-serial',
  'reused-key key-mismatch ca-certificate no-client-auth empty giant password-line-end',
]
  .join(' ')
  .split(' ');

describe('the catalogue', () => {
  test('names every fault of the design', () => {
    expect(faultNames).toEqual(
      expect.arrayContaining([
        ...ofBothCalls.map((name) => `post-${name}`),
        ...ofPost.map((name) => `post-${name}`),
        ...ofBothCalls.map((name) => `get-${name}`),
        ...ofContent,
      ]),
    );
  });

  test('names each once, with one line that says what happens', () => {
    expect(new Set(faultNames).size).toBe(faultNames.length);
    for (const { name, on, summary } of faults) {
      expect(summary).toMatch(/^\S[^\n]{2,}$/);
      expect(name.startsWith(`${on}-`) || ['get', 'issue'].includes(on)).toBe(true);
    }
  });
});

describe('NAME[:COUNT]', () => {
  test.each([
    ['post-500', { name: 'post-500', count: 1 }],
    ['get-404:3', { name: 'get-404', count: 3 }],
    ['empty:1000000', { name: 'empty', count: 1_000_000 }],
    ['empty:1000001', null],
    ['post-500:0', null],
    ['post-500:-1', null],
    ['post-500:', null],
    ['post-500:1:2', null],
    ['POST-500', null],
    ['unknown', null],
    ['', null],
    [' post-500', null],
  ])('%j', (text, expected) => {
    expect(parseFault(text)).toEqual(expected);
  });

  test('reads what it means, for every fault and count', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...faultNames),
        fc.integer({ min: 1, max: 1_000_000 }),
        (name, count) => {
          expect(parseFault(`${name}:${count}`)).toEqual({ name, count });
        },
      ),
    );
  });

  test('never takes anything else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseFault(text);
        expect(parsed === null || faultNames.includes(parsed.name)).toBe(true);
      }),
    );
  });
});
