import { daysLeft } from '@weborca-cert/core/thresholds';
import type { Snapshot } from './snapshot.ts';

// The clock comes hourly: then everything is read, whether a file tells of a change or not.
const longestMs = 50 * 60_000;

/** What was seen, at a moment, of the files that tell of changes. */
export interface Look {
  readonly store: string;
  readonly consumers: string;
  readonly at: Date;
}

/**
 * Whether what was read still holds: none of those files has changed, no day has gone by for any
 * certificate, and no renewal is open (a process that dies at it tells nobody).
 */
export function stillHolds(snapshot: Snapshot, read: Look | null, now: Look): boolean {
  if (snapshot.kind !== 'ready' || read === null) return false;
  if (snapshot.open.length > 0 || snapshot.renewing.length > 0) return false;
  if (read.store !== now.store || read.consumers !== now.consumers) return false;
  const age = now.at.getTime() - read.at.getTime();
  if (age < 0 || age > longestMs) return false;
  return snapshot.certificates.every(
    ({ facts }) => facts === null || daysLeft(facts, now.at) === facts.daysLeft,
  );
}
