import { errnoOf } from '../files/errno.ts';
import { bindConsumers } from './bind.ts';
import { inspectConsumers, type Inspection } from './inspect.ts';
import { digestsOf } from './plan-sets.ts';
import { readTouched } from './read-files.ts';
import { readRecords, writeRecords, type ConsumerRecord } from './remembered.ts';
import type { ConsumerStatus } from './types.ts';

/**
 * As `inspectConsumers`, and what is current is recorded as that: `check` reads nothing else, and a
 * file that was taken under care where it lies is up to date from the first moment. Under the lock.
 */
export async function noteCurrent(input: Inspection): Promise<readonly ConsumerStatus[]> {
  const { effects, certificateFolder, fingerprint } = input;
  const statuses = await inspectConsumers(input);
  const records = new Map(await readRecords(effects, certificateFolder));
  let changed = false;
  for (const { id, consumer } of bindConsumers(input)) {
    const current = statuses.find((one) => one.id === id && one.state === 'current');
    if (current === undefined || records.get(id)?.fingerprint === fingerprint) continue;
    const files: ConsumerRecord['files'] =
      consumer.form === 'files' ? [...digestsOf((await readTouched(effects, consumer)).files)] : [];
    // Who looks next reads the record alone: what is to be known of the place stands in it.
    const notes = current.notes === undefined ? {} : { notes: [...current.notes] };
    const at = effects.now().toISOString();
    records.set(id, { outcome: 'done', fingerprint, at, files, ...notes });
    changed = true;
  }
  try {
    if (changed) await writeRecords(effects, certificateFolder, records);
  } catch (error) {
    // What was done is done: the next deployment records it.
    if (errnoOf(error) === null) throw error;
  }
  return statuses;
}
