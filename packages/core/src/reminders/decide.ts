import type { CertificateFacts } from '../certificate/facts.ts';
import { dayMs } from '../time.ts';

/** Days before expiry at which people are reminded, the farthest first. */
export const reminderDays = [90, 30, 14, 7, 3, 2, 1] as const;

export type ReminderDays = (typeof reminderDays)[number];

/** One thing to tell a person, once: this certificate has come to this threshold. */
export interface Reminder {
  readonly name: string;
  readonly commonName: string;
  readonly notAfter: Date;
  /** The nearest threshold that was passed; those before it are told with it. */
  readonly days: ReminderDays;
  readonly fingerprintSha256: string;
}

/** The nearest threshold that was already told, by fingerprint. */
export type Reminded = ReadonlyMap<string, number>;

/** The certificate in use under a name. */
export interface Remindable {
  readonly name: string;
  readonly facts: Pick<CertificateFacts, 'commonName' | 'notAfter' | 'fingerprintSha256'>;
}

/**
 * Who is to be reminded now: at most once for each certificate and threshold, for the nearest one
 * that was passed. What was remembered belongs to a fingerprint, so a renewed certificate starts
 * anew; one that has expired is a state, not a reminder. Thresholds compare instants. Pure.
 */
export function decideReminders(
  certificates: readonly Remindable[],
  reminded: Reminded,
  now: Date,
): readonly Reminder[] {
  return certificates.flatMap(({ name, facts }) => {
    const { commonName, notAfter, fingerprintSha256 } = facts;
    const days = nearestPassed(notAfter, now);
    if (days === null || (reminded.get(fingerprintSha256) ?? Infinity) <= days) return [];
    return [{ name, commonName, notAfter, days, fingerprintSha256 }];
  });
}

function nearestPassed(notAfter: Date, now: Date): ReminderDays | null {
  if (now > notAfter) return null;
  const passed = reminderDays.filter((days) => now.getTime() >= notAfter.getTime() - days * dayMs);
  return passed.at(-1) ?? null;
}
