import type { CertificateStatus, Thresholds, VersionView } from '@weborca-cert/core';
import { daysText } from './dates.ts';
import { shortFingerprint } from './pick-items.ts';
import { labelOf } from './snapshot.ts';
import { stateFace } from './states.ts';
import { thresholdInstant } from './thresholds.ts';
import type { TimelineEntry } from './timeline-page.ts';
import type { Translate } from './translate.ts';

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
    due: thresholdInstant(facts, thresholds.due),
    urgent: thresholdInstant(facts, thresholds.urgent),
    earlier: versions.filter(({ inUse }) => !inUse).map((version) => version.facts),
    renewals: versions.filter(({ origin }) => origin !== 'added').map(({ createdAt }) => createdAt),
  };
}
