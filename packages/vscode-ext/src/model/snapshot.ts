import type { CertificateStatus, OpenRenewal } from '@weborca-cert/core';
import type { Explanation } from './told.ts';

/** What the faces (status bar, tree, timeline, …) show: all of them the same thing. */
export type Snapshot =
  | { readonly kind: 'reading' }
  | {
      readonly kind: 'ready';
      readonly certificates: readonly CertificateStatus[];
      /** Names whose renewal is running, in this window or elsewhere. */
      readonly renewing: readonly string[];
      /** Of renewals that were begun: who works at them. */
      readonly open: readonly OpenRenewal[];
    }
  | { readonly kind: 'failed'; readonly error: unknown; readonly explanation: Explanation };

function rank({ state }: CertificateStatus): number {
  if (state === 'expired') return 0;
  return state === 'unreadable' ? 1 : 2;
}

function end({ facts }: CertificateStatus): number {
  return facts?.notAfter.getTime() ?? 0;
}

/** In the order of a Japanese list, and 医院2 before 医院10, whatever language the machine speaks. */
const names = new Intl.Collator('ja', { numeric: true });

export function compareNames(a: string, b: string): number {
  return names.compare(a, b);
}

/**
 * The one that needs attention first: expired, then unreadable (its date is not known), then by
 * expiry.
 */
export function byUrgency(
  certificates: readonly CertificateStatus[],
): readonly CertificateStatus[] {
  return certificates.toSorted(
    (a, b) => rank(a) - rank(b) || end(a) - end(b) || compareNames(a.name, b.name),
  );
}

/**
 * What people call a certificate: the name that they gave it, and its CN beside that (every clinic may
 * have a client001). The CN is a stranger's text: VS Code draws `$(name)` in labels as an icon.
 */
export function calledBy(name: string, commonName: string | undefined): string {
  if (commonName === undefined || commonName === '' || commonName === name) return name;
  return `${name} (${withoutIcons(commonName)})`;
}

export function called({ name, facts }: CertificateStatus): string {
  return calledBy(name, facts?.commonName);
}

export function withoutIcons(text: string): string {
  return text.replaceAll('$(', '$ (');
}
