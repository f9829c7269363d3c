import { afterEach, describe, expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';
import { mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { openMany, type Many } from './support/many.ts';

const count = 24;
let many: Many;
afterEach(() => many.close());

interface Result {
  readonly name: string;
  readonly outcome: string;
  readonly error?: { readonly code: string };
}

async function open(): Promise<void> {
  many = await openMany(count);
  mkdirSync(path.join(many.folder, 'work'));
  renameSync(many.home, path.join(many.folder, 'work/config'));
}

async function renew(): Promise<readonly Result[]> {
  const home = path.join(many.folder, 'work');
  const { stdout } = await runCli(['renew', '--all', '--json'], { home });
  return JSON.parse(stdout).results;
}

function posts(): number {
  return many.simulator.requests.filter(({ method }) => method === 'POST').length;
}

describe('a run over many certificates', () => {
  test.each([
    ['post-503-seconds', 'service-busy'],
    ['post-maintenance', 'service-maintenance'],
  ] as const)('leaves a service alone that answers all with %s', async (fault, code) => {
    await open();
    many.simulator.arm(fault, count);
    const results = await renew();
    expect(results.map(({ error }) => error?.code)).toEqual(results.map(() => code));
    expect(results).toHaveLength(count);
    // Five in a row, and what was under way beside them.
    const asked = posts();
    expect(asked).toBeGreaterThanOrEqual(5);
    expect(asked).toBeLessThanOrEqual(8);

    // Who was not asked for has nothing to wait for; the first of all is asked as usual.
    many.simulator.disarm();
    const later = await renew();
    const renewed = later.filter(({ outcome }) => outcome === 'renewed');
    expect(renewed.length).toBeGreaterThanOrEqual(count - asked);
    expect(posts()).toBe(asked + renewed.length);
  });

  test('goes on where answers of that kind are few, or refuse one certificate', async () => {
    await open();
    many.simulator.arm('post-503-seconds', 3);
    many.simulator.arm('post-403-not-permitted-certificate', 8);
    const results = await renew();
    expect(posts()).toBe(count);
    expect(results.filter(({ outcome }) => outcome === 'renewed')).toHaveLength(count - 11);
  });
});
