import { join } from 'node:path';
import type { Effects } from '../effects.ts';
import { exists, readIfThere } from '../files/durable.ts';
import { Secret } from '../secret.ts';
import { noFailures, type DownloadFailures } from './abandon.ts';
import type {
  IssuedRecord,
  JournalState,
  RequestRecord,
  SavedRecord,
  VerifiedRecord,
} from './journal.ts';
import { dateField, numberField, readRecord, textField } from './record.ts';

/** Reads where the journal stands; what is broken in it counts as not written. */
export async function readJournal(effects: Effects, folder: string): Promise<JournalState> {
  const { files } = effects;
  const record = async (name: string): Promise<ReturnType<typeof readRecord>> =>
    readRecord(await readIfThere(files, join(folder, name)));
  const requested = await readIfThere(files, join(folder, 'requested.json'));
  if (requested === null && !(await exists(files, folder))) return { step: 'none' };
  const request = readRequest(readRecord(requested));
  if (request === null) {
    const { modified } = await files.status(folder);
    const nobody = { at: modified, askingVersion: '', askingFingerprint: '' };
    const api = new URL('https://unknown.invalid/');
    return { step: 'requested', request: { ...nobody, api }, unknownSince: modified };
  }
  const saved = readSaved(await record('saved.json'));
  const download = await record('downloaded.json');
  const clockOffsetMs = offsetStillBelieved(download, effects.now());
  if (saved !== null) {
    const verified = readVerified(await record('verified.json'));
    return verified === null
      ? { step: 'saved', request, saved, clockOffsetMs }
      : { step: 'verified', request, saved, verified };
  }
  const issued = readIssued(await record('issued.json'));
  if (issued === null) {
    const unknown = await record('unknown.json');
    const unknownSince = (unknown === null ? null : dateField(unknown, 'at')) ?? request.at;
    return { step: 'requested', request, unknownSince };
  }
  const bytes = await readIfThere(files, join(folder, 'downloaded.p12'));
  const at = download === null ? null : dateField(download, 'at');
  if (bytes !== null && at !== null) {
    return { step: 'downloaded', request, issued, downloaded: { at, bytes, clockOffsetMs } };
  }
  const failures = readFailures(await record('failures.json'));
  return { step: 'issued', request, issued, failures };
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

function readRequest(record: Read): RequestRecord | null {
  if (record === null) return null;
  const at = dateField(record, 'at');
  const askingVersion = textField(record, 'askingVersion');
  const askingFingerprint = textField(record, 'askingFingerprint');
  const api = URL.parse(textField(record, 'api') ?? '');
  if (at === null || askingVersion === null || askingFingerprint === null || api === null) {
    return null;
  }
  return { at, askingVersion, askingFingerprint, api };
}

function readIssued(record: Read): IssuedRecord | null {
  if (record === null) return null;
  const at = dateField(record, 'at');
  const uri = URL.parse(textField(record, 'uri') ?? '');
  const pass = textField(record, 'pass');
  return at === null || uri === null || pass === null ? null : { at, uri, pass: new Secret(pass) };
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
  return at === null || version === null ? null : { at, version };
}

function readVerified(record: Read): VerifiedRecord | null {
  if (record === null) return null;
  const at = dateField(record, 'at');
  const verdict = textField(record, 'verdict');
  if (at === null) return null;
  if (verdict !== 'accepted' && verdict !== 'inconclusive' && verdict !== 'overdue') return null;
  return { at, verdict };
}
