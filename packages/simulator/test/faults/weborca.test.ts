import type { Identity } from '@weborca-cert/core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Simulator } from '../../src/simulator.ts';
import { startSimulator } from '../../src/start.ts';
import { call, get, type Got } from '../support/call.ts';
import { firstClient } from '../support/first-client.ts';

let simulator: Simulator;
let identity: Identity;

beforeAll(async () => {
  simulator = await startSimulator({ keys: 'pool', algorithm: 'p-256', slowMs: 120 });
  identity = firstClient(simulator);
});

afterAll(() => simulator.stop());

function ask(): Promise<Got> {
  return get(simulator.weborca, simulator.ca, identity);
}

describe('faults at WebORCA', () => {
  test('401 and Basic without a fault, on every path', async () => {
    const { status, headers } = await ask();
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toBe('Basic realm="WebORCA"');
    const url = `${simulator.weborca}api/api01rv2/system01dailyv2`;
    expect((await get(url, simulator.ca, identity)).status).toBe(401);
  });

  test.each([
    ['weborca-maintenance', 503, /^GINBEE_MAINTENANCE$/],
    ['weborca-refuse', 403, /^NOT PERMITTED CERTIFICATE$/],
    ['weborca-refuse-400', 400, /The SSL certificate error/],
    ['weborca-no-certificate', 400, /No required SSL certificate was sent/],
    ['weborca-page', 200, /WebORCA/],
    ['weborca-500', 500, /"Code":500/],
    ['weborca-502', 502, /Bad Gateway/],
  ] as const)('%s: %i, then 401 again', async (name, status, body) => {
    simulator.arm(name);
    const answer = await ask();
    expect(answer.status).toBe(status);
    expect(answer.body.toString()).toMatch(body);
    expect((await ask()).status).toBe(401);
  });

  test('weborca-filter: the same page for everybody, until it was had without a certificate', async () => {
    simulator.arm('weborca-filter');
    const page = /This page is blocked/;
    const visit = (shown: Identity | null): Promise<Got> =>
      call({ url: simulator.weborca, ca: simulator.ca, identity: shown });
    for (const shown of [identity, identity, null]) {
      const { status, body } = await visit(shown);
      expect([status, body.toString()]).toEqual([200, expect.stringMatching(page)]);
    }
    expect((await ask()).status).toBe(401);
    await expect(visit(null)).rejects.toThrow(/alert|hang up|reset|closed/i);
  });

  test('weborca-cut', async () => {
    simulator.arm('weborca-cut');
    await expect(ask()).rejects.toThrow(/hang up|reset/i);
  });

  test('weborca-slow', async () => {
    simulator.arm('weborca-slow');
    const start = performance.now();
    expect((await ask()).status).toBe(401);
    expect(performance.now() - start).toBeGreaterThan(115);
  });

  test('weborca-never', async () => {
    simulator.arm('weborca-never');
    const answer = ask().catch(() => 'gave up');
    await vi.waitFor(() => expect(simulator.armed()).toEqual([]));
    expect(await Promise.race([answer, ask()])).toMatchObject({ status: 401 });
  });

  test('one certificate can be refused for good, while others are accepted', async () => {
    const { fingerprintSha256 } = identity.leaf.facts;
    const other = (await simulator.makeVariant(identity, 'renewed')).identity;
    simulator.refuseAtWeborca(fingerprintSha256);
    expect([(await ask()).status, (await ask()).status]).toEqual([403, 403]);
    expect((await get(simulator.weborca, simulator.ca, other)).status).toBe(401);
    simulator.refuseAtWeborca(fingerprintSha256, 'http-400');
    expect((await ask()).status).toBe(400);
    simulator.refuseAtWeborca(fingerprintSha256, 'cut');
    await expect(ask()).rejects.toThrow(/hang up|reset/i);
    simulator.acceptAtWeborca(fingerprintSha256);
    expect((await ask()).status).toBe(401);
  });
});
