import type {
  CertificateFacts,
  CertificateStatus,
  Language,
  Threshold,
  Thresholds,
  VersionView,
} from '@weborca-cert/core';
import { daysText } from './dates.ts';
import { shortFingerprint } from './pick-items.ts';
import { stateFace } from './states.ts';
import { thresholdInstant } from '@weborca-cert/core/thresholds';
import type { TimelineEntry } from './timeline-page.ts';
import type { Translate } from './translate.ts';

interface Kept {
  readonly certificate: CertificateStatus;
  readonly versions: readonly VersionView[];
  readonly thresholds: Thresholds;
}

/** A certificate's row on the time axis; null where its dates are not known. */
export function timelineEntry(
  { certificate, versions, thresholds }: Kept,
  language: Language,
  t: Translate,
): TimelineEntry | null {
  const { facts, name, state } = certificate;
  if (facts === null) return null;
  const { tone, word } = stateFace(state, language);
  return {
    name,
    label: certificate.name,
    tone,
    stateWord: word,
    left: facts.daysLeft < 0 ? '–' : daysText(facts.daysLeft, t),
    fingerprint: shortFingerprint(facts.fingerprintSha256),
    current: facts,
    due: onceBegun(facts, thresholds.due),
    urgent: onceBegun(facts, thresholds.urgent),
    earlier: versions.filter(({ inUse }) => !inUse).map((version) => version.facts),
    renewals: versions.filter(({ origin }) => origin !== 'added').map(({ createdAt }) => createdAt),
  };
}

/** On the line a threshold is drawn no earlier than the certificate begins. */
function onceBegun(
  facts: Pick<CertificateFacts, 'notBefore' | 'notAfter'>,
  threshold: Threshold,
): Date {
  const instant = thresholdInstant(facts, threshold);
  return instant < facts.notBefore ? facts.notBefore : instant;
}
