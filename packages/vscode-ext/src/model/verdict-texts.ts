import type { Language } from '@weborca-cert/core';
import { formatLastDay } from '@weborca-cert/core/dates';
import { daysLeft } from '@weborca-cert/core/thresholds';
import { daysText } from './dates.ts';
import { isCertificateVerdict, type CertificateVerdict, type Verdict } from './file-verdict.ts';
import { calledBy } from './snapshot.ts';
import type { Translate } from './translate.ts';

/** One sentence about a file; null when there is nothing to say. */
export function verdictText(verdict: Verdict, language: Language, t: Translate): string | null {
  if (verdict.kind === 'missing') return t('This certificate file does not exist.');
  if (!isCertificateVerdict(verdict) || verdict.kind === 'fine') return null;
  const { kind, name } = verdict;
  const shown = name === null ? verdict.commonName : calledBy(name, verdict.commonName);
  const date = formatLastDay(verdict.notAfter, language);
  if (kind === 'expired') return t('The certificate {0} expired on {1}.', shown, date);
  if (kind === 'expiring') return t('The certificate {0} expires on {1}.', shown, date);
  return t(
    'The certificate {0} has been renewed; this file is an earlier one, until {1}.',
    shown,
    date,
  );
}

/** `client001 (clinic-a) · 2027-01-06 (Wed) · 45 days left`, for a hover. */
export function hoverText(
  { commonName, name, notAfter }: CertificateVerdict,
  now: Date,
  language: Language,
  t: Translate,
): string {
  const days = daysLeft({ notAfter }, now);
  return [
    name === null ? commonName : calledBy(name, commonName),
    t('until {0}', formatLastDay(notAfter, language)),
    ...(days < 0 ? [t('Expired')] : [t('{0} left', daysText(days, t))]),
  ].join(' · ');
}
