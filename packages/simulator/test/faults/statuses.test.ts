import type { Identity } from '@weborca-cert/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FaultName } from '../../src/faults/catalogue.ts';
import { isFaultName } from '../../src/faults/catalogue.ts';
import type { Simulator } from '../../src/simulator.ts';
import { startSimulator } from '../../src/start.ts';
import { fieldsOf, get, post } from '../support/call.ts';
import { firstClient } from '../support/first-client.ts';

const now = new Date('2026-11-22T10:00:00Z');
const inTwoMinutes = 'Sun, 22 Nov 2026 10:02:00 GMT';

/** Faults that answer in place of the work: name, status, body, Retry-After (empty: none). */
const table: readonly (readonly [string, number, RegExp, string])[] = [
  ['html', 200, /^<html>/, ''],
  ['401', 401, /^\{"Code":401,/, ''],
  ['403-not-permitted-certificate', 403, /^NOT PERMITTED CERTIFICATE$/, ''],
  ['403-user-not-in-tenantdb', 403, /^USER.NOT.IN.TENANTDB$/, ''],
  ['403-on-premises-only-tenant', 403, /^On Premises Only Tenant$/, ''],
  ['404', 404, /^\{"Code":404,"Message":"Not Found"\}$/, ''],
  ['410', 410, /^\{"Code":410,/, ''],
  ['429-seconds', 429, /^\{"Code":429,/, '120'],
  ['429-date', 429, /^\{"Code":429,/, inTwoMinutes],
  ['429-absurd', 429, /^\{"Code":429,/, '99999999999'],
  ['503-seconds', 503, /^\{"Code":503,/, '120'],
  ['503-date', 503, /^\{"Code":503,/, inTwoMinutes],
  ['503-absurd', 503, /^\{"Code":503,/, '99999999999'],
  ['500', 500, /^\{"Code":500,/, ''],
  ['maintenance', 503, /^GINBEE_MAINTENANCE$/, ''],
];

let simulator: Simulator;
let identity: Identity;
let uri: string;

beforeAll(async () => {
  simulator = await startSimulator({
    keys: 'pool',
    algorithm: 'p-256',
    now: () => now,
    daysLeft: 900,
  });
  identity = firstClient(simulator);
  ({ uri } = fieldsOf(await post(simulator, identity)));
});

afterAll(() => simulator.stop());

function arm(name: string): FaultName {
  if (!isFaultName(name)) throw new Error(name);
  simulator.arm(name);
  return name;
}

describe.each(['post', 'get'] as const)('%s', (on) => {
  test.each(table)(`${on}-%s`, async (name, status, body, retryAfter) => {
    const before = simulator.issuances.map(({ downloads }) => downloads);
    const ask = () =>
      on === 'post' ? post(simulator, identity) : get(uri, simulator.ca, identity);
    arm(`${on}-${name}`);
    const answer = await ask();
    expect(answer).toMatchObject({ status, complete: true });
    expect(answer.body.toString()).toMatch(body);
    expect(answer.headers['retry-after'] ?? '').toBe(retryAfter);
    expect(simulator.issuances.map(({ downloads }) => downloads)).toEqual(before);

    const next = await ask();
    expect(next.status).toBe(200);
    expect(next.headers['content-type']).not.toBe('text/html');
  });
});
