import type { CertificateStatus, Language } from '@weborca-cert/core';
import { formatLastDay } from '@weborca-cert/core/dates';
import { daysText } from './dates.ts';
import { byUrgency, withoutIcons } from './snapshot.ts';
import { stateFace } from './states.ts';
import type { Translate } from './translate.ts';

export interface PickItem {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

/** Four groups of four, enough to tell two certificates of the same name apart. */
export function shortFingerprint(hex: string): string {
  return (hex.slice(0, 16).match(/.{4}/g) ?? []).join(' ').toUpperCase();
}

/**
 * The rows of "which certificate?": the old one and the new one have the same CN, so expiry and
 * fingerprint stand beside it.
 */
export function pickItems(
  certificates: readonly CertificateStatus[],
  language: Language,
  t: Translate,
): readonly PickItem[] {
  return byUrgency(certificates).map(({ name, facts, state }) => {
    const { icon, word } = stateFace(state, language);
    if (facts === null) {
      return { name, label: `$(${icon}) ${name}`, description: word, detail: '' };
    }
    const date = formatLastDay(facts.notAfter, language);
    const left = facts.daysLeft < 0 ? [] : [t('{0} left', daysText(facts.daysLeft, t))];
    return {
      name,
      label: `$(${icon}) ${name}`,
      description: facts.commonName === name ? '' : withoutIcons(facts.commonName),
      // The fingerprint before the word of the state: what does not fit is cut at the end.
      detail: [
        t('until {0}', date),
        ...left,
        shortFingerprint(facts.fingerprintSha256).slice(0, 9),
        word,
      ].join(' · '),
    };
  });
}
