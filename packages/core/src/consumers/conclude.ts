import { dirname } from 'node:path';
import type { ErrorCode } from '../errors.ts';
import type { Bound } from './bind.ts';
import type { PlannedConsumer, PlannedSet } from './plan-sets.ts';
import type { ConsumerRecord } from './remembered.ts';
import type { SwitchResult } from './switch-files.ts';
import type { ConsumerStatus } from './types.ts';
import type { ConsumerNote } from '../words/notes.ts';
import type { ConsumerReason } from '../words/reasons/consumers.ts';

/** What became of a set. `held`: one of it could not be planned, so none was switched. */
export type SetResult = SwitchResult | { readonly kind: 'held' };

/** Where nothing is switched, but told. */
export const held = { result: { kind: 'held' }, set: [] } as const satisfies InSet;

/** What became of the set of a consumer. */
export interface InSet {
  readonly result: SetResult;
  readonly set: PlannedSet;
}

type Base = Pick<ConsumerStatus, 'kind' | 'path'> & { readonly id: string };

export function baseOf({ id, kind, place }: Bound): Base {
  return { id, kind, path: place };
}

interface Trouble {
  readonly reason: ConsumerReason;
  /** Where, if it is not the consumer's own place. */
  readonly at?: string | null;
  readonly code?: ErrorCode | undefined;
}

export function withError(
  base: Base,
  state: 'failed' | 'behind' | 'needs-elevation',
  { reason, at = null, code = 'consumer-failed' }: Trouble,
): ConsumerStatus {
  const where = at === null || at === base.path ? {} : { at };
  return { ...base, state, error: { code, reason, ...where } };
}

/** The entry itself is wrong: the field, and what was expected there. */
export function problemStatus(bound: Bound): ConsumerStatus {
  const { consumer } = bound;
  const at = consumer.form === 'problem' ? `${consumer.field}: ${consumer.expected}` : null;
  return withError(baseOf(bound), 'failed', {
    reason: 'field-invalid',
    at,
    code: 'config-invalid',
  });
}

/** The status of a planned consumer after its set was, or was not, switched. */
export function conclude(
  one: PlannedConsumer,
  inSet: InSet,
  commandFor: (path: string) => string,
): ConsumerStatus {
  const status = stateAfter(one, inSet, commandFor);
  const notes = notesOn(one, inSet);
  return notes.length === 0 ? status : { ...status, notes };
}

function notesOn(one: PlannedConsumer, { result }: InSet): readonly ConsumerNote[] {
  const written = one.kind === 'replace' && result.kind === 'switched';
  const unflushed =
    written && one.replacements.some(({ path }) => result.unflushed.has(dirname(path)));
  return [
    ...(one.inPlace === true ? (['written-in-place'] as const) : []),
    ...(unflushed ? (['not-flushed'] as const) : []),
  ];
}

function stateAfter(
  one: PlannedConsumer,
  inSet: InSet,
  commandFor: (path: string) => string,
): ConsumerStatus {
  const base = baseOf(one.bound);
  switch (one.kind) {
    case 'current':
      return { ...base, state: 'current' };
    case 'refused':
      return withError(base, 'failed', { reason: one.reason, at: one.path });
    case 'unreadable':
    case 'needs-elevation': {
      const path = one.kind === 'unreadable' ? one.path : base.path;
      const code = 'destination-not-writable';
      const status = withError(base, 'needs-elevation', {
        reason: 'no-permission',
        at: path,
        code,
      });
      return { ...status, command: commandFor(path) };
    }
    default:
      return switched(one, inSet);
  }
}

function switched(
  one: Extract<PlannedConsumer, { kind: 'replace' | 'needs-elevation' }>,
  { result, set }: InSet,
): ConsumerStatus {
  const base = baseOf(one.bound);
  if (result.kind === 'switched') return { ...base, state: 'current', changes: one.changes };
  if (result.kind === 'held') return withError(base, 'behind', { reason: 'others-failed' });
  const writes = (it: PlannedConsumer): boolean =>
    it.kind === 'replace' && it.replacements.some(({ path }) => path === result.path);
  // The record could not be written, or a name of the file that another entry has: not one
  // consumer's fault.
  if (writes(one) || !set.some(writes) || !result.putBack)
    return withError(base, 'failed', { reason: result.reason, at: result.path });
  return withError(base, 'behind', { reason: 'others-failed' });
}

/** What is remembered of it, for `status`, which looks only where something changed since. */
export function recordOf(
  status: ConsumerStatus,
  fingerprint: string,
  at: { readonly files: PlannedConsumer['files']; readonly now: Date },
): ConsumerRecord {
  const { error, command, notes } = status;
  return {
    outcome: outcomeOf(status),
    fingerprint,
    at: at.now.toISOString(),
    files: [...at.files],
    ...(error === undefined ? {} : { code: error.code, reason: error.reason }),
    ...(error?.at === undefined ? {} : { where: error.at }),
    ...(command === undefined ? {} : { command }),
    ...(notes === undefined ? {} : { notes: [...notes] }),
  };
}

function outcomeOf({ state }: ConsumerStatus): ConsumerRecord['outcome'] {
  if (state === 'current') return 'done';
  return state === 'needs-elevation' ? 'needs-elevation' : 'failed';
}
