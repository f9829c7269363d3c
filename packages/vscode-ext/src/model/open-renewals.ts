import type { CertificateStatus } from '@weborca-cert/core';
import { hourMs } from '@weborca-cert/core/time';
import type { Snapshot } from './snapshot.ts';

type Ready = Extract<Snapshot, { kind: 'ready' }>;

/** When this window last tried to finish a renewal, or was told how one ended. */
export interface Tried {
  readonly at: Date;
}

/**
 * The open renewals that are to be finished now without a person: whatever was issued needs no other
 * request. At the start of a window at once, then once an hour; what somebody works at is left alone.
 */
export function toFinish(
  snapshot: Ready,
  tried: ReadonlyMap<string, Tried>,
  now: Date,
): readonly CertificateStatus[] {
  return snapshot.certificates.filter(({ name, pending }) => {
    if (pending === null || pending.step === 'requested') return false;
    if (snapshot.renewing.includes(name)) return false;
    const last = tried.get(name)?.at.getTime() ?? 0;
    return now.getTime() - last >= hourMs;
  });
}

export interface UnknownOutcome {
  readonly certificate: CertificateStatus;
  readonly since: Date;
  readonly askAgainAt: Date;
  /** The hour is over. */
  readonly mayAsk: boolean;
  /** The same for what a person has been told already. */
  readonly key: string;
}

/** Requests whose answer never came, and at which no process works. */
export function unknownOutcomes(
  { certificates, open, renewing }: Ready,
  now: Date,
): readonly UnknownOutcome[] {
  return open.flatMap(({ name, askAgainAt }) => {
    const certificate = certificates.find((one) => one.name === name);
    const since = certificate?.pending?.since;
    if (certificate === undefined || since === undefined || askAgainAt === null) return [];
    if (renewing.includes(name)) return [];
    const mayAsk = askAgainAt <= now;
    const key = [name, since.getTime(), mayAsk].join(' ');
    return [{ certificate, since, askAgainAt, mayAsk, key }];
  });
}
