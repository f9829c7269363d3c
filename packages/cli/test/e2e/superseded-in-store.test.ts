import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, describe } from 'vitest';
import {
  beginImport,
  doctor,
  receive,
  renew,
  rollback,
  Secret,
  status,
  versions,
} from '@weborca-cert/core';
import type { SimulatorOptions } from '@weborca-cert/simulator';
import { oldStaysAccepted } from '../support/service-rule.ts';
import type { Clinic } from './support/clinic.ts';
import { expectDone, expectFailed, useClinics } from './support/clinics.ts';
import { haveCounterparts, runProgram } from './support/counterparts.ts';
import { elsewhere, fingerprint, writeP12 } from './support/renewed-elsewhere.ts';
import { editSettings } from './support/state.ts';
import { leftOut } from '../../../core/test/support/left-out.ts';

const { clinicWith, closeAfterwards } = useClinics();
const haveNss = haveCounterparts('certutil', 'pk12util');

/** A clinic with a home of its own, so that nobody's database is looked into. */
async function withHome(
  simulator: SimulatorOptions = {},
): Promise<{ clinic: Clinic; homeDir: string }> {
  const homeDir = mkdtempSync(path.join(tmpdir(), 'weborca-cert-test-山田 '));
  closeAfterwards(async () => rmSync(homeDir, { recursive: true }));
  return { clinic: await clinicWith({ effects: { homeDir }, simulator }), homeDir };
}

async function password(): Promise<Secret> {
  return new Secret('x');
}

/** As a browser does: into a database, from where its key is not taken. */
async function importInto(folder: string, file: string, made: Parameters<typeof writeP12>[1]) {
  mkdirSync(folder, { recursive: true });
  runProgram('certutil', ['-N', '-d', `sql:${folder}`, '--empty-password']);
  await writeP12(file, made, 'x');
  writeFileSync(`${file}.pw`, 'x');
  const done = runProgram('pk12util', ['-i', file, '-d', `sql:${folder}`, '-w', `${file}.pw`]);
  expect([done.code, done.stderr]).toEqual([0, '']);
}

const why = leftOut(haveNss, 'no NSS');
describe.runIf(haveNss)(`a later certificate in a browser’s database${why}`, () => {
  test('supersedes: no request, what to do is said, and receive ends it', async () => {
    const { clinic, homeDir } = await withHome();
    const renewed = await elsewhere(clinic);
    const exported = path.join(homeDir, 'exported.p12');
    const database = path.join(homeDir, '.pki', 'nssdb');
    await importInto(database, exported, renewed);
    const met = await clinic.renew();
    expectFailed(met, 'issued-certificate-unfit');
    expect(met.error?.details).toMatchObject({ reasons: ['in-system-store'] });
    expect(clinic.posts()).toBe(0);
    expect((await status(clinic.context, ['clinic-a']))[0]?.state).toBe('superseded');
    const { findings } = await doctor(clinic.context, ['clinic-a'], { offline: true });
    expect(findings.find(({ code }) => code === 'certificate-superseded')?.facts).toMatchObject({
      path: path.join('~', '.pki', 'nssdb'),
      reasons: ['in-system-store'],
    });

    const taken = await receive(clinic.context, { file: exported, password, name: 'clinic-a' });
    expectDone(taken, 'renewed');
    expect(await clinic.inUse()).toBe(fingerprint(renewed));
    expectDone(await clinic.renew(), 'not-due');
    expect((await status(clinic.context, ['clinic-a']))[0]?.state).toBe('valid');
  });

  test('also in the profile of a consumer; --force and an urgent one do not wait', async () => {
    const { clinic, homeDir } = await withHome();
    const profile = path.join(homeDir, 'profile');
    await importInto(profile, path.join(homeDir, 'x.p12'), await elsewhere(clinic));
    editSettings(clinic, ({ certificates }) => {
      const consumers = [{ kind: 'nss', path: profile }];
      certificates['clinic-a'] = { ...certificates['clinic-a'], consumers };
    });
    expectFailed(await clinic.renew(), 'issued-certificate-unfit');
    const [forced] = await renew(clinic.context, ['clinic-a'], { force: true, dryRun: false });
    expect(forced?.outcome).toBe('renewed');
  });

  test.each(['other-subject', 'other-issuer', 'earlier-expiry'] as const)(
    'is not one that is %s',
    async (variant) => {
      const { clinic, homeDir } = await withHome();
      const other = await elsewhere(clinic, variant);
      await importInto(path.join(homeDir, '.pki', 'nssdb'), path.join(homeDir, 'x.p12'), other);
      expectDone(await clinic.renew(), 'renewed');
    },
  );

  test('is not looked for before it is due', async () => {
    const { clinic, homeDir } = await withHome({ daysLeft: 200 });
    const database = path.join(homeDir, '.pki', 'nssdb');
    await importInto(database, path.join(homeDir, 'x.p12'), await elsewhere(clinic));
    expectDone(await clinic.renew(), 'not-due');
    expect((await status(clinic.context, ['clinic-a']))[0]?.state).toBe('valid');
  });

  test('is not one that we imported ourselves, also after going back', async () => {
    const { clinic } = await withHome({ rules: oldStaysAccepted });
    expectDone(await clinic.renew(), 'renewed');
    await beginImport(clinic.context, 'clinic-a');
    const first = (await versions(clinic.context, 'clinic-a')).find(({ inUse }) => !inUse);
    await rollback(clinic.context, 'clinic-a', { version: first?.id ?? '', force: false });
    const met = await clinic.renew();
    expect(met.error?.details).toMatchObject({ reasons: ['rolled-back'] });
    expectDone(await clinic.renew({ force: true }), 'renewed');
  });
});
