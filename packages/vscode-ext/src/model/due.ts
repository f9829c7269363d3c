import { byUrgency, type Snapshot } from './snapshot.ts';
import type { CertificateStatus } from '@weborca-cert/core';

/** Those that *Renew All Due* renews, the most urgent first: nobody works at them, nothing is open. */
export function dueNow(snapshot: Snapshot): readonly CertificateStatus[] {
  if (snapshot.kind !== 'ready') return [];
  return byUrgency(snapshot.certificates).filter(
    ({ name, state, pending }) =>
      (state === 'due' || state === 'urgent') &&
      pending === null &&
      !snapshot.renewing.includes(name),
  );
}

/** How many rows want a person: the number on the view's icon. */
export function wanting(snapshot: Snapshot): number {
  if (snapshot.kind !== 'ready') return 0;
  return snapshot.certificates.filter(({ state, pending }) => state !== 'valid' || pending !== null)
    .length;
}
