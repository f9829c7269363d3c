import { writtenWord } from '../words/written.ts';
import { bindConsumers, type Bound, type ConsumersOf } from './bind.ts';
import { baseOf, problemStatus, withError } from './conclude.ts';
import { endOf } from './outcome.ts';
import { readRecords, type ConsumerRecord } from './remembered.ts';
import type { ConsumerStatus } from './types.ts';

/**
 * The state of every consumer as it was last recorded for this certificate: for `check`, which looks
 * at none of their files. One that was never brought up to it is behind.
 */
export async function recordedConsumers(
  input: ConsumersOf & { readonly fingerprint: string },
): Promise<readonly ConsumerStatus[]> {
  const records = await readRecords(input.effects, input.certificateFolder);
  return bindConsumers(input).map((bound): ConsumerStatus => {
    if (bound.consumer.form === 'problem') return problemStatus(bound);
    const record = records.get(bound.id);
    if (record?.fingerprint === input.fingerprint) return fromRecord(bound, record);
    return withState(bound, bound.consumer.form === 'manual' ? 'manual' : 'behind');
  });
}

function withState(bound: Bound, state: ConsumerStatus['state']): ConsumerStatus {
  return { ...baseOf(bound), state };
}

export function fromRecord(bound: Bound, record: ConsumerRecord): ConsumerStatus {
  const { notes } = record;
  const base = { ...baseOf(bound), ...(notes === undefined ? {} : { notes }) };
  if (record.outcome === 'done') return { ...base, state: 'current' };
  // Held back by another one: it is behind, not broken.
  const state = record.reason === 'others-failed' ? 'behind' : record.outcome;
  const reason = record.reason === undefined ? 'program-failed' : writtenWord(record.reason);
  const failed = withError(base, state, { reason, at: record.where ?? null, code: record.code });
  const error = failed.error === undefined ? {} : { error: { ...failed.error, ...endOf(record) } };
  const status = { ...failed, ...error };
  return record.command === undefined ? status : { ...status, command: record.command };
}
