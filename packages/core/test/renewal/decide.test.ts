import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CertificateFacts } from '../../src/certificate/facts.ts';
import { defaultThresholds } from '../../src/certificate/state.ts';
import { dayMs } from '../../src/time.ts';
import { type Attempts, noAttempts } from '../../src/store/memory.ts';
import { decide, type Policy } from '../../src/renewal/decide.ts';

const now = new Date('2026-11-22T02:30:00Z');
const plain: Policy = {
  thresholds: defaultThresholds,
  forced: false,
  clockKnownWrong: false,
  superseded: false,
};

function facts(daysLeft: number, commonName = 'client001'): CertificateFacts {
  const notAfter = new Date(now.getTime() + daysLeft * dayMs);
  return {
    subject: `CN=${commonName}`,
    commonName,
    issuer: 'CN=ca',
    serialNumber: '01',
    notBefore: new Date(notAfter.getTime() - 1095 * dayMs),
    notAfter,
    fingerprintSha256: '00',
    publicKey: 'RSA 2048',
  };
}

describe('decide', () => {
  test.each([
    [91, 'wait', 'not-due'],
    [90, 'renew', 'due'],
    [30.001, 'renew', 'due'],
    [30, 'renew', 'urgent'],
    [0, 'renew', 'urgent'],
    [-0.001, 'refuse', 'expired'],
  ])('%f days left: %s, %s', (days, action, reason) => {
    expect(decide(facts(days), noAttempts, plain, now)).toMatchObject({ action, reason });
  });

  test('not begun by our clock, but by the service: as late as it must be, not due', () => {
    const early = new Date(now.getTime() - 2000 * dayMs);
    const certificate = facts(1000);
    expect(decide(certificate, noAttempts, plain, early)).toMatchObject({
      reason: 'not-yet-valid',
    });
    const known = { ...plain, clockKnownWrong: true };
    expect(decide(certificate, noAttempts, known, early)).toMatchObject({ reason: 'not-due' });
    const short = {
      ...certificate,
      notBefore: new Date(certificate.notAfter.getTime() - 80 * dayMs),
    };
    expect(decide(short, noAttempts, known, early)).toMatchObject({ reason: 'due' });
  });

  test('says from when on it would renew', () => {
    const decision = decide(facts(100), noAttempts, plain, now);
    expect(decision).toEqual({
      action: 'wait',
      reason: 'not-due',
      until: new Date(now.getTime() + 10 * dayMs),
    });
  });

  test.each(['client', 'client001a', 'Client001', 'clinic', '', 'client００１'])(
    'never renews the CN %j',
    (commonName) => {
      const policy = { ...plain, forced: true, clockKnownWrong: true };
      for (const daysLeft of [10, 80, 1000, -10]) {
        const decision = decide(facts(daysLeft, commonName), noAttempts, policy, now);
        expect(decision).toEqual({ action: 'refuse', reason: 'not-renewable' });
      }
    },
  );

  test('an expired certificate is renewed only when the service still accepts it', () => {
    expect(decide(facts(-10), noAttempts, { ...plain, forced: true }, now)).toEqual({
      action: 'refuse',
      reason: 'expired',
    });
    const clockKnownWrong = { ...plain, clockKnownWrong: true };
    expect(decide(facts(-10), noAttempts, clockKnownWrong, now)).toEqual({
      action: 'renew',
      reason: 'clock-wrong',
    });
  });

  test('what another program put there waits for a person, unless there is hardly time', () => {
    const superseded = { ...plain, superseded: true };
    expect(decide(facts(60), noAttempts, superseded, now)).toMatchObject({ action: 'refuse' });
    expect(decide(facts(20), noAttempts, superseded, now)).toMatchObject({ action: 'renew' });
  });

  test('nobody is blocked until expiry: what has not expired is renewed in time', () => {
    const past = fc
      .integer({ min: -3 * dayMs, max: 2 * dayMs })
      .map((ms) => new Date(now.getTime() + ms));
    const attempts: fc.Arbitrary<Attempts> = fc.record({
      posts: fc.array(fc.record({ at: past, outcomeUnknown: fc.boolean() }), { maxLength: 20 }),
      retryAt: fc.option(past, { nil: null }),
      unfit: fc.constant([]),
    });
    fc.assert(
      fc.property(attempts, fc.double({ min: 0.01, max: 30, noNaN: true }), (tried, days) => {
        const certificate = facts(days);
        // Looked at every tenth of what is left, a request goes out before the end.
        let at = now.getTime();
        for (let round = 0; round < 60; round++) {
          const decision = decide(certificate, tried, plain, new Date(at));
          if (decision.action === 'renew') return true;
          at += (certificate.notAfter.getTime() - at) / 10;
        }
        return false;
      }),
    );
  });
});
