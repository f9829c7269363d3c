import { afterEach, expect } from 'vitest';
import type { ErrorCode, RenewalOutcome, RenewalResult } from '@weborca-cert/core';
import { oldIsOver } from '../../support/service-rule.ts';
import { openClinic, type Clinic, type ClinicOptions } from './clinic.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
export const year = 365 * day;

/** Clinics, and whatever else has an end, that are gone after each test of the file. */
export function useClinics(): {
  readonly clinicWith: (options?: ClinicOptions) => Promise<Clinic>;
  readonly closeAfterwards: (close: () => Promise<void>) => void;
} {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  });
  return {
    async clinicWith(options = {}) {
      // Keys from a pool, files of few iterations: made and opened in no time.
      const simulator = { keys: 'pool', ...options.simulator } as const;
      const clinic = await openClinic({ ...options, simulator });
      ends.push(clinic.close);
      return clinic;
    },
    closeAfterwards: (close) => ends.push(close),
  };
}

export function expectFailed(result: RenewalResult, code: ErrorCode): void {
  expect([result.outcome, result.error?.code]).toEqual(['failed', code]);
}

export function expectDone(result: RenewalResult, outcome: RenewalOutcome): void {
  expect([result.outcome, result.error?.code]).toEqual([outcome, undefined]);
}

/** The fingerprint of what the service has issued last. */
export function lastIssued({ simulator }: Clinic): string {
  const issuance = simulator.issuances.at(-1);
  if (issuance === undefined) throw new Error('nothing was issued');
  return issuance.identity.leaf.facts.fingerprintSha256;
}

/**
 * What is told where WebORCA refuses the new certificate: where the old one is over as well, nobody can
 * say that it is the new one.
 */
export const refusedHere: ErrorCode = oldIsOver
  ? 'verification-inconclusive'
  : 'verification-failed';
