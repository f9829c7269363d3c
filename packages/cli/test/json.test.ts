import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommandName } from '../src/help/types.ts';
import { openClinic, openHome, writeConfig, type Clinic } from './support/clinic.ts';
import { runCli, type Ran } from './support/cli.ts';
import { problemsOf } from './support/schema.ts';

/** Runs with `--json`, holds the answer to its schema, and gives it parsed. */
async function answer(
  run: (args: readonly string[]) => Promise<Ran>,
  name: CommandName,
  ...args: readonly string[]
): Promise<{ readonly code: number | null; readonly document: unknown }> {
  const { code, stdout } = await run([...name.split(' '), ...args, '--json']);
  expect(problemsOf(name, stdout)).toEqual([]);
  return { code, document: JSON.parse(stdout) };
}

describe('answers', () => {
  let clinic: Clinic;
  const ask = (name: CommandName, ...args: readonly string[]) => answer(clinic.cli, name, ...args);
  beforeAll(async () => {
    clinic = await openClinic({ daysLeft: 45 });
  });
  afterAll(() => clinic.close());

  test('a certificate from add to renew', async () => {
    const file = [clinic.p12(0), '--password-file', clinic.passwordFile(0)];
    const inspected = await ask('inspect', ...file);
    expect(inspected).toMatchObject({
      code: 0,
      document: {
        file: { format: 'pkcs12', path: clinic.p12(0) },
        certificates: [
          { role: 'leaf', commonName: 'client001', renewable: true, daysLeft: 45 },
          { role: 'chain' },
        ],
        pkcs12: { hasPrivateKey: true, keyMatches: true, mac: { algorithm: 'HMAC-SHA-256' } },
      },
    });
    const service = ['--service', 'rehearsal', '--in-place'];
    const added = await ask('add', ...file, '--name', 'clinic-a', ...service);
    expect(added).toMatchObject({
      code: 0,
      document: {
        certificate: { name: 'clinic-a', commonName: 'client001' },
        consumers: [{ kind: 'pkcs12', path: clinic.p12(0), state: 'current' }],
      },
    });
    for (const name of ['status', 'list'] as const) {
      expect(await ask(name)).toMatchObject({
        code: 0,
        document: {
          command: name,
          certificates: [{ name: 'clinic-a', state: 'due', pending: null, lastBackup: null }],
        },
      });
    }
    expect(await ask('check')).toMatchObject({
      code: 10,
      document: { certificates: [{ name: 'clinic-a', state: 'due', daysLeft: 45 }] },
    });
    expect(await ask('check', '--within', '30d')).toMatchObject({
      code: 0,
      document: { certificates: [{ state: 'valid' }] },
    });
    expect(await ask('verify')).toMatchObject({
      code: 0,
      document: { results: [{ accepted: true }] },
    });
    expect(await ask('renew', '--dry-run')).toMatchObject({
      code: 0,
      document: { results: [{ outcome: 'would-renew', verified: null, new: null }] },
    });
    expect(await ask('renew', '--exit-code')).toMatchObject({
      code: 20,
      document: {
        results: [
          {
            name: 'clinic-a',
            outcome: 'renewed',
            verified: true,
            old: { commonName: 'client001' },
            new: { commonName: 'client001' },
            consumers: [{ kind: 'pkcs12', state: 'current' }],
          },
        ],
      },
    });
    expect(await ask('renew', '--exit-code')).toMatchObject({
      code: 0,
      document: { results: [{ outcome: 'not-due' }] },
    });
  });

  test('what simulate can do', async () => {
    const { stdout } = await clinic.cli(['simulate', '--list-faults']);
    expect(stdout.split('\n')).toEqual(expect.arrayContaining(['post-500', 'get-404', '']));
  });
});

describe('failures', () => {
  let clinic: Clinic;
  const ask = (name: CommandName, ...args: readonly string[]) => answer(clinic.cli, name, ...args);
  beforeAll(async () => {
    clinic = await openClinic({ clients: 2 });
    await clinic.add('clinic-a', 0);
  });
  afterAll(() => clinic.close());

  test('of a certificate stand with it, and the others go on', async () => {
    await clinic.add('clinic-b', 1);
    clinic.simulator.arm('post-500');
    const { code, document } = await ask('renew', '--force');
    expect(code).toBe(1);
    expect(document).toMatchObject({
      results: expect.arrayContaining([
        expect.objectContaining({ outcome: 'renewed' }),
        expect.objectContaining({
          outcome: 'failed',
          error: expect.objectContaining({ code: 'service-failed', retry: 'later' }),
        }),
      ]),
    });
  });

  test.each([
    { name: 'status', args: ['clinic-z'], code: 2, error: 'name-unknown' },
    { name: 'check', args: ['clinic-z'], code: 2, error: 'name-unknown' },
    { name: 'renew', args: ['clinic-z'], code: 2, error: 'name-unknown' },
    { name: 'verify', args: ['clinic-z'], code: 2, error: 'name-unknown' },
    { name: 'inspect', args: ['/missing.p12'], code: 1, error: 'file-not-found' },
    { name: 'inspect', args: [], code: 2, error: 'usage-invalid' },
    { name: 'add', args: [], code: 2, error: 'usage-invalid' },
    { name: 'simulate', args: ['--port', 'x'], code: 2, error: 'usage-invalid' },
  ] as const)('$name $args ends in $error', async ({ name, args, code, error }) => {
    expect(await ask(name, ...args)).toMatchObject({ code, document: { error: { code: error } } });
  });

  test('of opening a file', async () => {
    const wrong = await ask('add', clinic.p12(0), '--password-file', clinic.passwordFile(1));
    expect(wrong).toMatchObject({ code: 1, document: { error: { code: 'password-wrong' } } });
    const none = await ask('inspect', clinic.p12(0));
    expect(none).toMatchObject({ code: 1, document: { error: { code: 'password-missing' } } });
  });

  test('of the command line before there is a command', async () => {
    const { code, stdout } = await clinic.cli(['nonsense', '--json']);
    expect({ code, problems: problemsOf('weborca-cert', stdout) }).toEqual({
      code: 2,
      problems: [],
    });
  });
});

test('a configuration that cannot be read ends in 2, for every command that reads it', async () => {
  const place = openHome();
  try {
    writeConfig(place.home, '{ "certificates": ');
    const run = (args: readonly string[]) => runCli(args, place);
    for (const name of ['status', 'list', 'check', 'renew', 'verify'] as const) {
      const told = await answer(run, name);
      expect(told).toMatchObject({ code: 2, document: { error: { code: 'config-invalid' } } });
    }
    const named = await answer(run, 'check', '--config', join(place.home, 'missing.json'));
    expect(named).toMatchObject({ document: { schemaVersion: 1 } });
  } finally {
    place.close();
  }
});
