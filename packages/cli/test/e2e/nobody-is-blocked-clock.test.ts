import { describe, expect, test } from 'vitest';
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
async function clinicAhead(): Promise<{ clinic: Clinic; setClock: (aheadMs: number) => void }> {
  const service = standingClock();
  let ahead = 0;
  const clinic = await clinicWith({
    simulator: { now: service.now },
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
    const { clinic, setClock } = await clinicAhead();
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
});
