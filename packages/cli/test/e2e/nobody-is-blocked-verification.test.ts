import { describe, expect, test } from 'vitest';
import { nodeEffects } from '@weborca-cert/core';
import type { Clinic } from './support/clinic.ts';
import {
  expectDone,
  expectFailed,
  hour,
  lastIssued,
  minute,
  useClinics,
} from './support/clinics.ts';
import { consumed, hasJournal } from './support/state.ts';

const { clinicWith } = useClinics();

describe('a gateway in maintenance during the verification', () => {
  test('the pointer moves, consumers follow, and it is verified in the next run', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('weborca-maintenance');
    const met = await clinic.renew();
    expectDone(met, 'renewed');
    expect(met.verified).toBeNull();
    expect(await clinic.inUse()).toBe(lastIssued(clinic));
    expect(await consumed(clinic)).toBe(lastIssued(clinic));
    const visits = (): number =>
      clinic.simulator.requests.filter(({ listener }) => listener === 'weborca').length;
    const before = visits();
    expectDone(await clinic.renew(), 'not-due');
    expect(visits()).toBe(before + 1);
    expectDone(await clinic.renew(), 'not-due');
    expect(visits()).toBe(before + 1);
  });

  test('refused then, pointer and consumers go back; 24 hours later the next request goes out', async () => {
    const clinic = await clinicWith();
    const old = await clinic.inUse();
    clinic.simulator.arm('weborca-maintenance');
    expectDone(await clinic.renew(), 'renewed');
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
    const clinic = await clinicWith();
    clinic.simulator.arm('weborca-maintenance');
    await clinic.renew();
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
    const clinic: Clinic = await clinicWith({ effects: { files: { ...files, rename } } });
    const old = await clinic.inUse();
    clinic.simulator.arm('weborca-maintenance');
    await clinic.renew();
    clinic.simulator.refuseAtWeborca(lastIssued(clinic));
    broken = true;
    expectFailed(await clinic.renew(), 'verification-failed');
    expect(await consumed(clinic)).toBe(lastIssued(clinic));
    broken = false;
    expectFailed(await clinic.renew(), 'verification-failed');
    expect(await consumed(clinic)).toBe(old);
  });

  test('refused near the end after all, it stays in use', async () => {
    const clinic = await clinicWith({ simulator: { daysLeft: 0 } });
    clinic.simulator.arm('weborca-maintenance');
    expectDone(await clinic.renew(), 'renewed');
    clinic.simulator.refuseAtWeborca(lastIssued(clinic));
    clinic.clock.advance(minute);
    expectDone(await clinic.renew(), 'not-due');
    expect(await clinic.inUse()).toBe(lastIssued(clinic));
  });

  test('refused with less than a day left, the pointer moves anyway and stays there', async () => {
    const clinic = await clinicWith({ simulator: { daysLeft: 0 } });
    clinic.simulator.arm('weborca-refuse');
    const met = await clinic.renew();
    expectDone(met, 'renewed');
    expect(met.verified).toBe(false);
    clinic.simulator.refuseAtWeborca(lastIssued(clinic));
    for (let round = 0; round < 3; round += 1) {
      clinic.clock.advance(minute);
      await clinic.renew();
      expect(await clinic.inUse()).toBe(lastIssued(clinic));
      expect(await consumed(clinic)).toBe(lastIssued(clinic));
    }
    expect(clinic.posts()).toBe(1);
  });

  test('refused in the first run already, it is closed after a day, or with --force', async () => {
    const clinic = await clinicWith();
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
