import type { Effects } from '../../../src/effects.ts';
import { hasWithKey, listSystemStore } from '../../../src/stores/stored.ts';

/** Whether the system's store has this certificate with its key; null: cannot be told here. */
export async function isImported(effects: Effects, fingerprint: string): Promise<boolean | null> {
  return hasWithKey(await listSystemStore(effects), fingerprint);
}
