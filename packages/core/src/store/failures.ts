import { join } from 'node:path';
import type { Effects } from '../effects.ts';
import { publishedDetails, writtenError, type WeborcaError } from '../errors.ts';
import { isErrno, listIfThere, readIfThere, temporaryName } from '../files/durable.ts';
import { isRecord, type JsonRecord } from '../json.ts';
import { sha256Hex } from '../bytes.ts';
import { append, readHistory, type HistoryEntry } from './history.ts';
import { dateField, numberField, readRecord, textField, writeRecord } from './record.ts';
import type { ConsumerState } from '../words/consumer-states.ts';
import { type RenewalStep, renewalSteps } from '../words/steps.ts';
import { certificateEntries } from './layout.ts';

/** Something that went wrong and has not gone well since. The same once more only counts up. */
export interface OpenFailure {
  /** Null: before the first step (the lock, the version in use). */
  readonly step: RenewalStep | null;
  readonly error: WeborcaError;
  /** The program that it happened to the last time. */
  readonly by: string;
  readonly count: number;
  /** The first time. */
  readonly since: Date;
  /** The last time. */
  readonly at: Date;
}

type Writing = Pick<Effects, 'files' | 'now' | 'process' | 'randomBytes'>;

// A file for each kind of failure (`request.service-busy.json`), so that a run that failed to get the
// lock touches nothing of its owner's, and the number of lines in the history is bounded.

/**
 * Writes a failure down: a line in the history, or one more of the same. Needs no lock. Neither waits
 * for the disk nor fails: what went wrong is told by the caller in any case. What a person stopped is
 * no failure.
 */
export async function noteFailure(
  effects: Writing,
  certificateFolder: string,
  { step, error }: Pick<OpenFailure, 'step' | 'error'>,
): Promise<void> {
  if (error.code === 'interrupted') return;
  const name = seriesOf(step, error.code, writtenDetails(error));
  const path = join(certificateFolder, certificateEntries.failures, name);
  try {
    const before = await readOne(effects, path);
    const at = effects.now();
    const by = effects.process.command;
    const since = before?.since ?? at;
    const failure = { step, error, by, count: (before?.count ?? 0) + 1, since, at };
    const counted = await write(effects, { certificateFolder, name }, failure);
    if (before !== null) return;
    // A disk that takes no new file keeps no count; the history would get a line a run for it.
    if (!counted && (await isLastOf(effects, certificateFolder, name))) return;
    await append(effects, certificateFolder, entryOf(failure));
  } catch {
    // A place where no note can be made is the failure itself, or stands beside it.
  }
}

/** What has gone wrong and not gone well since, in no order. What cannot be read is left out. */
export async function openFailures(
  effects: Pick<Effects, 'files'>,
  certificateFolder: string,
): Promise<readonly OpenFailure[]> {
  return (await readAll(effects, certificateFolder)).map(({ failure }) => failure);
}

/** What went well meanwhile is a failure no longer; how often it had failed stays in the history. */
export async function settleFailures(
  effects: Writing,
  certificateFolder: string,
  isOver: (failure: OpenFailure) => boolean,
): Promise<void> {
  for (const { failure, path } of await readAll(effects, certificateFolder)) {
    if (!isOver(failure)) continue;
    try {
      await effects.files.removeFile(path);
      if (failure.count > 1) await append(effects, certificateFolder, entryOf(failure));
    } catch {
      // Told once more until the next run; nothing depends on it.
    }
  }
}

/** What of a step that follows a renewal failed now; all else that is on record of it is over. */
export async function noteAftermath(
  effects: Writing,
  certificateFolder: string,
  step: 'backup' | 'deploy',
  failed: readonly WeborcaError[],
): Promise<void> {
  for (const error of failed) await noteFailure(effects, certificateFolder, { step, error });
  const still = new Set(failed.map((error) => seriesOf(step, error.code, writtenDetails(error))));
  await settleFailures(
    effects,
    certificateFolder,
    ({ step: its, error }) => its === step && !still.has(seriesOf(step, error.code, error.details)),
  );
}

/**
 * The one to tell: of the renewal itself, else of what follows it. A consumer that was brought up to
 * date meanwhile by hand has no failure any more. Pure.
 */
export function lastFailureOf(
  failures: readonly OpenFailure[],
  consumers: readonly { readonly path: string; readonly state: ConsumerState }[],
): OpenFailure | null {
  const done = new Set(consumers.filter((c) => c.state === 'current').map((c) => c.path));
  const latestFirst = failures
    .filter(({ step, error }) => step !== 'deploy' || !done.has(pathIn(error.details) ?? ''))
    .toSorted((a, b) => b.at.getTime() - a.at.getTime());
  return latestFirst.find(({ step }) => !isAftermath(step)) ?? latestFirst[0] ?? null;
}

/** The history with each failure told once, at its last time and with how often; oldest first. Pure. */
export function withFailuresCounted(
  entries: readonly HistoryEntry[],
  open: readonly OpenFailure[],
): readonly HistoryEntry[] {
  const all = [...entries, ...open.filter(({ count }) => count > 1).map(entryOf)];
  const counted = new Set(
    all.flatMap(({ event, facts }) =>
      event === 'failed' && typeof facts['since'] === 'string'
        ? [`${facts['since']} ${seriesOfEntry(facts)}`]
        : [],
    ),
  );
  return all
    .filter(
      ({ event, at, facts }) =>
        event !== 'failed' ||
        'since' in facts ||
        !counted.has(`${at.toISOString()} ${seriesOfEntry(facts)}`),
    )
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/** Backups and consumers: what follows a renewal, and is done again without one. */
export function isAftermath(step: RenewalStep | null): boolean {
  return step === 'backup' || step === 'deploy';
}

function entryOf({ step, error, by, count, since, at }: OpenFailure): HistoryEntry {
  const { code } = error;
  const again = count > 1 ? { since: since.toISOString(), count } : {};
  const facts = { by, step, code, details: writtenDetails(error), ...again };
  return { at, event: 'failed', facts };
}

/** The file's name. Two backup places, or two consumers, fail each for themselves. */
function seriesOf(step: string | null, code: string, details: object): string {
  const place = step === 'backup' || step === 'deploy' ? pathIn(details) : null;
  const beside = place === null ? [] : [sha256Hex(Buffer.from(place)).slice(0, 8)];
  return [step ?? 'start', code, ...beside, 'json'].join('.');
}

function seriesOfEntry({ step, code, details }: JsonRecord): string {
  return seriesOf(
    typeof step === 'string' ? step : null,
    typeof code === 'string' ? code : '',
    isRecord(details) ? details : {},
  );
}

function pathIn(details: object): string | null {
  return 'path' in details && typeof details.path === 'string' ? details.path : null;
}

/** Whether it could be written down. */
async function write(
  { files, randomBytes }: Writing,
  { certificateFolder, name }: { readonly [of in 'certificateFolder' | 'name']: string },
  { step, error, by, count, since, at }: OpenFailure,
): Promise<boolean> {
  const { code } = error;
  const record = { step, code, details: writtenDetails(error), by, count, since, at };
  // Beside the versions, where the next run sweeps what a crash leaves.
  const temporary = join(certificateFolder, temporaryName(randomBytes));
  try {
    await files.create(temporary, writeRecord(record), 0o600);
    await files
      .makeDirectory(join(certificateFolder, certificateEntries.failures), 0o700)
      .catch(unlessThere);
    await files.rename(temporary, join(certificateFolder, certificateEntries.failures, name));
    return true;
  } catch {
    await files.removeFile(temporary).catch(() => undefined);
    return false;
  }
}

function unlessThere(error: unknown): void {
  if (!isErrno(error, 'EEXIST')) throw error;
}

async function isLastOf(
  effects: Writing,
  certificateFolder: string,
  name: string,
): Promise<boolean> {
  const last = (await readHistory(effects, certificateFolder)).at(-1);
  return last?.event === 'failed' && seriesOfEntry(last.facts) === name;
}

async function readAll(
  effects: Pick<Effects, 'files'>,
  certificateFolder: string,
): Promise<readonly { readonly path: string; readonly failure: OpenFailure }[]> {
  const folder = join(certificateFolder, certificateEntries.failures);
  const found: { path: string; failure: OpenFailure }[] = [];
  // Looking for failures makes none: what cannot be read is as good as not there.
  for (const name of await listIfThere(effects.files, folder).catch(() => [])) {
    const path = join(folder, name);
    const failure = await readOne(effects, path);
    if (failure !== null) found.push({ path, failure });
  }
  return found;
}

async function readOne(
  { files }: Pick<Effects, 'files'>,
  path: string,
): Promise<OpenFailure | null> {
  const record = readRecord(await readIfThere(files, path).catch(() => null));
  if (record === null) return null;
  const at = dateField(record, 'at');
  const since = dateField(record, 'since');
  const details = record['details'];
  const error = writtenError(textField(record, 'code') ?? '', isRecord(details) ? details : {});
  if (at === null || since === null || error === null) return null;
  const step = renewalSteps.find((one) => one === record['step']) ?? null;
  const by = textField(record, 'by') ?? '';
  return { step, error, by, count: numberField(record, 'count') ?? 1, since, at };
}

const longestText = 1000;
const longestList = 20;

/**
 * Details are names, paths and reasons, and are written down within bounds: a certificate of
 * somebody's making can have long ones.
 */
export function writtenDetails({ details }: Pick<WeborcaError, 'details'>): JsonRecord {
  const fit = (value: unknown): unknown => {
    if (typeof value === 'string') return value.slice(0, longestText);
    if (Array.isArray(value)) return value.slice(0, longestList).map((one) => fit(one));
    return value;
  };
  return Object.fromEntries(
    Object.entries(publishedDetails(details)).map(([key, value]: [string, unknown]) => [
      key,
      fit(value),
    ]),
  );
}
