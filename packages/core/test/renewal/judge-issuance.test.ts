import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HttpAnswer } from '../../src/connection/types.ts';
import { judgeIssuance } from '../../src/renewal/service.ts';

const api = new URL('https://service.example:8443/api/cert');
const now = new Date('2026-11-22T02:30:00Z');

function answer(status: number, body: string | Uint8Array, headers = {}): HttpAnswer {
  return { status, headers, body: Buffer.from(body), complete: true };
}

const good = JSON.stringify({ uri: `${api.href}/1`, pass: 'パス word' });

describe('judgeIssuance', () => {
  test.each([200, 201])('%i with uri and pass is an issuance', (status) => {
    const verdict = judgeIssuance(answer(status, good), api, now);
    expect(verdict.kind).toBe('issued');
    if (verdict.kind !== 'issued') return;
    expect(verdict.uri.href).toBe(`${api.href}/1`);
    expect(verdict.pass.reveal()).toBe('パス word');
  });

  test('an empty password is a password', () => {
    const body = JSON.stringify({ uri: `${api.href}/1`, pass: '' });
    expect(judgeIssuance(answer(200, body), api, now).kind).toBe('issued');
  });

  test.each([
    ['incomplete', { ...answer(200, good), complete: false }],
    ['not-json', answer(200, '<html>')],
    ['not-json', answer(200, '')],
    ['not-json', answer(200, new Uint8Array([0x7b, 0xff, 0x7d]))],
    ['not-an-object', answer(200, '[]')],
    ['not-an-object', answer(200, 'null')],
    ['uri-missing', answer(200, '{"pass":"x"}')],
    ['uri-missing', answer(200, '{"uri":7,"pass":"x"}')],
    ['password-missing', answer(200, `{"uri":"${api.href}/1"}`)],
    ['password-missing', answer(200, `{"uri":"${api.href}/1","pass":null}`)],
    ['uri-invalid', answer(200, '{"uri":"/relative","pass":"x"}')],
    ['uri-not-https', answer(200, '{"uri":"http://service.example/1","pass":"x"}')],
    ['uri-not-https', answer(200, '{"uri":"file:///etc/passwd","pass":"x"}')],
    ['uri-invalid', answer(200, '{"uri":"https://u:p@service.example/1","pass":"x"}')],
  ])('a 2xx that cannot be used (%s) leaves the outcome open', (reason, given) => {
    const verdict = judgeIssuance(given, api, now);
    expect(verdict).toMatchObject({
      kind: 'unusable',
      error: { code: 'service-answer-invalid', details: { host: api.host, reason } },
    });
  });

  test.each([
    [302, '', 'service-answer-invalid'],
    [400, '<h1>400 The SSL certificate error</h1>', 'service-refused-certificate'],
    [400, 'No required SSL certificate was sent', 'service-refused-certificate'],
    [400, '', 'service-failed'],
    [401, '', 'service-refused-certificate'],
    [403, 'NOT PERMITTED CERTIFICATE', 'service-refused-certificate'],
    [403, '{"message":"not_permitted_certificate"}', 'service-refused-certificate'],
    [403, 'User  Not In TenantDB', 'service-refused-certificate'],
    [403, 'ON_PREMISES_ONLY_TENANT', 'service-refused-certificate'],
    [404, '', 'service-failed'],
    [410, '', 'service-failed'],
    [429, '', 'service-busy'],
    [500, '', 'service-failed'],
    [503, 'GINBEE_MAINTENANCE', 'service-maintenance'],
    [503, '', 'service-busy'],
  ])('%i %j: %s, nothing was issued', (status, body, code) => {
    expect(judgeIssuance(answer(status, body), api, now)).toMatchObject({
      kind: 'refused',
      error: { code },
    });
  });

  test('Retry-After is a day at most', () => {
    const headers = { 'retry-after': '99999999999' };
    expect(judgeIssuance(answer(429, '', headers), api, now)).toMatchObject({
      retryAt: new Date('2026-11-23T02:30:00Z'),
      error: { details: { until: '2026-11-23T02:30:00.000Z' } },
    });
  });

  test('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 599 }),
        fc.uint8Array({ maxLength: 200 }),
        (status, body) => {
          judgeIssuance(answer(status, body), api, now);
        },
      ),
    );
  });
});
