import { join } from 'node:path';
import type { Effects } from '../effects.ts';
import { makeDirectories, readIfThere, writeDurably } from '../files/durable.ts';
import type { RenewalResult } from '../context.ts';
import { isRecord, type JsonRecord } from '../json.ts';
import type { WeborcaError } from '../errors.ts';
import { writtenDetails } from '../store/failures.ts';
import { writingTo } from '../store/store.ts';
import { dateField, numberField, readRecord, textField, writeRecord } from '../store/record.ts';
import { dayMs } from '../time.ts';
import type { RenewalOutcome } from '../words/outcomes.ts';
import { stateEntries } from '../store/layout.ts';

/** How the schedule's last run came out. Kept for `status`, the doctor and metrics. */
export interface LastRun {
  readonly at: Date;
  /** What ran: `weborca-cert renew`, `VS Code`. */
  readonly by: string;
  readonly certificates: number;
  readonly renewed: number;
  /** Those that wait for a person, on the management site. */
  readonly byHand: number;
  /** Results with an error, also those whose renewal itself went well. */
  readonly failed: number;
  /** The first of them, no more than a screen full; without a name what stopped the whole run. */
  readonly failures: readonly FailureOfRun[];
  /** The schedule was taken away since: no other run will come of it. */
  readonly scheduleRemoved?: true;
}

export interface FailureOfRun {
  readonly name: string;
  readonly code: string;
  /** For the sentence: of the first of each kind, and of no more kinds than are told. */
  readonly details?: JsonRecord;
}

const mostFailures = 20;
const mostTold = 3;
const renewals: ReadonlySet<RenewalOutcome> = new Set(['renewed', 'resumed', 'adopted']);

/** A run that ended before it came to any certificate. Pure. */
export function stoppedRunOf(error: WeborcaError, at: Date, by: string): LastRun {
  const failures = withDetails([{ name: '', error }]);
  return { at, by, certificates: 0, renewed: 0, byHand: 0, failed: 1, failures };
}

/** Sums a run up. Pure. */
export function lastRunOf(results: readonly RenewalResult[], at: Date, by: string): LastRun {
  const failed = results.flatMap(({ name, error }) => (error === undefined ? [] : { name, error }));
  return {
    at,
    by,
    certificates: results.length,
    renewed: results.filter(({ outcome }) => renewals.has(outcome)).length,
    byHand: results.filter(({ outcome }) => outcome === 'by-hand').length,
    failed: failed.length,
    failures: withDetails(failed.slice(0, mostFailures)),
  };
}

function withDetails(
  failed: readonly { readonly name: string; readonly error: WeborcaError }[],
): readonly FailureOfRun[] {
  const told = new Set<string>();
  return failed.map(({ name, error }) => {
    const { code } = error;
    if (told.has(code) || told.size >= mostTold) return { name, code };
    told.add(code);
    return { name, code, details: writtenDetails(error) };
  });
}

/**
 * Whether runs come by a schedule: one came within the week in which the doctor calls it fresh, and
 * the schedule was not taken away since. Of one that has not run yet nothing is promised. Pure.
 */
export function runsCome(run: LastRun | null, now: Date): boolean {
  if (run === null || run.scheduleRemoved === true) return false;
  return now.getTime() - run.at.getTime() <= 7 * dayMs;
}

function lastRunFile(stateDir: string): string {
  return join(stateDir, stateEntries.lastRun);
}

/** @throws WeborcaError `destination-not-writable` */
export async function writeLastRun(
  { files, randomBytes }: Pick<Effects, 'files' | 'randomBytes'>,
  stateDir: string,
  run: LastRun,
): Promise<void> {
  const bytes = writeRecord({ schemaVersion: 1, ...run });
  await writingTo(stateDir, async () => {
    await makeDirectories(files, stateDir, 0o700);
    await writeDurably({ files, randomBytes }, lastRunFile(stateDir), {
      contents: bytes,
      mode: 0o600,
    });
  });
}

/** Null: there was no run, or what was written about it cannot be read. */
export async function readLastRun(
  { files }: Pick<Effects, 'files'>,
  stateDir: string,
): Promise<LastRun | null> {
  // What may not be read is as good as not there: the doctor looks at rights.
  const bytes = await readIfThere(files, lastRunFile(stateDir)).catch(() => null);
  const record = readRecord(bytes);
  const at = record === null ? null : dateField(record, 'at');
  if (record === null || at === null) return null;
  const count = (key: string): number => numberField(record, key) ?? 0;
  const failures = Array.isArray(record['failures']) ? record['failures'] : [];
  return {
    at,
    by: textField(record, 'by') ?? '',
    certificates: count('certificates'),
    renewed: count('renewed'),
    byHand: count('byHand'),
    failed: count('failed'),
    ...(record['scheduleRemoved'] === true ? { scheduleRemoved: true } : {}),
    failures: failures.flatMap((failure: unknown) => {
      if (!isRecord(failure)) return [];
      const name = textField(failure, 'name');
      const code = textField(failure, 'code');
      if (name === null || code === null) return [];
      const { details } = failure;
      return [{ name, code, ...(isRecord(details) ? { details } : {}) }];
    }),
  };
}
