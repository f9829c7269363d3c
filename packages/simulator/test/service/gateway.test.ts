import { describe, expect, test } from 'vitest';
import { call } from '../support/call.ts';
import { firstClient } from '../support/first-client.ts';
import { simulated } from '../support/simulated.ts';

const json = { 'Content-Type': 'application/json' };

describe('the gateway in front of POST', () => {
  test.each([
    ['a chunked body', { ...json, 'Transfer-Encoding': 'chunked' }, '{}', 403, 'text/html'],
    ['an empty body', { ...json, 'Content-Length': '0' }, '', 411, 'text/html'],
    ['another type', { 'Content-Type': 'text/plain' }, '{}', 415, 'application/json'],
    ['no type', {}, '{}', 415, 'application/json'],
    ['a long body', json, `{"a":"${'x'.repeat(2000)}"}`, 413, 'application/json'],
    ['an endless body', json, 'x'.repeat(200_000), 413, 'application/json'],
    ['broken JSON', json, '{', 400, 'application/json'],
    ['JSON that is no object', json, '[]', 400, 'application/json'],
  ])('refuses %s, and issues nothing', async (_, headers, body, status, type) => {
    const simulator = await simulated();
    const length = 'Transfer-Encoding' in headers ? {} : { 'Content-Length': String(body.length) };
    const answer = await call({
      url: simulator.api,
      ca: simulator.ca,
      identity: firstClient(simulator),
      method: 'POST',
      headers: { ...headers, ...length },
      body,
    });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toContain(type);
    expect(simulator.issuances).toEqual([]);
    expect(simulator.requests).toHaveLength(1);
  });

  test('a fault is not used up by what the gateway refuses', async () => {
    const simulator = await simulated({ faults: [{ name: 'post-500', count: 1 }] });
    const identity = firstClient(simulator);
    await call({ url: simulator.api, ca: simulator.ca, identity, method: 'POST', headers: json });
    expect(simulator.armed()).toEqual([{ name: 'post-500', count: 1 }]);
  });
});
