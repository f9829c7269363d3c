import { expect } from 'vitest';
import type { Place } from './process-clinic.ts';
import { expectFinished, expectPromise, journalStep } from './promise.ts';
import { renewHere } from './recorded.ts';

const hourMs = 3_600_000;

/** What had happened by the time the power went. */
export interface Before {
  /** The request had left, or was just about to. */
  readonly requested: boolean;
  /** What came of it, if *issued* had been fsynced. */
  readonly issued: { readonly pass: string; readonly fingerprint: string } | null;
}

/** The promise holds, and the next run ends right: no request too many, everything up to date. */
export async function expectAfterPowerCut(place: Place, before: Before): Promise<void> {
  const passwords = before.issued === null ? [] : [before.issued.pass];
  await expectPromise(place, passwords);
  const step = journalStep(place);
  const posts = place.posts();
  const next = await renewHere(place);
  await expectPromise(place, passwords);
  expect(next.error?.code ?? next.outcome).toBe(expectedEnd(before, step));
  if (step === 'requested') {
    // Whether it had left or not cannot be told; nothing leaves before an hour is over.
    expect(place.posts()).toBe(posts);
    const later = await renewHere(place, { aheadMs: hourMs + 60_000 });
    expect(later).toMatchObject({ outcome: 'renewed' });
  }
  const asked = place.posts() - posts;
  expect(asked).toBe(step === 'requested' || !before.requested ? 1 : 0);
  const fingerprint = asked === 0 ? before.issued?.fingerprint : place.issued().at(-1)?.fingerprint;
  await expectFinished(place, fingerprint ?? next.new?.fingerprintSha256 ?? 'none');
}

function expectedEnd({ requested, issued }: Before, step: ReturnType<typeof journalStep>): string {
  if (!requested) return step === 'requested' ? 'outcome-unknown' : 'renewed';
  // An answer that was written and not yet fsynced may be there, or not.
  if (issued === null) return step === 'issued' ? 'resumed' : 'outcome-unknown';
  return step === 'none' ? 'not-due' : 'resumed';
}
