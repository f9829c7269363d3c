import { describe, expect, test } from 'vitest';
import type { ServiceRules } from '@weborca-cert/simulator';
import { oldStaysAccepted } from '../support/service-rule.ts';
import { standingClock, type Clinic } from './support/clinic.ts';
import {
  day,
  expectDone,
  expectFailed,
  lastIssued,
  minute,
  useClinics,
  year,
} from './support/clinics.ts';
import { consumed, hasJournal } from './support/state.ts';

const { clinicWith } = useClinics();

/** A clinic whose clock may differ from the service's. */
async function clinicAhead(
  rules: Partial<ServiceRules> = {},
): Promise<{ clinic: Clinic; setClock: (aheadMs: number) => void }> {
  const service = standingClock();
  let ahead = 0;
  const clinic = await clinicWith({
    simulator: { now: service.now, rules },
    effects: { now: () => new Date(service.now().getTime() + ahead) },
  });
  return {
    clinic: { ...clinic, clock: service },
    setClock(aheadMs) {
      ahead = aheadMs;
    },
  };
}

describe('a clock that is wrong by a year', () => {
  test('ahead: the service is asked, and it is said that the clock is wrong', async () => {
    const { clinic, setClock } = await clinicAhead();
    setClock(year);
    expectDone(await clinic.renew(), 'renewed');
    expect(clinic.events).toContainEqual(
      expect.objectContaining({ kind: 'notice', notice: 'clock-wrong' }),
    );
    setClock(0);
    expectDone(await clinic.renew(), 'not-due');
    expect(await consumed(clinic)).toBe(lastIssued(clinic));
    expect(clinic.posts()).toBe(1);
  });

  test('truly expired, nothing is sent', async () => {
    const clinic = await clinicWith();
    clinic.clock.advance(46 * day);
    expectFailed(await clinic.renew(), 'certificate-expired');
    expectFailed(await clinic.renew({ force: true }), 'certificate-expired');
    expect(clinic.posts()).toBe(0);
  });

  test.each([
    ['service-busy', 'post-503-absurd'],
    ['outcome-unknown', 'post-cut-after'],
  ] as const)(
    'waits that it remembered are void when it is right again: %s',
    async (code, fault) => {
      const { clinic, setClock } = await clinicAhead();
      setClock(year);
      clinic.simulator.arm(fault);
      expectFailed(await clinic.renew(), code);
      // As long as it is wrong, politeness goes by it.
      expectFailed(await clinic.renew(), code);
      expect(clinic.posts()).toBe(1);
      setClock(0);
      expectDone(await clinic.renew(), 'renewed');
    },
  );

  test('refusals that it remembered are counted anew', async () => {
    const { clinic, setClock } = await clinicAhead();
    setClock(year);
    clinic.simulator.arm('get-404', 3);
    expectFailed(await clinic.renew(), 'download-failed');
    setClock(0);
    expectFailed(await clinic.renew(), 'download-failed');
    clinic.clock.advance(minute);
    expectDone(await clinic.renew(), 'renewed');
    expect(clinic.posts()).toBe(2);
  });

  test('a refused verification that it remembered is given up a day later all the same', async () => {
    const { clinic, setClock } = await clinicAhead(oldStaysAccepted);
    setClock(year);
    const [client] = clinic.simulator.certificates;
    // Asked once whether the clock is wrong, then about the new one.
    clinic.simulator.arm('weborca-slow');
    clinic.simulator.arm('weborca-refuse');
    expectFailed(await clinic.renew(), 'verification-failed');
    expect(await clinic.inUse()).toBe(client?.identity.leaf.facts.fingerprintSha256);
    clinic.simulator.refuseAtWeborca(lastIssued(clinic));
    setClock(0);
    expectFailed(await clinic.renew(), 'verification-failed');
    clinic.clock.advance(day - 1000);
    expectFailed(await clinic.renew(), 'verification-failed');
    expect(hasJournal(clinic)).toBe(true);
    clinic.clock.advance(1000);
    expectFailed(await clinic.renew(), 'verification-failed');
    expect(hasJournal(clinic)).toBe(false);
    expectDone(await clinic.renew(), 'renewed');
  });

  test('one refusal of the download does not throw away what was issued', async () => {
    const { clinic, setClock } = await clinicAhead();
    setClock(year);
    clinic.simulator.arm('get-401');
    expectFailed(await clinic.renew(), 'service-refused-certificate');
    expectDone(await clinic.renew(), 'resumed');
    expect(clinic.posts()).toBe(1);
  });

  test('behind: what was just issued lies in our future, and is used at once', async () => {
    const { clinic, setClock } = await clinicAhead();
    setClock(-year);
    expectDone(await clinic.renew(), 'not-due');
    expectDone(await clinic.renew({ force: true }), 'renewed');
    expect(await clinic.inUse()).toBe(lastIssued(clinic));
  });

  test('far behind: not yet valid is not said of what the service accepts, and it is not due', async () => {
    const { clinic, setClock } = await clinicAhead();
    setClock(-10 * year);
    expectDone(await clinic.renew(), 'not-due');
    expect(clinic.events).toContainEqual(
      expect.objectContaining({ kind: 'notice', notice: 'clock-wrong' }),
    );
    expect(clinic.posts()).toBe(0);
  });

  test('not valid by either clock, and not accepted: that is said', async () => {
    const { clinic, setClock } = await clinicAhead();
    clinic.clock.advance(-10 * year);
    setClock(0);
    expectFailed(await clinic.renew(), 'certificate-not-yet-valid');
  });

  test("a web filter's page does not make our clock wrong", async () => {
    const clinic = await clinicWith();
    clinic.clock.advance(46 * day);
    clinic.simulator.arm('weborca-filter');
    expectFailed(await clinic.renew(), 'certificate-expired');
    expect(clinic.posts()).toBe(0);
  });
});

describe('one answer with a wrong Date', () => {
  test('of 1970: what was issued is used at once', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('get-date-1970');
    expectDone(await clinic.renew(), 'renewed');
    expect(await consumed(clinic)).toBe(lastIssued(clinic));
  });

  test('of 1970, remembered by an earlier version: the next run uses it', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('get-date-1970');
    clinic.simulator.arm('weborca-500');
    expectFailed(await clinic.renew(), 'verification-inconclusive');
    clinic.clock.advance(day);
    expectDone(await clinic.renew(), 'resumed');
  });

  test('a year ahead: one that begins in two days is tried, and the handshake decides', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('get-date-wrong');
    clinic.simulator.arm('not-yet-valid');
    const old = await clinic.inUse();
    expectFailed(await clinic.renew(), 'verification-inconclusive');
    expect(await clinic.inUse()).toBe(old);
    clinic.clock.advance(3 * day);
    expectDone(await clinic.renew(), 'resumed');
  });
});
