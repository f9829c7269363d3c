import type { CertificateStatus, Language } from '@weborca-cert/core';
import { formatLastDay } from '@weborca-cert/core/dates';
import { daysText } from './dates.ts';
import type { ScheduleTrouble } from './schedule-trouble.ts';
import { sentences } from './sentences.ts';
import { shortened } from './short-name.ts';
import { byUrgency, called, type Snapshot } from './snapshot.ts';
import { stateFace } from './states.ts';
import type { Translate } from './translate.ts';

export interface StatusBarView {
  readonly text: string;
  /** The whole sentence for screen readers. */
  readonly accessibleLabel: string;
  readonly background: 'none' | 'warning' | 'error';
  /** What a click does: the next sensible thing. */
  readonly command: BarCommand;
}

type BarCommand =
  | 'weborcaCert.renew'
  | 'weborcaCert.getStarted'
  | 'weborcaCert.doctor'
  | 'weborcaCert.certificates.focus';

/** The status bar item: short text, one icon, the certificate that expires first. */
export function statusBarView(
  snapshot: Snapshot,
  schedule: ScheduleTrouble | null,
  language: Language,
  t: Translate,
): StatusBarView {
  if (snapshot.kind === 'reading') {
    return plain('shield', 'WebORCA', t('WebORCA certificates are being read'));
  }
  if (snapshot.kind === 'failed') {
    const { sentence } = snapshot.explanation;
    return {
      ...plain('question', 'WebORCA', sentence),
      background: 'warning',
      command: 'weborcaCert.doctor',
    };
  }
  const all = byUrgency(snapshot.certificates);
  const first = all[0];
  if (first === undefined) {
    const sentence = t('No WebORCA certificate is registered yet');
    const command = 'weborcaCert.getStarted';
    return { ...plain('shield', t('WebORCA: not registered'), sentence), command };
  }
  const renewing = all.find(({ name }) => snapshot.renewing.includes(name));
  if (renewing !== undefined) {
    const { name } = renewing;
    const text = t('{0}: renewing', shortened(name, mostOfName));
    return plain('sync~spin', text, t('{0} is being renewed', name));
  }
  const { icon, tone } = stateFace(first.state, language);
  const unfinished = all.find(({ pending }) => pending !== null);
  if (unfinished !== undefined && tone !== 'error') {
    const { name } = unfinished;
    return {
      ...plain(
        'sync-ignored',
        t('{0}: renewal unfinished', shortened(name, mostOfName)),
        t('The renewal of {0} has not finished', name),
      ),
      background: 'warning',
    };
  }
  const more = all.length > 1 ? ` +${all.length - 1}` : '';
  return {
    text: `$(${icon}) ${shortText(first, t)}${more}`,
    accessibleLabel: sentences(
      language,
      spokenText(first, all, language, t),
      schedule?.sentences[0] ?? '',
    ),
    background: tone === 'error' ? 'error' : tone === 'warning' ? 'warning' : 'none',
    command: tone === 'calm' ? 'weborcaCert.certificates.focus' : 'weborcaCert.renew',
  };
}

function plain(icon: string, text: string, accessibleLabel: string): StatusBarView {
  const command = 'weborcaCert.certificates.focus';
  return { text: `$(${icon}) ${text}`, accessibleLabel, background: 'none', command };
}

// With the days behind it, which VS Code cuts off first.
const mostOfName = 24;

function shortText(certificate: CertificateStatus, t: Translate): string {
  const { facts, name, state } = certificate;
  const label = shortened(name, mostOfName);
  if (facts === null) return t('{0}: cannot be read', label);
  if (state === 'expired') return t('{0}: expired', label);
  if (state === 'not-yet-valid') return t('{0}: not yet valid', label);
  return `${label} ${daysText(facts.daysLeft, t)}`;
}

function spokenText(
  certificate: CertificateStatus,
  all: readonly CertificateStatus[],
  language: Language,
  t: Translate,
): string {
  const label = called(certificate);
  const { facts, state } = certificate;
  const first = sentence();
  if (all.length === 1) return first;
  return `${first} ${all.length === 2 ? t('One more certificate is stored.') : t('{0} more certificates are stored.', all.length - 1)}`;

  function sentence(): string {
    if (facts === null) return t('The WebORCA certificate {0} cannot be read.', label);
    const date = formatLastDay(facts.notAfter, language);
    if (state === 'expired') return t('The WebORCA certificate {0} expired on {1}.', label, date);
    const days = daysText(facts.daysLeft, t);
    return t(
      'The WebORCA certificate {0} expires in {1}, on {2}. {3}.',
      label,
      days,
      date,
      stateFace(state, language).word,
    );
  }
}
