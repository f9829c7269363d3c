import type { CertificateStatus, Language } from '@weborca-cert/core';
import { formatTime } from '@weborca-cert/core/dates';
import { hourMs } from '@weborca-cert/core/time';
import { sentences } from './sentences.ts';
import { called, type Snapshot } from './snapshot.ts';
import type { Translate } from './translate.ts';

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

/**
 * Those at which a window works, this one or another: how they end is told by it, as a failure or in
 * the one message of several. Of what another program began nobody may have seen the end.
 */
export function toldByWindow({ open, renewing }: Ready): readonly string[] {
  return renewing.filter((name) => {
    const by = open.find((one) => one.name === name)?.by ?? null;
    return by === null || by === windowCommand;
  });
}

/** What a window calls itself in a lock. */
export const windowCommand = 'VS Code';

/** One message, however many: thirty requests can get lost in one outage. Null: there is none. */
export function unknownText(
  unknown: readonly UnknownOutcome[],
  language: Language,
  t: Translate,
): string | null {
  const [first, ...others] = unknown.toSorted(
    (a, b) => b.askAgainAt.getTime() - a.askAgainAt.getTime(),
  );
  if (first === undefined) return null;
  const { certificate, since, askAgainAt, mayAsk } = first;
  const until = formatTime(askAgainAt, language);
  if (others.length === 0) {
    return sentences(
      language,
      t(
        'There was no answer to the renewal request for {0} of {1}. It is not known whether a certificate was issued.',
        called(certificate),
        formatTime(since, language),
      ),
      mayAsk ? '' : t('It can be requested again from {0}.', until),
    );
  }
  return sentences(
    language,
    t(
      'There was no answer to the renewal requests for {0} and {1} more. It is not known whether certificates were issued.',
      called(certificate),
      others.length,
    ),
    mayAsk
      ? t('They can be requested again from the list.')
      : t('They can be requested again from {0}.', until),
  );
}
