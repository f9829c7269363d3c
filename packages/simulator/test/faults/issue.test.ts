import { type Identity, openPkcs12, Secret } from '@weborca-cert/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faults } from '../../src/faults/catalogue.ts';
import { variants } from '../../src/authority/variants.ts';
import type { Simulator } from '../../src/simulator.ts';
import { startSimulator } from '../../src/start.ts';
import { fieldsOf, get, post } from '../support/call.ts';
import { firstClient } from '../support/first-client.ts';

let simulator: Simulator;
let asking: Identity;

beforeAll(async () => {
  simulator = await startSimulator({ keys: 'pool', algorithm: 'p-256' });
  asking = firstClient(simulator);
});

afterAll(() => simulator.stop());

async function under(name: Parameters<Simulator['arm']>[0]) {
  simulator.arm(name);
  const { uri, pass } = fieldsOf(await post(simulator, asking));
  const { body } = await get(uri, simulator.ca, asking);
  return { uri, pass, body };
}

/** Opens with `pass` exactly: the same text, not one without its line end. */
async function opensWith(body: Buffer, pass: string): Promise<boolean> {
  return openPkcs12(body, new Secret(pass)).then(
    ({ password }) => password.reveal() === pass,
    () => false,
  );
}

describe('content faults', () => {
  test('wrong-password', async () => {
    const { body, pass } = await under('wrong-password');
    expect(await opensWith(body, pass)).toBe(false);
    expect(pass).toMatch(/^[A-Za-z0-9]{12}$/);
  });

  test('password-line-end: the password itself ends so', async () => {
    const { body, pass } = await under('password-line-end');
    expect(pass).toMatch(/^[A-Za-z0-9]{12}\n$/);
    expect(await opensWith(body, pass)).toBe(true);
  });

  test('password-line-end-added: only the answer ends so', async () => {
    const { body, pass } = await under('password-line-end-added');
    expect(pass).toMatch(/^[A-Za-z0-9]{12}\n$/);
    expect(await opensWith(body, pass)).toBe(false);
    expect(await opensWith(body, pass.trimEnd())).toBe(true);
  });

  test('uri-once: the second GET gets 410, and the next uri lasts', async () => {
    const once = await under('uri-once');
    expect((await get(once.uri, simulator.ca, asking)).status).toBe(410);
    const { uri } = fieldsOf(await post(simulator, asking));
    const statuses = [];
    for (const _ of [1, 2]) statuses.push((await get(uri, simulator.ca, asking)).status);
    expect(statuses).toEqual([200, 200]);
  });

  test('uri-once and get-truncated: what broke off cannot be fetched again', async () => {
    simulator.arm('uri-once');
    simulator.arm('get-truncated');
    const { uri } = fieldsOf(await post(simulator, asking));
    expect((await get(uri, simulator.ca, asking)).complete).toBe(false);
    expect((await get(uri, simulator.ca, asking)).status).toBe(410);
  });

  test('every other is a variant of the renewed certificate', () => {
    const passwordsAndUris = [
      'wrong-password',
      'password-line-end',
      'password-line-end-added',
      'uri-once',
    ];
    const names = faults.filter(({ on }) => on === 'issue').map(({ name }) => name);
    expect(new Set([...names, 'renewed'])).toEqual(new Set([...passwordsAndUris, ...variants]));
  });

  test.each([
    ['expired', (leaf: Identity['leaf']) => leaf.facts.notAfter.getTime() < Date.now()],
    [
      'reused-key',
      (leaf: Identity['leaf']) => leaf.publicKeySha256 === asking.leaf.publicKeySha256,
    ],
    ['ca-certificate', (leaf: Identity['leaf']) => leaf.isCa],
    ['other-cn', (leaf: Identity['leaf']) => leaf.facts.commonName === 'client002'],
  ] as const)('%s lies in the file that is fetched', async (name, holds) => {
    const { body, pass } = await under(name);
    const { identity } = await openPkcs12(body, new Secret(pass));
    expect(holds(identity.leaf)).toBe(true);
  });
});
