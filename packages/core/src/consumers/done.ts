import { bindConsumers, type ConsumersOf } from './bind.ts';
import { readRecords, writeRecords } from './remembered.ts';

/**
 * Ticks `manual` consumers off for this certificate; the next one makes them pending again.
 *
 * @param labels which ones; null: all
 * @returns the labels that were ticked, those already ticked included
 */
export async function markManualDone(
  input: ConsumersOf & { readonly fingerprint: string; readonly labels: readonly string[] | null },
): Promise<readonly string[]> {
  const { effects, certificateFolder, fingerprint, labels } = input;
  const chosen = bindConsumers(input).filter(
    ({ consumer, place }) =>
      consumer.form === 'manual' && (labels === null || labels.includes(place)),
  );
  if (chosen.length === 0) return [];
  const records = new Map(await readRecords(effects, certificateFolder));
  const at = effects.now().toISOString();
  for (const { id } of chosen) {
    records.set(id, { outcome: 'done', fingerprint, at, files: [] });
  }
  await writeRecords(effects, certificateFolder, records);
  return chosen.map(({ place }) => place);
}
