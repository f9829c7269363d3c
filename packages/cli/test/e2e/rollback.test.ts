import { describe, expect, test } from 'vitest';
import { check, rollback, status, versions } from '@weborca-cert/core';
import type { SimulatorOptions } from '@weborca-cert/simulator';
import { oldStaysAccepted } from '../support/service-rule.ts';
import type { Clinic } from './support/clinic.ts';
import { expectDone, expectFailed, lastIssued, useClinics } from './support/clinics.ts';

const { clinicWith } = useClinics();

/** A clinic that renewed and went back; the ids of both versions. */
async function wentBack(
  more: SimulatorOptions = {},
): Promise<{ clinic: Clinic; earlier: string; later: string }> {
  const clinic = await clinicWith({ simulator: more });
  expectDone(await clinic.renew(), 'renewed');
  const both = await versions(clinic.context, 'clinic-a');
  const [first, second] = [both.find((one) => !one.inUse), both.find((one) => one.inUse)];
  const { to, later } = await rollback(clinic.context, 'clinic-a', { force: false });
  expect([to, later]).toEqual([first?.id, second?.id]);
  return { clinic, earlier: to, later: later ?? '' };
}

describe('what a rollback left', () => {
  test('is neither used again nor asked for anew by the next run, which says what to do', async () => {
    const { clinic, earlier } = await wentBack();
    for (const _ of [1, 2]) {
      const met = await clinic.renew();
      expectFailed(met, 'issued-certificate-unfit');
      expect(met.error?.details).toMatchObject({ reasons: ['rolled-back'] });
    }
    expect(clinic.posts()).toBe(1);
    const [now] = await status(clinic.context, []);
    expect([now?.state, now?.reason.code]).toEqual(['superseded', 'rolled-back']);
    expect(await check(clinic.context, [])).toMatchObject({
      certificates: [{ state: 'superseded' }],
    });
    const inUse = (await versions(clinic.context, 'clinic-a')).find((one) => one.inUse);
    expect(inUse?.id).toBe(earlier);
  });

  test('is used again when a person says so', async () => {
    const { clinic, later } = await wentBack();
    const done = await rollback(clinic.context, 'clinic-a', { version: later, force: false });
    expect([done.to, done.later]).toEqual([later, null]);
    expect((await status(clinic.context, []))[0]?.state).toBe('valid');
    expectDone(await clinic.renew(), 'not-due');
    expect(clinic.posts()).toBe(1);
  });

  test('gives way to another one that is forced', async () => {
    const { clinic } = await wentBack({ rules: oldStaysAccepted });
    expectDone(await clinic.renew({ force: true }), 'renewed');
    expect(clinic.posts()).toBe(2);
    expect(await clinic.inUse()).toBe(lastIssued(clinic));
    expectDone(await clinic.renew(), 'not-due');
  });

  test('lets no certificate expire: near its end another one is requested', async () => {
    const { clinic } = await wentBack({ daysLeft: 20, rules: oldStaysAccepted });
    expectDone(await clinic.renew(), 'renewed');
    expect(clinic.posts()).toBe(2);
  });
});

test('a rollback without a way back, or to several, says so', async () => {
  const clinic = await clinicWith();
  const back = (version?: string) =>
    rollback(clinic.context, 'clinic-a', { version, force: false });
  await expect(back()).rejects.toMatchObject({ details: { version: 'previous' } });
  await clinic.renew();
  const ids = (await versions(clinic.context, 'clinic-a')).map(({ id }) => id);
  await expect(back('2')).rejects.toMatchObject({
    code: 'version-unknown',
    details: { version: '2', matching: ids },
  });
});
