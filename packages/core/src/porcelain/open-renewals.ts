import type { CertificateStatus, Context } from '../context.ts';
import { unknownUntil } from '../renewal/attempts.ts';
import { workerAt } from '../store/lock.ts';
import { storeOf } from '../store/store.ts';

/** What is going on with a renewal that is open. */
export interface OpenRenewal {
  readonly name: string;
  /** The program that works at it now; null: none, it waits for the next run. */
  readonly by: string | null;
  /** Where its outcome is unknown: from then on another request may go out. */
  readonly askAgainAt: Date | null;
}

/** Of those that have an open renewal. Nothing is asked of any host. */
export async function openRenewals(
  context: Context,
  certificates: readonly CertificateStatus[],
): Promise<readonly OpenRenewal[]> {
  const { effects } = context;
  const store = storeOf(context);
  const open: OpenRenewal[] = [];
  for (const { name, pending, facts } of certificates) {
    if (pending === null) continue;
    const owner = await workerAt(effects, { store, name });
    const remaining = facts === null ? null : facts.notAfter.getTime() - effects.now().getTime();
    const askAgainAt = pending.step === 'requested' ? unknownUntil(pending.since, remaining) : null;
    open.push({ name, by: owner?.command ?? null, askAgainAt });
  }
  return open;
}
