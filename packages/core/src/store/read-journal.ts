import { dirname, join } from 'node:path';
import type { Effects } from '../effects.ts';
import { exists, readIfThere } from '../files/durable.ts';
import { sha256Hex } from '../bytes.ts';
import {
  noFailures,
  type DownloadFailures,
  type JournalState,
  type RequestRecord,
  type SavedRecord,
  type VerifiedRecord,
} from './journal-state.ts';
import {
  dateField,
  numberField,
  readIssued,
  readRecord,
  requestFields,
  textField,
} from './record.ts';
import { readAnswer, type Answer } from './answers.ts';
import { journalEntries } from './layout.ts';

/** Reads where the journal stands; what is broken in it counts as not written. */
export async function readJournal(effects: Effects, folder: string): Promise<JournalState> {
  const record = recordReader(effects, folder);
  const requested = await readIfThere(effects.files, join(folder, journalEntries.requested));
  if (requested === null && !(await exists(effects.files, folder))) return { step: 'none' };
  const request = await readRequest(effects, folder, readRecord(requested));
  const saved = readSaved(await record(journalEntries.saved));
  if (saved !== null) {
    const verified = readVerified(await record(journalEntries.verified));
    if (verified !== null) return { step: 'verified', request, saved, verified };
    const clockOffsetMs = offsetStillBelieved(
      await record(journalEntries.downloaded),
      effects.now(),
    );
    return { step: 'saved', request, saved, clockOffsetMs };
  }
  const issuance = await readIssuance(effects, folder, request);
  if (issuance !== null) return issuance;
  const answer = await answerTo(effects, folder, request);
  if (answer.kind === 'nothing') return { step: 'nothing-issued', request, sent: answer.sent };
  const unknown = await record(journalEntries.unknown);
  const answeredAt = answer.kind === 'unusable' ? answer.at : dateField(unknown ?? {}, 'at');
  const unknownSince = answeredAt ?? request.at;
  return { step: 'requested', request, unknownSince };
}

/** What the service has issued, downloaded or not, whatever came of it later; null for nothing. */
export async function readIssuance(
  effects: Effects,
  folder: string,
  known?: RequestRecord,
): Promise<Issuance | null> {
  const record = recordReader(effects, folder);
  const request =
    known ?? (await readRequest(effects, folder, await record(journalEntries.requested)));
  const answer = await answerTo(effects, folder, request);
  // Version 0.1.0 had the answer written here, into blanks that were made with the folder.
  const taken = readIssued(await record(journalEntries.issued));
  const issued = taken ?? (answer.kind === 'issued' ? answer.issued : null);
  if (issued === null) return null;
  const failures = readFailures(await record(journalEntries.failures));
  const bytes = await readIfThere(effects.files, join(folder, journalEntries.file));
  const download = await record(journalEntries.downloaded);
  const at = download === null ? null : dateField(download, 'at');
  if (bytes !== null && at !== null && isWhole(bytes, download)) {
    const clockOffsetMs = offsetStillBelieved(download, effects.now());
    return {
      step: 'downloaded',
      request,
      issued,
      downloaded: { at, bytes, clockOffsetMs },
      failures,
    };
  }
  return { step: 'issued', request, issued, failures };
}

type Issuance = Extract<JournalState, { step: 'issued' | 'downloaded' }>;
type RecordReader = (name: string) => Promise<Read>;

function recordReader({ files }: Effects, folder: string): RecordReader {
  return async (name) => readRecord(await readIfThere(files, join(folder, name)));
}

/** A file that a bad sector or a hand has changed since is fetched again, not called unfit. */
function isWhole(bytes: Uint8Array, download: Read): boolean {
  const sha256 = download === null ? null : textField(download, 'sha256');
  return sha256 === null || sha256 === sha256Hex(bytes);
}

type Read = ReturnType<typeof readRecord>;

/**
 * A clock that was put right since the download seems to have run, or gone back, by about the whole
 * difference: the difference is believed while twice the time since is less than it.
 */
function offsetStillBelieved(download: Read, now: Date): number {
  if (download === null) return 0;
  const offset = numberField(download, 'clockOffsetMs');
  const at = dateField(download, 'at');
  if (offset === null || at === null) return 0;
  return Math.abs(now.getTime() - at.getTime()) * 2 < Math.abs(offset) ? offset : 0;
}

/**
 * What is not readable of it must not cost what was issued: then the version in use asks, and the
 * API is the configured one.
 */
async function readRequest(
  { files }: Effects,
  folder: string,
  record: Read,
): Promise<RequestRecord> {
  const found = record ?? {};
  const at = dateField(found, 'at') ?? (await files.status(folder)).modified;
  return requestFields(found, at);
}

/** What is in the request's own file, as long as the journal has not taken it in. */
async function answerTo(
  { files }: Effects,
  folder: string,
  { answer }: RequestRecord,
): Promise<Answer> {
  return answer === null ? { kind: 'unknown' } : readAnswer(files, dirname(folder), answer);
}

function readFailures(record: Read): DownloadFailures {
  if (record === null) return noFailures;
  return {
    firstCounted: dateField(record, 'firstCounted'),
    firstNotFound: dateField(record, 'firstNotFound'),
    remainingAtFirst: numberField(record, 'remainingAtFirst'),
    firstForeign: dateField(record, 'firstForeign'),
    remainingAtForeign: numberField(record, 'remainingAtForeign'),
  };
}

function readSaved(record: Read): SavedRecord | null {
  if (record === null) return null;
  const at = dateField(record, 'at');
  const version = textField(record, 'version');
  const refusedAt = dateField(record, 'refusedAt');
  return at === null || version === null ? null : { at, version, refusedAt };
}

const verdicts = ['accepted', 'not-asked', 'inconclusive', 'overdue'] as const;

function readVerified(record: Read): VerifiedRecord | null {
  if (record === null) return null;
  const at = dateField(record, 'at');
  const verdict = verdicts.find((one) => one === textField(record, 'verdict'));
  return at === null || verdict === undefined ? null : { at, verdict };
}
