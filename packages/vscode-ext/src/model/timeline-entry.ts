import type { CertificateStatus, Threshold, Thresholds, VersionView } from '@weborca-cert/core';
import { daysText } from './dates.ts';
import { shortFingerprint } from './pick-items.ts';
import { labelOf } from './snapshot.ts';
import { stateFace } from './states.ts';
import type { TimelineEntry } from './timeline-page.ts';
import type { Translate } from './translate.ts';

const dayMs = 86_400_000;

/** A certificate's row on the time axis; null where its dates are not known. */
export function timelineEntry(
  certificate: CertificateStatus,
  all: readonly CertificateStatus[],
  versions: readonly VersionView[],
  thresholds: Thresholds,
  t: Translate,
): TimelineEntry | null {
  const { facts, name, state } = certificate;
  if (facts === null) return null;
  const { tone, word } = stateFace(state, t);
  return {
    name,
    label: labelOf(certificate, all),
    tone,
    stateWord: word,
    left: facts.daysLeft < 0 ? '–' : daysText(facts.daysLeft, t),
    fingerprint: shortFingerprint(facts.fingerprintSha256),
    current: facts,
    due: instant(facts, thresholds.due),
    urgent: instant(facts, thresholds.urgent),
    earlier: versions.filter(({ inUse }) => !inUse).map((version) => version.facts),
    renewals: versions.filter(({ origin }) => origin !== 'added').map(({ createdAt }) => createdAt),
  };
}

/** Never before the certificate begins, so that the bar's parts follow one another. */
function instant(
  { notBefore, notAfter }: { readonly notBefore: Date; readonly notAfter: Date },
  threshold: Threshold,
): Date {
  const before =
    threshold.unit === 'days'
      ? threshold.value * dayMs
      : ((notAfter.getTime() - notBefore.getTime()) * threshold.value) / 100;
  return new Date(Math.max(notBefore.getTime(), notAfter.getTime() - before));
}
