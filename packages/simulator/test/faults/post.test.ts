import type { Identity } from '@weborca-cert/core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Simulator } from '../../src/simulator.ts';
import { startSimulator } from '../../src/start.ts';
import { call, fieldsOf, get, type Got, post } from '../support/call.ts';
import { firstClient } from '../support/first-client.ts';

let simulator: Simulator;
let identity: Identity;

beforeAll(async () => {
  simulator = await startSimulator({ keys: 'pool', algorithm: 'p-256', slowMs: 120 });
  identity = firstClient(simulator);
});

afterAll(() => simulator.stop());

/** The answer under a fault, and how many certificates were made for it. */
async function under(name: Parameters<Simulator['arm']>[0]): Promise<Got & { issued: number }> {
  const before = simulator.issuances.length;
  simulator.arm(name);
  const answer = await post(simulator, identity);
  return { ...answer, issued: simulator.issuances.length - before };
}

describe('faults of the POST', () => {
  test.each([
    ['post-cut-before', 0],
    ['post-cut-after', 1],
  ] as const)('%s: no answer, %i issued', async (name, issued) => {
    const before = simulator.issuances.length;
    await expect(under(name)).rejects.toThrow(/hang up|reset/i);
    expect(simulator.issuances.length - before).toBe(issued);
  });

  test('post-never: issued, no answer until the client gives up', async () => {
    const before = simulator.issuances.length;
    simulator.arm('post-never');
    const answer = post(simulator, identity).catch(() => 'gave up');
    await vi.waitFor(() => expect(simulator.issuances).toHaveLength(before + 1));
    // Another call is answered while that one still waits.
    const other = post(simulator, identity);
    expect(await Promise.race([answer, other])).toMatchObject({ status: 200 });
  });

  test('post-slow: the same answer, later', async () => {
    const start = performance.now();
    const answer = await under('post-slow');
    expect(performance.now() - start).toBeGreaterThan(115);
    expect(answer).toMatchObject({ status: 200, issued: 1, complete: true });
    expect((await get(fieldsOf(answer).uri, simulator.ca, identity)).status).toBe(200);
  });

  test('post-truncated: breaks off before Content-Length', async () => {
    const answer = await under('post-truncated');
    expect(answer).toMatchObject({ status: 200, issued: 1, complete: false });
    expect(answer.body.length).toBeLessThan(Number(answer.headers['content-length']));
    expect(answer.body.length).toBeGreaterThan(0);
  });

  test('post-bad-json: whole, but not JSON', async () => {
    const answer = await under('post-bad-json');
    expect(answer).toMatchObject({ status: 200, issued: 1, complete: true });
    expect(() => fieldsOf(answer)).toThrow(SyntaxError);
  });

  test.each([
    ['post-missing-uri', ['pass']],
    ['post-missing-pass', ['uri']],
  ] as const)('%s', async (name, keys) => {
    const answer = await under(name);
    expect(answer).toMatchObject({ status: 200, issued: 1 });
    const value: unknown = JSON.parse(answer.body.toString());
    expect(Object.keys(value ?? {})).toEqual(keys);
  });

  test('post-foreign-uri and post-other-port-uri: another origin, where the file lies', async () => {
    const api = new URL(simulator.api);
    const foreign = new URL(fieldsOf(await under('post-foreign-uri')).uri);
    expect(foreign.hostname).toBe('localhost');
    expect(foreign.port).toBe(api.port);
    const other = new URL(fieldsOf(await under('post-other-port-uri')).uri);
    expect(other.hostname).toBe('127.0.0.1');
    expect(other.port).not.toBe(api.port);
    for (const { href } of [foreign, other]) {
      expect((await get(href, simulator.ca, identity)).status).toBe(200);
    }
  });

  test('post-http-uri', async () => {
    const { uri } = fieldsOf(await under('post-http-uri'));
    expect(uri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/cert\/[0-9a-f]{32}$/);
  });

  test('post-redirect: to another port, where the call would have worked', async () => {
    const answer = await under('post-redirect');
    expect(answer).toMatchObject({ status: 307, issued: 0 });
    const api = String(answer.headers.location);
    expect(new URL(api).port).not.toBe(new URL(simulator.api).port);
    expect((await post({ api, ca: simulator.ca }, identity)).status).toBe(200);
  });

  test('post-date-wrong: the Date alone is a year ahead', async () => {
    const answer = await under('post-date-wrong');
    const ahead = new Date(String(answer.headers.date)).getTime() - Date.now();
    expect(Math.round(ahead / 86_400_000)).toBe(365);
    expect(fieldsOf(answer).pass).not.toBe('');
  });

  test('a POST fault and a content fault strike together', async () => {
    simulator.arm('expired');
    await under('post-slow');
    const last = simulator.issuances.at(-1)?.identity.leaf.facts.notAfter ?? new Date();
    expect(last.getTime()).toBeLessThan(Date.now());
    expect(simulator.armed()).toEqual([]);
  });

  test('without a client certificate no fault is used up', async () => {
    simulator.arm('post-500');
    const anybody = { url: simulator.api, ca: simulator.ca, identity: null, method: 'POST' };
    await expect(call(anybody)).rejects.toThrow(/alert/);
    expect(simulator.armed()).toEqual([{ name: 'post-500', count: 1 }]);
    simulator.disarm();
  });
});
