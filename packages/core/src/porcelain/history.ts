import { loadConfiguration, selectCertificates } from '../configuration/load.ts';
import { withFailuresCounted } from '../store/failures.ts';
import type { HistoryEntry } from '../store/history.ts';
import { recordsOf } from '../store/records.ts';
import { storeOf } from '../store/store.ts';
import type { Context } from '../context.ts';
import { asWeborcaError, type WeborcaError } from '../errors.ts';

export interface CertificateHistory {
  readonly name: string;
  /** What failed again and again stands there once, at its last time. */
  readonly entries: readonly HistoryEntry[];
  /** Why it cannot be read; the others are told all the same. */
  readonly error?: WeborcaError;
}

/** The audit trail, oldest first. */
export async function history(
  context: Context,
  names: readonly string[],
): Promise<readonly CertificateHistory[]> {
  const { effects } = context;
  const configuration = await loadConfiguration(effects, context.places);
  const store = storeOf(context);
  const histories: CertificateHistory[] = [];
  for (const { name } of selectCertificates(configuration, names)) {
    const { failures, history: trail } = recordsOf(effects, { store, name });
    try {
      const open = await failures.open();
      histories.push({ name, entries: withFailuresCounted(await trail.read(), open) });
    } catch (thrown) {
      histories.push({ name, entries: [], error: asWeborcaError(thrown) });
    }
  }
  return histories;
}
