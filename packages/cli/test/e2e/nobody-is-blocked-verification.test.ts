import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { nodeEffects, status as statusOf, verify } from '@weborca-cert/core';
import { oldStaysAccepted } from '../support/service-rule.ts';
import type { Clinic, ClinicOptions } from './support/clinic.ts';
import {
  day,
  expectDone,
  expectFailed,
  hour,
  lastIssued,
  minute,
  useClinics,
} from './support/clinics.ts';
import { consumed, hasJournal, stateOf } from './support/state.ts';

const { clinicWith } = useClinics();

/** What is refused is told from what says nothing by the certificate in use, which is to be accepted. */
const compared = (options: ClinicOptions = {}): Promise<Clinic> =>
  clinicWith({ ...options, simulator: { ...options.simulator, rules: oldStaysAccepted } });

function visits({ simulator }: Clinic): number {
  return simulator.requests.filter(({ listener }) => listener === 'weborca').length;
}

/** A run that uses what nobody has accepted: the one way in which it comes to that by a person. */
async function useUnproven(clinic: Clinic): Promise<void> {
  clinic.simulator.arm('weborca-maintenance');
  expectDone(await clinic.renew({ force: true }), 'renewed');
}

describe('an answer that says nothing of the new certificate', () => {
  test.each(['weborca-maintenance', 'weborca-502', 'weborca-cut', 'weborca-filter'] as const)(
    '%s: it is saved and waits; the next run, accepted, switches to it',
    async (fault) => {
      const clinic = await clinicWith({ simulator: { daysLeft: 89 } });
      const old = await clinic.inUse();
      clinic.simulator.arm(fault);
      const met = await clinic.renew();
      expectFailed(met, 'verification-inconclusive');
      expect(met.verified).toBeNull();
      expect([await clinic.inUse(), await consumed(clinic)]).toEqual([old, old]);
      const [status] = await statusOf(clinic.context, ['clinic-a']);
      expect(status?.pending?.step).toBe('saved');
      clinic.simulator.arm(fault);
      expectFailed(await clinic.renew(), 'verification-inconclusive');
      const next = await clinic.renew();
      expectDone(next, 'resumed');
      expect(next.verified).toBe(true);
      expect([await clinic.inUse(), await consumed(clinic)]).toEqual([
        lastIssued(clinic),
        lastIssued(clinic),
      ]);
      expect(clinic.posts()).toBe(1);
      expectDone(await clinic.renew(), 'not-due');
    },
  );

  test('with 14 days left it is used, and asked about again', async () => {
    const clinic = await clinicWith({ simulator: { daysLeft: 15 } });
    clinic.simulator.arm('weborca-502', 3);
    expectFailed(await clinic.renew(), 'verification-inconclusive');
    clinic.clock.advance(day);
    expectFailed(await clinic.renew(), 'verification-inconclusive');
    clinic.clock.advance(hour);
    const met = await clinic.renew();
    expectDone(met, 'resumed');
    expect(met.verified).toBeNull();
    expect([await clinic.inUse(), await consumed(clinic)]).toEqual([
      lastIssued(clinic),
      lastIssued(clinic),
    ]);
    const before = visits(clinic);
    expectDone(await clinic.renew(), 'not-due');
    expect(visits(clinic)).toBe(before + 1);
    expectDone(await clinic.renew(), 'not-due');
    expect(visits(clinic)).toBe(before + 1);
  });

  test('with --force a person uses it, without another request', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('weborca-500', 2);
    expectFailed(await clinic.renew(), 'verification-inconclusive');
    expectDone(await clinic.renew({ force: true }), 'resumed');
    expect(await consumed(clinic)).toBe(lastIssued(clinic));
    expect(clinic.posts()).toBe(1);
  });

  test('a day of it does not count as a day of refusals', async () => {
    const clinic = await compared();
    clinic.simulator.arm('weborca-500');
    expectFailed(await clinic.renew(), 'verification-inconclusive');
    clinic.clock.advance(2 * day);
    clinic.simulator.refuseAtWeborca(lastIssued(clinic));
    expectFailed(await clinic.renew(), 'verification-failed');
    expect(hasJournal(clinic)).toBe(true);
    clinic.clock.advance(day);
    expectFailed(await clinic.renew(), 'verification-failed');
    expect(hasJournal(clinic)).toBe(false);
  });

  test('a page for those alone who are admitted is proof', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('weborca-page');
    expectDone(await clinic.renew(), 'renewed');
  });

  test('both are refused: it is not the new one that has a problem', async () => {
    const clinic = await clinicWith();
    const old = await clinic.inUse();
    clinic.simulator.arm('weborca-refuse', 2);
    expectFailed(await clinic.renew(), 'verification-inconclusive');
    expect(await clinic.inUse()).toBe(old);
  });
});

describe('weborca is null', () => {
  test('nothing is asked, and what is issued is used', async () => {
    const clinic = await clinicWith({ service: { weborca: null } });
    const met = await clinic.renew();
    expectDone(met, 'renewed');
    expect(met.verified).toBeNull();
    expect(await consumed(clinic)).toBe(lastIssued(clinic));
    expect(visits(clinic)).toBe(0);
    expectDone(await clinic.renew(), 'not-due');
    expect(visits(clinic)).toBe(0);
    expect(await verify(clinic.context, ['clinic-a'])).toEqual([
      { name: 'clinic-a', host: 'production', accepted: null, reason: 'not-asked' },
    ]);
  });
});

describe('what 0.1.0 left behind', () => {
  test.each(['inconclusive', 'overdue'])(
    'a verdict %s: it is asked about anew',
    async (verdict) => {
      const clinic = await compared({ simulator: { daysLeft: 89 } });
      const old = await clinic.inUse();
      clinic.simulator.arm('weborca-refuse');
      expectFailed(await clinic.renew(), 'verification-failed');
      const at = clinic.clock.now();
      const file = stateOf(clinic, 'journal', 'verified.json');
      writeFileSync(file, JSON.stringify({ at, verdict }), { mode: 0o600 });
      clinic.simulator.refuseAtWeborca(lastIssued(clinic));
      expectFailed(await clinic.renew(), 'verification-failed');
      expect([await clinic.inUse(), await consumed(clinic)]).toEqual([old, old]);
      clinic.simulator.acceptAtWeborca(lastIssued(clinic));
      expectDone(await clinic.renew(), 'resumed');
      expect(await consumed(clinic)).toBe(lastIssued(clinic));
    },
  );
});

describe('in use without having been accepted', () => {
  test('refused then, pointer and consumers go back; 24 hours later the next request goes out', async () => {
    const clinic = await compared();
    const old = await clinic.inUse();
    await useUnproven(clinic);
    const refused = lastIssued(clinic);
    clinic.simulator.refuseAtWeborca(refused);
    for (const wait of [hour, 10 * hour, 13 * hour]) {
      clinic.clock.advance(wait);
      expectFailed(await clinic.renew(), 'verification-failed');
      expect(await clinic.inUse()).toBe(old);
      expect(await consumed(clinic)).toBe(old);
      expect(clinic.posts()).toBe(1);
    }
    expect(hasJournal(clinic)).toBe(true);
    clinic.clock.advance(hour);
    expectFailed(await clinic.renew(), 'verification-failed');
    expect(hasJournal(clinic)).toBe(false);
    expectDone(await clinic.renew(), 'renewed');
    expect(clinic.posts()).toBe(2);
    expect(await clinic.inUse()).not.toBe(refused);
  });

  test('accepted after all, it comes into use again without another request', async () => {
    const clinic = await compared();
    await useUnproven(clinic);
    clinic.simulator.refuseAtWeborca(lastIssued(clinic));
    expectFailed(await clinic.renew(), 'verification-failed');
    clinic.simulator.acceptAtWeborca(lastIssued(clinic));
    expectDone(await clinic.renew(), 'resumed');
    expect(await consumed(clinic)).toBe(lastIssued(clinic));
    expect(clinic.posts()).toBe(1);
  });

  test('a consumer that cannot follow back today does so in a later run', async () => {
    const { files } = nodeEffects({ command: 'test' });
    let broken = false;
    const rename: typeof files.rename = async (from, to) => {
      if (broken && to === clinic.p12) throw Object.assign(new Error('in use'), { code: 'EBUSY' });
      await files.rename(from, to);
    };
    const clinic: Clinic = await compared({ effects: { files: { ...files, rename } } });
    const old = await clinic.inUse();
    await useUnproven(clinic);
    clinic.simulator.refuseAtWeborca(lastIssued(clinic));
    broken = true;
    expectFailed(await clinic.renew(), 'verification-failed');
    expect(await consumed(clinic)).toBe(lastIssued(clinic));
    broken = false;
    expectFailed(await clinic.renew(), 'verification-failed');
    expect(await consumed(clinic)).toBe(old);
  });

  test('refused near the end after all, pointer and consumers go back all the same', async () => {
    const clinic = await compared({ simulator: { daysLeft: 0 } });
    const old = await clinic.inUse();
    clinic.simulator.arm('weborca-maintenance');
    expectDone(await clinic.renew(), 'renewed');
    clinic.simulator.refuseAtWeborca(lastIssued(clinic));
    clinic.clock.advance(minute);
    expectFailed(await clinic.renew(), 'verification-failed');
    expect([await clinic.inUse(), await consumed(clinic)]).toEqual([old, old]);
  });
});

describe('refused', () => {
  test('with less than a day left nothing moves while the old one is accepted', async () => {
    const clinic = await compared({ simulator: { daysLeft: 0 } });
    const old = await clinic.inUse();
    clinic.simulator.arm('weborca-refuse');
    const met = await clinic.renew();
    expectFailed(met, 'verification-failed');
    clinic.simulator.refuseAtWeborca(lastIssued(clinic));
    for (let round = 0; round < 3; round += 1) {
      clinic.clock.advance(minute);
      expectFailed(await clinic.renew(), 'verification-failed');
      expect([await clinic.inUse(), await consumed(clinic)]).toEqual([old, old]);
    }
    expect(clinic.posts()).toBe(1);
  });

  test('refused in the first run already, it is closed after a day, or with --force', async () => {
    const clinic = await compared();
    clinic.simulator.arm('weborca-refuse');
    expectFailed(await clinic.renew(), 'verification-failed');
    clinic.simulator.refuseAtWeborca(lastIssued(clinic));
    expectFailed(await clinic.renew(), 'verification-failed');
    expect(hasJournal(clinic)).toBe(true);
    expectFailed(await clinic.renew({ force: true }), 'verification-failed');
    expect(hasJournal(clinic)).toBe(false);
    expect(clinic.posts()).toBe(1);
    expectDone(await clinic.renew(), 'renewed');
  });
});
