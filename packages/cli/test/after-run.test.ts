import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClinic, writeConfig, type Clinic } from './support/clinic.ts';
import { unixOnly } from '../../core/test/support/left-out.ts';

let clinic: Clinic;
beforeAll(async () => {
  clinic = await openClinic({ daysLeft: 45, clients: 2 });
  await clinic.add('clinic-a', 0);
  await clinic.add('clinic-b', 1);
});
afterAll(() => clinic.close());

/** Has every failure of clinic-a written down by a program of its own. */
function tellInto(run: readonly string[]): void {
  const file = join(clinic.home, 'config', 'config.json');
  const config: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof config !== 'object' || config === null || !('certificates' in config)) throw config;
  const { certificates } = config;
  if (typeof certificates !== 'object' || certificates === null) throw config;
  if (!('clinic-a' in certificates)) throw config;
  const { 'clinic-a': entry } = certificates;
  if (typeof entry !== 'object') throw config;
  const changed = { ...certificates, 'clinic-a': { ...entry, onFailure: run } };
  writeConfig(clinic.home, { ...config, certificates: changed });
}

test('a failure that nobody watches is told by the command of the configuration', async () => {
  const told = join(clinic.folder, 'told.txt');
  const script = join(clinic.folder, 'tell.mjs');
  writeFileSync(
    script,
    `import { writeFileSync } from 'node:fs';
const { WEBORCA_CERT_NAME: name, WEBORCA_CERT_CODE: code } = process.env;
writeFileSync(${JSON.stringify(told)}, name + ' ' + code);`,
  );
  tellInto([process.execPath, script]);
  clinic.simulator.arm('post-500');
  expect((await clinic.cli(['renew', 'clinic-a', '--rehearse'])).code).toBe(0);
  expect(existsSync(told)).toBe(false);
  clinic.simulator.disarm();
  clinic.simulator.arm('post-500');
  expect((await clinic.cli(['renew', 'clinic-a'])).code).toBe(1);
  expect(readFileSync(told, 'utf8')).toBe('clinic-a service-failed');
});

test('a command that fails is told too, and changes nothing of the result', async () => {
  tellInto([process.execPath, '-e', 'process.exit(3)']);
  clinic.simulator.disarm();
  clinic.simulator.arm('post-500');
  const { code, stderr } = await clinic.cli(['renew', 'clinic-a']);
  expect(code).toBe(1);
  expect(stderr).toContain('[service-failed]');
  expect(stderr).toContain('[consumer-failed]');
});

test.each([
  ['a schedule says so', ['renew', '--all', '--quiet', '--scheduled'], 2],
  ['also one of names', ['renew', 'clinic-b', '--scheduled', '--json'], 1],
  ['the one that 0.1.0 installed, word for word', ['renew', '--all', '--quiet'], 2],
  ['a person’s run over all', ['renew', '--all'], null],
  ['a person’s, told briefly', ['renew', '--quiet'], null],
  ['a person’s, for good', ['renew', '--all', '--quiet', '--force'], null],
  ['of names', ['renew', 'clinic-b', '--quiet'], null],
  ['nothing but a look', ['renew', '--all', '--quiet', '--scheduled', '--dry-run'], null],
] as const)('the schedule’s run alone is noted: %s', async (_, args, certificates) => {
  const noted = join(clinic.home, 'config', 'last-run.json');
  rmSync(noted, { force: true });
  clinic.simulator.disarm();
  await clinic.cli(args);
  expect(existsSync(noted)).toBe(certificates !== null);
  if (certificates === null) return;
  expect(JSON.parse(readFileSync(noted, 'utf8'))).toMatchObject({ certificates, failed: 0 });
});

test('what cannot be noted is told all the same, and with a word of ours', async () => {
  const told = join(clinic.folder, 'told-too.txt');
  tellInto([process.execPath, '-e', `fs.writeFileSync(${JSON.stringify(told)}, 'told')`]);
  const noted = join(clinic.home, 'config', 'last-run.json');
  rmSync(noted, { force: true });
  mkdirSync(noted);
  clinic.simulator.disarm();
  clinic.simulator.arm('post-500', 2);
  const { code, stderr } = await clinic.cli(['renew', '--all', '--force', '--scheduled']);
  rmSync(noted, { recursive: true });
  expect(code).toBe(1);
  expect(readFileSync(told, 'utf8')).toBe('told');
  expect(stderr).toContain('[destination-not-writable]');
  expect(stderr).not.toContain('[internal]');
});

test.skipIf(process.platform === 'win32')(
  `a run that its configuration stops is noted, and shown on the desktop${unixOnly}`,
  async () => {
    const bin = join(clinic.folder, 'bin');
    const shown = join(clinic.folder, 'shown.txt');
    mkdirSync(bin);
    writeFileSync(join(bin, 'notify-send'), `#!/bin/sh\nprintf '%s\\n' "$@" > '${shown}'\n`);
    chmodSync(join(bin, 'notify-send'), 0o755);
    const file = join(clinic.home, 'config', 'config.json');
    chmodSync(file, 0o660);
    const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}` };
    const { code } = await clinic.cli(['renew', '--all', '--quiet'], { env });
    chmodSync(file, 0o600);
    expect(code).toBe(2);
    expect(readFileSync(shown, 'utf8')).toContain('the scheduled run failed');
    const doctor = await clinic.cli(['doctor']);
    expect(doctor.stdout).toContain('there were failures: config-invalid');
  },
);
