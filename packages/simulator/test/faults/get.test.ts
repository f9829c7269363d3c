import type { Identity } from '@weborca-cert/core';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Issuance } from '../../src/service/issuance.ts';
import type { Simulator } from '../../src/simulator.ts';
import { startSimulator } from '../../src/start.ts';
import { fieldsOf, get, type Got, post } from '../support/call.ts';
import { firstClient } from '../support/first-client.ts';

const giantBytes = 3_000_000;

let simulator: Simulator;
let identity: Identity;
let uri: string;
let issuance: Issuance | undefined;

beforeAll(async () => {
  simulator = await startSimulator({ keys: 'pool', algorithm: 'p-256', slowMs: 120, giantBytes });
  identity = firstClient(simulator);
});

beforeEach(async () => {
  ({ uri } = fieldsOf(await post(simulator, identity)));
  issuance = simulator.issuances.at(-1);
});

afterAll(() => simulator.stop());

function fetch(): Promise<Got> {
  return get(uri, simulator.ca, identity);
}

function under(name: Parameters<Simulator['arm']>[0]): Promise<Got> {
  simulator.arm(name);
  return fetch();
}

describe('faults of the GET', () => {
  test.each([
    ['get-cut-before', 0],
    ['get-cut-after', 1],
  ] as const)('%s: no answer, %i counted; then the file', async (name, downloads) => {
    await expect(under(name)).rejects.toThrow(/hang up|reset/i);
    expect(issuance?.downloads).toBe(downloads);
    expect((await fetch()).body).toEqual(Buffer.from(issuance?.bytes ?? []));
  });

  test('get-never: no answer until the client gives up', async () => {
    const answer = under('get-never').catch(() => 'gave up');
    await vi.waitFor(() => expect(issuance?.downloads).toBe(1));
    expect(await Promise.race([answer, fetch()])).toMatchObject({ status: 200 });
  });

  test('get-slow: the same file, later', async () => {
    const start = performance.now();
    const answer = await under('get-slow');
    expect(performance.now() - start).toBeGreaterThan(115);
    expect(answer.body).toEqual(Buffer.from(issuance?.bytes ?? []));
  });

  test('get-truncated: the beginning of the file', async () => {
    const { body, complete, headers } = await under('get-truncated');
    expect(complete).toBe(false);
    expect(Number(headers['content-length'])).toBe(issuance?.bytes.length);
    expect(body).toEqual(Buffer.from(issuance?.bytes ?? []).subarray(0, body.length));
    expect(body.length).toBeGreaterThan(0);
  });

  test('get-bad-json', async () => {
    const answer = await under('get-bad-json');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(() => fieldsOf(answer)).toThrow(SyntaxError);
  });

  test('get-redirect: to another port, where the file lies', async () => {
    const answer = await under('get-redirect');
    expect(answer.status).toBe(302);
    const location = String(answer.headers.location);
    expect(new URL(location).port).not.toBe(new URL(uri).port);
    const file = await get(location, simulator.ca, identity);
    expect(file.body).toEqual(Buffer.from(issuance?.bytes ?? []));
  });

  test('get-date-1970: the Date alone is of long ago', async () => {
    const answer = await under('get-date-1970');
    expect(answer.status).toBe(200);
    expect(new Date(answer.headers.date ?? '').getUTCFullYear()).toBe(1970);
  });

  test('get-date-wrong: the Date alone is a year ahead', async () => {
    const answer = await under('get-date-wrong');
    const ahead = new Date(String(answer.headers.date)).getTime() - Date.now();
    expect(Math.round(ahead / 86_400_000)).toBe(365);
    expect(answer.body).toEqual(Buffer.from(issuance?.bytes ?? []));
  });

  test('empty', async () => {
    expect(await under('empty')).toMatchObject({ status: 200, complete: true });
    expect((await under('empty')).body).toHaveLength(0);
  });

  test('giant: the file and no end, no Content-Length', async () => {
    const { body, headers } = await under('giant');
    expect(body.length).toBeGreaterThanOrEqual(giantBytes);
    expect(headers['content-length']).toBeUndefined();
    const size = issuance?.bytes.length ?? 0;
    expect(body.subarray(0, size)).toEqual(Buffer.from(issuance?.bytes ?? []));
  });
});
