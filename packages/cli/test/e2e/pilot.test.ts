import { describe, expect, test } from 'vitest';
import { add, renew, Secret, type RenewalResult, type RenewOptions } from '@weborca-cert/core';
import type { FaultName } from '@weborca-cert/simulator';
import { oldIsOver } from '../support/service-rule.ts';
import type { Clinic } from './support/clinic.ts';
import { useClinics } from './support/clinics.ts';
import { editSettings } from './support/state.ts';

const { clinicWith } = useClinics();
const names = ['clinic-a', 'clinic-b', 'clinic-c', 'clinic-d', 'clinic-e'] as const;
const others = names.slice(1);

/** Five clinics on one computer, whose service has never renewed anything there. */
async function fiveClinics(daysLeft = 45): Promise<Clinic> {
  const clinic = await clinicWith({ simulator: { clients: 5, daysLeft } });
  for (const [index, client] of clinic.simulator.certificates.entries()) {
    const name = names[index];
    if (index === 0 || name === undefined || client.p12 === null) continue;
    const password = async (): Promise<Secret> => new Secret(client.password);
    await add(clinic.context, { file: client.p12, name, password, inPlace: true });
  }
  return clinic;
}

async function renewAll(
  { context }: Clinic,
  chosen: readonly string[] = [],
  options: Partial<RenewOptions> = {},
): Promise<Readonly<Record<string, string>>> {
  const results = await renew(context, chosen, { force: false, dryRun: false, ...options });
  return Object.fromEntries(results.map((result) => [result.name, told(result)]));
}

function told({ outcome, error }: RenewalResult): string {
  return error === undefined ? outcome : `${outcome} ${error.code}`;
}

function all(chosen: readonly string[], word: string): Readonly<Record<string, string>> {
  return Object.fromEntries(chosen.map((name) => [name, word]));
}

/** A program that is told of each new certificate, and ends with `code`. */
function restarting(clinic: Clinic, code: number): void {
  editSettings(clinic, ({ certificates }) => {
    const entry = certificates['clinic-a'];
    if (entry === undefined) throw new Error('no entry');
    const run = [process.execPath, '-e', `process.exit(${code})`];
    entry['consumers'] = [{ kind: 'command', run }];
  });
}

describe('the first renewal that an API gives a store', () => {
  test('goes alone, and the others follow when it was accepted', async () => {
    const clinic = await fiveClinics();
    expect(await renewAll(clinic)).toEqual(all(names, 'renewed'));
    const { requests } = clinic.simulator;
    const posts = requests.flatMap(({ method }, index) => (method === 'POST' ? [index] : []));
    const asked = requests.findIndex(({ listener }) => listener === 'weborca');
    expect(posts).toHaveLength(5);
    expect(posts.filter((index) => index < asked)).toHaveLength(1);
  });

  test('what uses it fails: the others wait until that is put right', async () => {
    const clinic = await fiveClinics();
    restarting(clinic, 1);
    const waiting = all(others, 'failed pilot-waiting');
    expect(await renewAll(clinic)).toEqual({ 'clinic-a': 'renewed consumer-failed', ...waiting });
    expect(await renewAll(clinic)).toEqual({ 'clinic-a': 'not-due consumer-failed', ...waiting });
    expect(clinic.posts()).toBe(1);
    restarting(clinic, 0);
    expect(await renewAll(clinic)).toEqual({
      'clinic-a': 'not-due',
      ...all(others, 'renewed'),
    });
    expect(clinic.posts()).toBe(5);
  });

  test.each<[FaultName, string, string]>([
    ['weborca-502', 'failed verification-inconclusive', 'resumed'],
    [
      'weborca-refuse',
      // Where the old one is over too, it is not said that it is the new one.
      oldIsOver ? 'failed verification-inconclusive' : 'failed verification-failed',
      'resumed',
    ],
    ['get-401', 'failed service-refused-certificate', 'resumed'],
  ])('%s: the others wait, and follow in the run that finishes it', async (fault, met, after) => {
    const clinic = await fiveClinics();
    clinic.simulator.arm(fault);
    const waiting = all(others, 'failed pilot-waiting');
    expect(await renewAll(clinic)).toEqual({ 'clinic-a': met, ...waiting });
    expect(clinic.posts()).toBe(1);
    expect(await renewAll(clinic)).toEqual({ 'clinic-a': after, ...all(others, 'renewed') });
    expect(clinic.posts()).toBe(5);
  });

  test('whoever got nothing has proved nothing: the next goes alone', async () => {
    const clinic = await fiveClinics();
    clinic.simulator.arm('post-401');
    clinic.simulator.arm('weborca-502');
    expect(await renewAll(clinic)).toEqual({
      'clinic-a': 'failed service-refused-certificate',
      'clinic-b': 'failed verification-inconclusive',
      ...all(names.slice(2), 'failed pilot-waiting'),
    });
    expect(clinic.posts()).toBe(2);
  });

  test('nobody waits alone, with --force, or with 14 days left', async () => {
    const clinic = await fiveClinics();
    restarting(clinic, 1);
    await renewAll(clinic);
    expect(await renewAll(clinic, ['clinic-b'])).toEqual({ 'clinic-b': 'renewed' });
    const late = await fiveClinics(13);
    restarting(late, 1);
    expect(await renewAll(late)).toMatchObject(all(others, 'renewed'));
    const forced = await fiveClinics();
    restarting(forced, 1);
    expect(await renewAll(forced, [], { force: true })).toMatchObject(all(others, 'renewed'));
  });

  test('proven by any one of them before: all go together', async () => {
    const clinic = await fiveClinics();
    await renewAll(clinic, ['clinic-e']);
    expect(await renewAll(clinic)).toEqual({
      ...all(names.slice(0, 4), 'renewed'),
      'clinic-e': 'not-due',
    });
  });
});
