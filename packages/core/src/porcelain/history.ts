import { loadConfiguration } from '../configuration/load.ts';
import { readHistory, type HistoryEntry } from '../renewal/history.ts';
import { nameFolder } from '../store/layout.ts';
import { selectCertificates } from '../configuration/selection.ts';
import { storeOf } from '../store/store-of.ts';
import type { Context } from '../context.ts';

export interface CertificateHistory {
  readonly name: string;
  readonly entries: readonly HistoryEntry[];
}

/** The audit trail, oldest first. */
export async function history(
  context: Context,
  names: readonly string[],
): Promise<readonly CertificateHistory[]> {
  const configuration = await loadConfiguration(context.effects, context.places);
  const store = storeOf(context);
  const histories: CertificateHistory[] = [];
  for (const { name } of selectCertificates(configuration, names)) {
    histories.push({ name, entries: await readHistory(context.effects, nameFolder(store, name)) });
  }
  return histories;
}
