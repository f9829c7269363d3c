import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RenewalResult } from '@weborca-cert/core';
import { oldStaysAccepted } from '../support/service-rule.ts';
import type { Clinic } from './support/clinic.ts';
import { day, expectDone, expectFailed, hour, useClinics } from './support/clinics.ts';
import { elsewhere, writeP12 } from './support/renewed-elsewhere.ts';
import { clientPassword, editService, editSettings } from './support/state.ts';

const { clinicWith } = useClinics();

/** Every file below a folder, but for who has had the lock. */
function everything(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  return Object.fromEntries(
    names
      .filter((name) => !/(?:^|\/)\.?locks(?:\/|$)/.test(name))
      .map((name) => {
        const file = path.join(folder, name);
        return [name, statSync(file).isFile() ? readFileSync(file, 'base64') : ''];
      }),
  );
}

/** A dry run, which must leave everything as it was and send nothing to the service. */
async function tryDry(clinic: Clinic, force = false): Promise<RenewalResult> {
  const before = everything(clinic.folder);
  const calls = clinic.posts() + clinic.gets();
  const result = await clinic.renew({ dryRun: true, force });
  expect(everything(clinic.folder)).toEqual(before);
  expect(clinic.posts() + clinic.gets()).toBe(calls);
  return result;
}

/** The dry run says what the run after it comes to. */
async function expectSame(clinic: Clinic, force = false): Promise<void> {
  const dry = await tryDry(clinic, force);
  const real = await clinic.renew({ force });
  expect([dry.outcome, dry.error?.code]).toEqual([real.outcome, real.error?.code]);
}

describe('a dry run asks what the real one asks', () => {
  test('the outcome of a request is unknown', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('post-cut-after');
    expectFailed(await clinic.renew(), 'outcome-unknown');
    await expectSame(clinic);
    expectDone(await tryDry(clinic, true), 'would-renew');
    clinic.clock.advance(hour);
    expectDone(await tryDry(clinic), 'would-renew');
    expectDone(await clinic.renew(), 'renewed');
  });

  test('a consumer in a folder that is not there', async () => {
    const clinic = await clinicWith({ simulator: { daysLeft: 45 } });
    const folder = `${clinic.folder}/gone`;
    editSettings(clinic, ({ certificates }) => {
      const consumers = [{ kind: 'pkcs12', path: `${folder}/client.p12` }];
      certificates['clinic-a'] = { ...certificates['clinic-a'], consumers };
    });
    await expectSame(clinic);
    expectFailed(await tryDry(clinic), 'destination-not-writable');
    mkdirSync(folder);
    expectDone(await tryDry(clinic), 'would-renew');
    rmSync(folder, { recursive: true });
    clinic.clock.advance(20 * day);
    expectDone(await tryDry(clinic), 'would-renew');
  });

  test('a host that is not permitted', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('post-foreign-uri');
    expectFailed(await clinic.renew(), 'download-foreign-host');
    await expectSame(clinic);
    expectDone(await tryDry(clinic, true), 'would-renew');
  });

  test('a new certificate that is over, or not valid yet, or refused', async () => {
    for (const fault of ['expired', 'not-yet-valid'] as const) {
      const clinic = await clinicWith();
      clinic.simulator.arm(fault);
      expect((await clinic.renew()).outcome).toBe('failed');
      await expectSame(clinic);
    }
    const clinic = await clinicWith({ simulator: { rules: oldStaysAccepted } });
    clinic.simulator.arm('weborca-refuse');
    expectFailed(await clinic.renew(), 'verification-failed');
    clinic.simulator.arm('weborca-refuse');
    expectFailed(await tryDry(clinic), 'verification-failed');
    expectDone(await tryDry(clinic), 'would-renew');
  });

  test('what was issued waits to be fetched', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('get-404');
    expectFailed(await clinic.renew(), 'download-failed');
    expectDone(await tryDry(clinic), 'would-renew');
    expectDone(await clinic.renew(), 'resumed');
  });

  test('used up requests, a missing API, a certificate that is not due', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('post-500', 3);
    for (let round = 0; round < 3; round += 1) await clinic.renew();
    await expectSame(clinic);
    clinic.clock.advance(day);
    editService(clinic, { api: null });
    await expectSame(clinic);
    editService(clinic, { api: clinic.simulator.api });
    expectDone(await clinic.renew(), 'renewed');
    await expectSame(clinic);
  });

  test('what somebody else has renewed is not remembered, but counts', async () => {
    const clinic = await clinicWith({ simulator: { daysLeft: 60 } });
    const other = await elsewhere(clinic, 'other-subject');
    await writeP12(`${clinic.p12}.20270101`, other, clientPassword(clinic));
    expectFailed(await tryDry(clinic), 'issued-certificate-unfit');
    await expectSame(clinic);
  });

  test('what somebody else has renewed, and can be adopted', async () => {
    const clinic = await clinicWith({ simulator: { daysLeft: 60 } });
    const other = await elsewhere(clinic);
    await writeP12(`${clinic.p12}.20270101`, other, clientPassword(clinic));
    expectDone(await tryDry(clinic), 'would-renew');
    expectDone(await clinic.renew(), 'adopted');
  });
});
