import type { CertificateStatus, Language, OpenRenewal } from '@weborca-cert/core';
import { formatLastDay, formatTime } from '@weborca-cert/core/dates';
import { daysText } from './dates.ts';
import { called } from './snapshot.ts';
import type { Translate } from './translate.ts';

interface Question {
  readonly text: string;
  readonly detail: string;
  /** The button that says so. */
  readonly yes: string;
}

/** What a person is asked before a renewal. */
export type RenewalQuestion =
  | ({
      readonly kind: 'ask';
      /** The answer is the word that a wait (90 days before the end, an hour) is not to be kept. */
      readonly overrides: boolean;
    } & Question)
  /** It has been issued: what is left needs no request. */
  | ({ readonly kind: 'finish' } & Question)
  | { readonly kind: 'under-way'; readonly text: string }
  /** It is over: WebORCA takes no request with it; the other road is the only one. */
  | { readonly kind: 'by-site' };

interface Standing {
  readonly certificate: CertificateStatus;
  readonly open: OpenRenewal | null;
  readonly now: Date;
}

export function renewalQuestion(
  { certificate, open, now }: Standing,
  language: Language,
  t: Translate,
): RenewalQuestion {
  const { pending, state } = certificate;
  const shown = called(certificate);
  if (open?.by != null) {
    return {
      kind: 'under-way',
      text: t('{0} is already being renewed by {1}.', shown, open.by),
    };
  }
  if (pending !== null && pending.step !== 'requested') {
    return {
      kind: 'finish',
      text: t('Finish the renewal of {0}?', shown),
      detail: t('WebORCA has issued the new certificate. It is not requested again.'),
      yes: t('Finish'),
    };
  }
  if (state === 'expired') return { kind: 'by-site' };
  if (pending !== null) {
    const askAgainAt = open?.askAgainAt ?? now;
    const early = askAgainAt > now;
    return {
      kind: 'ask',
      overrides: early,
      text: t('Request the certificate {0} again?', shown),
      detail: [
        t(
          'There was no answer to the request of {0}. WebORCA may have issued a certificate that can no longer be downloaded; another request issues one more.',
          formatTime(pending.since, language),
        ),
        ...(early ? [t('It is better to wait until {0}.', formatTime(askAgainAt, language))] : []),
      ].join('\n'),
      yes: early ? t('Request Again Anyway') : t('Request Again'),
    };
  }
  return {
    kind: 'ask',
    overrides: state === 'valid',
    text: t('Renew the client certificate {0}?', shown),
    detail: detailOf(certificate, language, t),
    yes: state === 'valid' ? t('Renew Anyway') : t('Renew'),
  };
}

function detailOf({ facts, state }: CertificateStatus, language: Language, t: Translate): string {
  if (facts === null) return t('The certificate in use cannot be read.');
  const date = formatLastDay(facts.notAfter, language);
  return [
    t('It expires on {0}, in {1}.', date, daysText(facts.daysLeft, t)),
    ...(state === 'valid' ? [t('It is not due for renewal yet.')] : []),
    t('WebORCA issues a new certificate. The current one stays valid until it expires.'),
  ].join('\n');
}
