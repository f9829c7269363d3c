import { loadConfiguration } from '../configuration/load.ts';
import { withFailuresCounted } from '../store/failures.ts';
import type { HistoryEntry } from '../store/history.ts';
import { recordsOf } from '../store/records.ts';
import { selectCertificates } from '../configuration/selection.ts';
import { storeOf } from '../store/store.ts';
import type { Context } from '../context.ts';

export interface CertificateHistory {
  readonly name: string;
  /** What failed again and again stands there once, at its last time. */
  readonly entries: readonly HistoryEntry[];
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
    const records = recordsOf(effects, { store, name });
    const open = await records.failures.open();
    histories.push({ name, entries: withFailuresCounted(await records.history.read(), open) });
  }
  return histories;
}
