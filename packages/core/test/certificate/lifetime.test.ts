import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  daysLeft,
  parseThreshold,
  thresholdInstant,
  stateOf,
} from '../../src/certificate/state.ts';
import { dayMs } from '../../src/time.ts';

const instant = fc.date({
  min: new Date('2000-01-01'),
  max: new Date('2100-01-01'),
  noInvalidDate: true,
});

describe('daysLeft', () => {
  test('rounds down, below zero too', () => {
    const notAfter = new Date('2027-01-06T12:00:00Z');
    expect(daysLeft({ notAfter }, new Date('2027-01-05T12:00:00Z'))).toBe(1);
    expect(daysLeft({ notAfter }, new Date('2027-01-05T12:00:01Z'))).toBe(0);
    expect(daysLeft({ notAfter }, new Date('2027-01-06T12:00:01Z'))).toBe(-1);
  });
});

describe('parseThreshold', () => {
  test.each([
    ['90d', { unit: 'days', value: 90 }],
    ['0d', { unit: 'days', value: 0 }],
    ['15%', { unit: 'percent', value: 15 }],
    ['101%', null],
    ['90', null],
    ['-1d', null],
    ['1.5d', null],
    ['90d ', null],
    ['', null],
  ])('%j', (text, threshold) => {
    expect(parseThreshold(text)).toEqual(threshold);
  });
});

describe('thresholds compare instants', () => {
  test('whatever the rounded days say', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 1000 }), (notAfter, value) => {
        const notBefore = new Date(notAfter.getTime() - 1095 * dayMs);
        const at = thresholdInstant({ notBefore, notAfter }, { unit: 'days', value });
        return at.getTime() === notAfter.getTime() - value * dayMs;
      }),
    );
  });

  test('a state never gets better while time passes', () => {
    const order = ['valid', 'due', 'urgent', 'expired'];
    const notAfter = new Date('2027-01-06T12:00:00Z');
    const facts = {
      subject: 'CN=client001',
      commonName: 'client001',
      issuer: 'CN=ca',
      serialNumber: '01',
      notBefore: new Date('2024-01-06T12:00:00Z'),
      notAfter,
      fingerprintSha256: '00',
      publicKey: 'RSA 2048',
    };
    const days = fc.integer({ min: 0, max: 800 });
    const moment = fc.integer({ min: 0, max: 1200 * dayMs });
    fc.assert(
      fc.property(days, days, moment, moment, (due, urgent, one, other) => {
        const thresholds = {
          due: { unit: 'days', value: Math.max(due, urgent) },
          urgent: { unit: 'days', value: Math.min(due, urgent) },
        } as const;
        const rank = (ms: number): number => {
          const now = new Date(facts.notBefore.getTime() + ms);
          return order.indexOf(stateOf({ facts, superseded: false, thresholds }, now));
        };
        return rank(Math.min(one, other)) <= rank(Math.max(one, other));
      }),
    );
  });
});
