import type { CertificateStatus } from '@weborca-cert/core';

/** Days before expiry at which people are reminded, the nearest last. */
export const reminderDays = [90, 30, 14, 7, 1] as const;

export interface Reminder {
  readonly certificate: CertificateStatus;
  /** Every mark this reminder stands for: the threshold itself, and those before it that were missed. */
  readonly marks: readonly string[];
}

/**
 * Who is to be reminded now: for each certificate at most once, for the nearest threshold passed,
 * unless its mark is there. Marks belong to a fingerprint, so a renewed certificate starts anew.
 */
export function dueReminders(
  certificates: readonly CertificateStatus[],
  hasMark: (mark: string) => boolean,
): readonly Reminder[] {
  return certificates.flatMap((certificate) => {
    const marks = passedMarks(certificate);
    const nearest = marks.at(-1);
    if (nearest === undefined || hasMark(nearest)) return [];
    return [{ certificate, marks: marks.filter((mark) => !hasMark(mark)) }];
  });
}

/** The marks of all thresholds passed, `90` first. Empty for what has expired or cannot be read. */
export function passedMarks({ facts }: CertificateStatus): readonly string[] {
  if (facts === null || facts.daysLeft < 0) return [];
  return reminderDays
    .filter((days) => facts.daysLeft <= days)
    .map((days) => `${facts.fingerprintSha256.slice(0, 16)}-${days}`);
}
