import { dirname, join } from 'node:path';
import type { ErrorCode } from '../errors.ts';
import type { Effects } from '../effects.ts';
import {
  createDurably,
  isErrno,
  isTemporaryName,
  listIfThere,
  makeDirectories,
  readIfThere,
} from '../files/durable.ts';
import type { FileSystem } from '../files/file-system.ts';
import type { JsonRecord } from '../json.ts';
import type { IssuedRecord, RequestRecord } from './journal-state.ts';
import { dateField, readIssued, readRecord, requestFields } from './record.ts';
import { certificateEntries } from './layout.ts';

/**
 * Where the answer to a request is written: a file of that request's own, beside the journal, made
 * and held open before anything leaves. So the answer finds its place on a full disk, without a free
 * file handle, and when the journal is another's meanwhile because we slept: what the service said is
 * never fenced, it goes into this file and nowhere else. It lies in no folder that is renamed, since
 * Windows renames none with an open file in it. Once it is closed, the journal takes it in.
 */
export interface AnswerFile {
  /** From now on the request may have left. Durable when it returns; or it throws, and none leaves. */
  leaving(): Promise<void>;
  /** What `leaving` said is taken back: it has certainly not left. */
  neverLeft(): Promise<void>;
  /** The service has answered, and has not issued. */
  refused(): Promise<void>;
  issued(issued: IssuedRecord): Promise<void>;
  /** No usable answer; `body` is what came instead, if anything. */
  unusable(reason: ErrorCode, body: Uint8Array | null): Promise<void>;
  close(): Promise<void>;
}

/** What such a file says. A torn or missing one says `unknown`: that a request may have left. */
export type Answer =
  | { readonly kind: 'unknown' }
  /** Nothing came of it, and that is certain. `sent`: the service has had it, and it counts. */
  | { readonly kind: 'nothing'; readonly sent: boolean; readonly request: RequestRecord }
  | { readonly kind: 'issued'; readonly issued: IssuedRecord; readonly request: RequestRecord }
  | { readonly kind: 'unusable'; readonly at: Date };

/** Room for the longest answer that is read, as base64, and its frame. */
export const answerBytes = 128 * 1024;
const ownerOnlyFile = 0o600;
const ownerOnlyFolder = 0o700;

export function answersFolder(certificateFolder: string): string {
  return join(certificateFolder, certificateEntries.answers);
}

export function answerPath(certificateFolder: string, id: string): string {
  return join(answersFolder(certificateFolder), `${id}.json`);
}

/** A request's id: its answer's file is called by it. */
export function newAnswerId(random: Effects['randomBytes']): string {
  return Buffer.from(random(8)).toString('hex');
}

export async function answerIds(
  files: FileSystem,
  certificateFolder: string,
): Promise<readonly string[]> {
  const entries = await listIfThere(files, answersFolder(certificateFolder));
  return entries.flatMap((entry) =>
    entry.endsWith('.json') && !isTemporaryName(entry) ? [entry.slice(0, -'.json'.length)] : [],
  );
}

/**
 * Makes the file, with room for the answer, and holds it open: it says that nothing has left.
 *
 * @param files not fenced
 */
export async function makeAnswerFile(
  { files, now }: Pick<Effects, 'files' | 'now'>,
  certificateFolder: string,
  request: RequestRecord,
  id: string,
): Promise<AnswerFile> {
  const path = answerPath(certificateFolder, id);
  await create(files, path, withRoom(contents(request, { left: false })));
  const held = await files.hold(path);
  const write = async (fields: JsonRecord): Promise<void> => {
    await held.overwrite(contents(request, fields));
    await held.sync();
  };
  return {
    async leaving() {
      await held.overwrite(withRoom(contents(request, { left: true })));
      await held.sync();
    },
    neverLeft: () => write({ left: false }),
    refused: () => write({ left: true, at: now(), issued: false }),
    issued: (issued) => write(issuedFields(issued)),
    unusable: (reason, body) => write(unusableFields(now(), reason, body)),
    close: () => held.close(),
  };
}

/** The record of it could not be written when it came: once more, into the request's own file. */
export async function writeIssuedAgain(
  files: FileSystem,
  certificateFolder: string,
  request: RequestRecord,
  issued: IssuedRecord,
): Promise<void> {
  if (request.answer === null) return;
  const path = answerPath(certificateFolder, request.answer);
  await files.overwrite(path, contents(request, issuedFields(issued)));
  await files.syncFile(path);
}

export async function readAnswer(
  files: FileSystem,
  certificateFolder: string,
  id: string,
): Promise<Answer> {
  const record = readRecord(await readIfThere(files, answerPath(certificateFolder, id)));
  if (record === null) return { kind: 'unknown' };
  const issued = readIssued(record);
  const at = dateField(record, 'at');
  const request = requestFields(record, dateField(record, 'requestedAt') ?? at ?? new Date(0));
  if (issued !== null) return { kind: 'issued', issued, request };
  if (record['left'] === false) return { kind: 'nothing', sent: false, request };
  if (record['issued'] === false) return { kind: 'nothing', sent: true, request };
  return at === null ? { kind: 'unknown' } : { kind: 'unusable', at };
}

function issuedFields({ at, uri, pass }: IssuedRecord): JsonRecord {
  return { left: true, at, uri: uri.href, pass: pass.reveal() };
}

function unusableFields(at: Date, reason: ErrorCode, body: Uint8Array | null): JsonRecord {
  const base64 = body === null ? null : Buffer.from(body).toString('base64');
  return { left: true, at, reason, body: base64 };
}

/** With the request in it, so that it says all that is needed to fetch what was issued. */
function contents(request: RequestRecord, fields: JsonRecord): Uint8Array {
  const { at, askingVersion, askingFingerprint, api, answer } = request;
  const asked = { requestedAt: at, askingVersion, askingFingerprint, api: api?.href, answer };
  return Buffer.from(JSON.stringify({ ...asked, ...fields }));
}

/**
 * Blanks are JSON's white space: writing over them later needs no new disk block and no rename, on
 * file systems that overwrite in place.
 */
function withRoom(text: Uint8Array): Uint8Array {
  return Buffer.concat([text, Buffer.alloc(Math.max(0, answerBytes - text.length), ' ')]);
}

async function create(files: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  try {
    await createDurably(files, path, bytes, ownerOnlyFile);
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error;
    await makeDirectories(files, dirname(path), ownerOnlyFolder);
    await createDurably(files, path, bytes, ownerOnlyFile);
  }
}
