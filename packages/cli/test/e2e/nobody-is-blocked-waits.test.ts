import { describe, expect, test } from 'vitest';
import { oldStaysAccepted } from '../support/service-rule.ts';
import { day, expectDone, expectFailed, minute, useClinics } from './support/clinics.ts';
import { abandoned, editSettings } from './support/state.ts';

const { clinicWith } = useClinics();

describe('politeness ends before the certificate does', () => {
  test('the day’s requests used up on the last day: a tenth of what is left, not a day', async () => {
    const clinic = await clinicWith({ simulator: { daysLeft: 0 } }); // one hour
    clinic.simulator.arm('post-500', 3);
    for (let round = 0; round < 3; round += 1) expectFailed(await clinic.renew(), 'service-failed');
    expectFailed(await clinic.renew(), 'service-busy');
    clinic.clock.advance(5 * minute);
    expectFailed(await clinic.renew(), 'service-busy');
    clinic.clock.advance(minute);
    expectDone(await clinic.renew(), 'renewed');
    expect(clinic.posts()).toBe(4);
  });

  test('with time left, three a day', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('post-500', 3);
    for (let round = 0; round < 3; round += 1) expectFailed(await clinic.renew(), 'service-failed');
    clinic.clock.advance(day - 1000);
    const early = await clinic.renew();
    expectFailed(early, 'service-busy');
    expect(clinic.posts()).toBe(3);
    clinic.clock.advance(1000);
    expectDone(await clinic.renew(), 'renewed');
  });

  test.each([
    ['post-429-absurd', 'service-busy', 6 * minute],
    ['post-cut-after', 'outcome-unknown', 6 * minute],
  ] as const)('%s on the last day waits a tenth', async (fault, code, tenth) => {
    const clinic = await clinicWith({ simulator: { daysLeft: 0 } });
    clinic.simulator.arm(fault);
    expectFailed(await clinic.renew(), code);
    clinic.clock.advance(tenth - minute);
    expectFailed(await clinic.renew(), code);
    expect(clinic.posts()).toBe(1);
    clinic.clock.advance(minute);
    expectDone(await clinic.renew(), 'renewed');
  });

  test('Retry-After is remembered, not slept, and the error says until when', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('post-503-seconds');
    const until = new Date(clinic.clock.now().getTime() + 2 * minute);
    const met = await clinic.renew();
    expectFailed(met, 'service-busy');
    expect(met.error?.details).toMatchObject({ until: until.toISOString() });
    clinic.clock.advance(2 * minute - 1000);
    const early = await clinic.renew();
    expectFailed(early, 'service-busy');
    expect(early.error?.details).toMatchObject({ until: until.toISOString() });
    expect(clinic.posts()).toBe(1);
    clinic.clock.advance(1000);
    expectDone(await clinic.renew(), 'renewed');
  });

  test('three unfit answers, a day apart; then only a person asks again', async () => {
    const clinic = await clinicWith({ simulator: { daysLeft: 60, rules: oldStaysAccepted } });
    clinic.simulator.arm('no-client-auth', 3);
    for (let round = 1; round <= 3; round += 1) {
      expectFailed(await clinic.renew(), 'issued-certificate-unfit');
      clinic.clock.advance(day - 1000);
      expectFailed(await clinic.renew(), 'issued-certificate-unfit');
      expect(clinic.posts()).toBe(round);
      clinic.clock.advance(1000);
    }
    clinic.clock.advance(30 * day);
    const waiting = await clinic.renew();
    expectFailed(waiting, 'issued-certificate-unfit');
    expect(waiting.error?.details).not.toHaveProperty('until');
    expect(clinic.posts()).toBe(3);
    expect(abandoned(clinic).length).toBe(3);
    for (const kept of abandoned(clinic)) expect(kept).toContain('downloaded.p12');
    expectDone(await clinic.renew({ force: true }), 'renewed');
    expect(clinic.posts()).toBe(4);
  });
});

describe('--force', () => {
  test.each([
    ['post-429-absurd', 'service-busy'],
    ['post-cut-after', 'outcome-unknown'],
    ['other-cn', 'issued-certificate-unfit'],
  ] as const)('overrides the wait after %s', async (fault, code) => {
    const clinic = await clinicWith({ simulator: { rules: oldStaysAccepted } });
    clinic.simulator.arm(fault);
    expectFailed(await clinic.renew(), code);
    expectFailed(await clinic.renew(), code);
    expect(clinic.posts()).toBe(1);
    expectDone(await clinic.renew({ force: true }), 'renewed');
    expect(clinic.posts()).toBe(2);
  });

  test('does not override a consumer that cannot be written; an urgent certificate does', async () => {
    const clinic = await clinicWith({ simulator: { daysLeft: 45 } });
    editSettings(clinic, ({ certificates }) => {
      const consumers = [{ kind: 'pkcs12', path: `${clinic.folder}/gone/client.p12` }];
      certificates['clinic-a'] = { ...certificates['clinic-a'], consumers };
    });
    expectFailed(await clinic.renew(), 'destination-not-writable');
    expectFailed(await clinic.renew({ force: true }), 'destination-not-writable');
    expect(clinic.posts()).toBe(0);
    clinic.clock.advance(20 * day);
    const urgent = await clinic.renew();
    expect([urgent.outcome, urgent.error?.code]).toEqual(['renewed', 'consumer-failed']);
  });

  test('gives an issuance up after one failed download of an earlier run’s', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('get-401', 2);
    expectFailed(await clinic.renew(), 'service-refused-certificate');
    expectDone(await clinic.renew({ force: true }), 'renewed');
    expect(clinic.posts()).toBe(2);
    expect(abandoned(clinic)).toHaveLength(1);
  });

  test('does not give up what the same run has asked for: that would only lose it', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('get-503-seconds');
    expectFailed(await clinic.renew({ force: true }), 'service-busy');
    expect(abandoned(clinic)).toEqual([]);
    expectDone(await clinic.renew({ force: true }), 'resumed');
    expect(clinic.posts()).toBe(1);
  });

  test('a run that resumed sends no request', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('get-404');
    expectFailed(await clinic.renew(), 'download-failed');
    expectDone(await clinic.renew({ force: true }), 'resumed');
    expect(clinic.posts()).toBe(1);
  });
});
