import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClinic, type Clinic } from './support/clinic.ts';
import { earlyIsAllowed, oldStaysAccepted } from './support/service-rule.ts';

let clinic: Clinic;
beforeAll(async () => {
  clinic = await openClinic({ clients: 2, rules: { ...earlyIsAllowed, ...oldStaysAccepted } });
});
afterAll(() => clinic.close());

/** Writes down how every child process is started: program, arguments, environment. */
const spy = `
import childProcess from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
for (const name of ['spawn', 'spawnSync', 'execFile', 'execFileSync', 'exec', 'execSync', 'fork']) {
  const original = childProcess[name];
  childProcess[name] = (...args) => {
    appendFileSync(process.env.SPY_LOG, JSON.stringify([name, ...args.filter((a) => typeof a !== 'function')]) + '\\n');
    return original(...args);
  };
}
syncBuiltinESMExports();
`;

/** Every way a text could hide in an output. */
function disguises(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  return [
    secret,
    encodeURIComponent(secret),
    bytes.toString('base64').replaceAll('=', ''),
    hex,
    hex.toUpperCase(),
    Buffer.from(secret, 'utf16le').toString('base64').replaceAll('=', ''),
  ];
}

/** The passwords of every version in the store: those of the simulator's renewals as well. */
function storedPasswords(): readonly string[] {
  const store = join(clinic.home, 'config', 'store');
  return readdirSync(store, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('password.txt'))
    .map((path) => readFileSync(join(store, path), 'utf8'));
}

test('no password is in any output, at any verbosity, nor in what any child process is given', async () => {
  const spyFile = join(clinic.folder, 'spy.mjs');
  const log = join(clinic.folder, 'spawned.jsonl');
  writeFileSync(spyFile, spy);
  writeFileSync(log, '');
  const env = { NODE_OPTIONS: `--import=${spyFile}`, SPY_LOG: log, NODE_DEBUG: '' };
  const outputs: string[] = [];
  const run = async (...args: readonly string[]): Promise<void> => {
    const { stdout, stderr } = await clinic.cli(args, { env });
    outputs.push(`${args.join(' ')}\n${stdout}${stderr}`);
  };
  const printing = JSON.stringify(['cat', clinic.passwordFile(0)]);
  const add = ['add', clinic.p12(0), '--password-command', printing, '--service', 'rehearsal'];
  await run(...add, '--name', 'clinic-a', '--in-place');
  await run('add', clinic.p12(1), '--password-file', clinic.passwordFile(0), '--verbose');
  for (const how of [[], ['--verbose'], ['--quiet'], ['--json'], ['--json', '--verbose']]) {
    await run('inspect', clinic.p12(0), '--password-command', printing, ...how);
    clinic.simulator.arm('wrong-password');
    await run('renew', '--force', ...how);
    clinic.simulator.disarm();
    await run('renew', '--force', ...how);
    await run('status', ...how);
    await run('status', 'clinic-a', ...how);
    await run('verify', ...how);
    await run('check', ...how);
  }
  clinic.simulator.arm('post-bad-json');
  await run('renew', '--force', '--verbose');

  const secrets = new Set([clinic.password(0), clinic.password(1), ...storedPasswords()]);
  expect(secrets.size).toBeGreaterThan(3);
  const spawned = readFileSync(log, 'utf8');
  // What is looked for can be found: here it was asked for.
  const asked = await clinic.cli(['password', 'clinic-a', '--yes']);
  expect([...secrets].some((secret) => asked.stdout.includes(secret))).toBe(true);
  expect(spawned).toContain('"cat"');
  for (const secret of secrets) {
    for (const disguise of disguises(secret)) {
      for (const output of outputs) expect(output).not.toContain(disguise);
      expect(spawned).not.toContain(disguise);
    }
  }
}, 120_000);
