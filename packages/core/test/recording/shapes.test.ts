import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import type { HttpAnswer } from '../../src/connection/types.ts';
import { readRecord, recordText } from '../../src/recording/record.ts';
import { answerShape, jsonShape, purposeOf, textForm } from '../../src/recording/shapes.ts';

const url = new URL('https://auth.example:8443/api/cert');
const now = new Date('2026-11-27T00:00:00Z');
const asked = { url, now, maxBytes: 1000 };

function answer(over: Partial<HttpAnswer>, body = ''): HttpAnswer {
  return { status: 200, headers: {}, body: Buffer.from(body), complete: true, ...over };
}

const says = (status: number, body: string) =>
  answerShape(answer({ status }, body), asked).body.says;

describe('answerShape', () => {
  it.each([
    ['', 'empty'],
    ['{"uri": "x"}', 'json'],
    ['{"uri": ', 'broken-json'],
    ['<html><body>no</body></html>', 'html'],
    ['maintenance', 'text'],
    ['\u0000\u0001', 'other'],
  ])('tells what kind of body %j is', (body, kind) => {
    expect(answerShape(answer({}, body), asked).body.kind).toBe(kind);
  });

  it.each([
    ['30', 'seconds', 'a-minute'],
    ['3600', 'seconds', 'an-hour'],
    ['99999999999', 'seconds', 'longer'],
    ['Fri, 27 Nov 2026 02:00:00 GMT', 'date', 'a-day'],
    ['soon', 'other', 'unreadable'],
  ])('tells Retry-After %j by its form and how long it is', (value, writtenAs, upTo) => {
    const shape = answerShape(answer({ headers: { 'retry-after': value } }), asked);
    expect(shape.retryAfter).toEqual({ writtenAs, upTo });
  });

  it('knows only the sentences that are known, and none of an answer that went well', () => {
    expect(says(403, 'USER_NOT_IN_TENANTDB')).toBe('user-not-in-tenantdb');
    expect(says(503, 'GINBEE_MAINTENANCE')).toBe('maintenance');
    expect(says(403, 'no entry for client001')).toBe(null);
    expect(says(200, 'maintenance')).toBe(null);
  });

  it('tells a file that broke off from one that is too long, and the clock in minutes', () => {
    const broken = answerShape(answer({ complete: false }, 'x'.repeat(10)), asked);
    expect(broken.body).toMatchObject({ complete: false, tooLong: false, bytes: 10 });
    const long = answerShape(answer({ complete: false }, 'x'.repeat(1000)), asked);
    expect(long.body.tooLong).toBe(true);
    const headers = { date: 'Fri, 27 Nov 2026 00:05:20 GMT' };
    expect(answerShape(answer({ headers }), asked).serverClockAheadMinutes).toBe(5);
  });
});

describe('textForm', () => {
  it.each([
    ['', 'empty'],
    ['aB3', 'letters-and-digits'],
    ['a b', 'printable'],
    ['aB3\n', 'with-line-end'],
    ['ひみつ', 'other'],
    ['https://auth.example:8443/x', 'https-on-the-origin-asked'],
    ['https://auth.example/x', 'https-on-another-port'],
    ['https://files.example/x', 'https-on-another-host'],
    ['http://auth.example/x', 'http'],
  ])('%j: %s', (text, form) => {
    expect(textForm(text, url)).toBe(form);
  });
});

describe('jsonShape', () => {
  const canary = 'Kanari-9341-カナリ';

  it('leaves keys out that may be somebody’s name', () => {
    expect(jsonShape({ uri: 1, client001: null, 患者: [] }, url)).toEqual({
      type: 'object',
      keys: {
        uri: { type: 'number' },
        '(another key, number 2)': { type: 'null' },
        '(another key, number 3)': { type: 'array', length: 0, first: null },
      },
    });
  });

  it('has no value in it, whatever the answer is, and reads back as it was written', () => {
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(canary, `https://${canary}/`, `${canary}\n`, 9341, true, null),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('uri', 'pass', canary, `${canary}-2`), tie('tree')),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.integer({ min: 200, max: 599 }), (value, status) => {
        const headers = { 'content-type': canary, 'x-kanari-9341': canary, date: canary };
        const said = answer({ status, headers }, JSON.stringify(value));
        const text = recordText({
          calls: [
            {
              purpose: 'request',
              method: 'POST',
              hostNumber: 1,
              certificateShown: true,
              startedAfterMs: 0,
              tookMs: 1,
              newConnection: null,
              sentHeaderNames: [],
              sentBytes: 2,
              answer: answerShape(said, asked),
              failure: null,
              issued: null,
            },
          ],
          outcomes: [],
        });
        expect(text).not.toMatch(/kanari|カナリ|9341/i);
        const read = readRecord(text);
        expect(read === null ? null : recordText(read)).toBe(text);
      }),
    );
  });
});

describe('purposeOf', () => {
  it('goes by method and by what is accepted', () => {
    const call = { url, maxBytes: 1, timeoutMs: 1 } as const;
    const of = (method: 'GET' | 'POST', accept: string) =>
      purposeOf({ ...call, method, headers: { accept } });
    expect(of('POST', 'application/json')).toBe('request');
    expect(of('GET', 'application/json')).toBe('download');
    expect(of('GET', '*/*')).toBe('verification');
  });
});

describe('readRecord', () => {
  it.each(['', '[]', '{}', '{"format":2,"about":"","calls":[],"outcomes":[]}'])(
    'is null for %j',
    (text) => {
      expect(readRecord(text)).toBe(null);
    },
  );
});
