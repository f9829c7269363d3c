import { copyFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPkcs12, Secret } from '@weborca-cert/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openClinic, type Clinic } from './support/clinic.ts';

let clinic: Clinic;
beforeEach(async () => {
  clinic = await openClinic();
  await clinic.add('clinic-a');
});
afterEach(() => clinic.close());

const failed = (path: string, reason: string): object => ({
  path,
  state: 'failed',
  error: { code: 'consumer-failed', reason },
});

test('those that can be are on the new certificate; which cannot, and why, is said', async () => {
  expect((await clinic.cli(['renew', '--force'])).code).toBe(0);
  const at = (name: string): string => join(clinic.folder, `${name}.p12`);
  const [good, folder, link, damaged] = [at('good'), at('folder'), at('link'), at('damaged')];
  for (const path of [good, folder, link, damaged]) copyFileSync(clinic.p12(0), path);
  const ran = join(clinic.folder, 'ran');
  const code = `require('fs').appendFileSync(${JSON.stringify(ran)}, '.')`;
  const file = join(clinic.home, 'config', 'config.json');
  const configuration = JSON.parse(readFileSync(file, 'utf8'));
  configuration.certificates['clinic-a'].consumers = [
    ...[folder, link, damaged, good].map((path) => ({ kind: 'pkcs12', path })),
    { kind: 'command', run: [process.execPath, '-e', code] },
  ];
  writeFileSync(file, JSON.stringify(configuration));
  for (const path of [folder, link]) rmSync(path);
  mkdirSync(folder);
  symlinkSync(link, link);
  writeFileSync(damaged, 'damaged');

  const deployed = await clinic.cli(['deploy']);
  expect(deployed.code).toBe(1);
  expect(deployed.stderr).toContain(`(${folder}) could not be updated (`);
  expect(deployed.stdout).toContain(good);

  const json = await clinic.cli(['deploy', '--json']);
  expect(json.code).toBe(1);
  const consumers = [
    failed(folder, 'not-a-file'),
    failed(link, 'symbolic-link'),
    failed(damaged, 'not-a-pkcs12'),
    { path: good, state: 'current' },
    { kind: 'command', state: 'current' },
  ];
  const results = [{ consumers, error: { code: 'consumer-failed' } }];
  expect(JSON.parse(json.stdout)).toMatchObject({ results });

  const { stdout } = await clinic.cli(['status']);
  expect(stdout).toMatch(/folder\.p12 .*not an ordinary file/);
  expect(stdout).toMatch(/link\.p12 .*symbolic link/);
  expect(stdout).toMatch(/damaged\.p12 .*not a \.p12 file/);
  expect(readFileSync(ran, 'utf8')).toBe('.');
  const password = new Secret(clinic.password(0));
  const [now, before] = [good, clinic.p12(0)].map((path) => readFileSync(path));
  const fingerprintOf = async (bytes = new Uint8Array()) =>
    (await openPkcs12(bytes, password)).identity.leaf.facts.fingerprintSha256;
  expect(await fingerprintOf(now)).not.toBe(await fingerprintOf(before));
});
