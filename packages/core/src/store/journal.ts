import { join } from 'node:path';
import {
  exists,
  makeDirectories,
  readIfThere,
  removeQuietly,
  removeTree,
  temporaryName,
  writeDurably,
} from '../files/durable.ts';
import type { FileSystem } from '../files/file-system.ts';
import type { Effects } from '../effects.ts';
import { sha256Hex } from '../bytes.ts';
import { passLeaseLost } from './lease.ts';
import type {
  DownloadFailures,
  RequestRecord,
  IssuedRecord,
  DownloadedRecord,
  SavedRecord,
  VerifiedRecord,
  JournalState,
} from './journal-state.ts';
import { readIssuance, readJournal } from './read-journal.ts';
import {
  answerBytes,
  answerIds,
  answerPath,
  answersFolder,
  makeAnswerFile,
  newAnswerId,
  readAnswer,
  writeIssuedAgain,
  type Answer,
  type AnswerFile,
} from './answers.ts';
import { readRecord, requestFields, writeRecord } from './record.ts';
import { certificateEntries, journalEntries } from './layout.ts';

/** Disk kept back while a request is out, so that its answer can be written on a full disk. */
const reservedBytes = 1024 * 1024;
const reserves = new WeakMap<Effects['randomBytes'], Uint8Array>();
const ownerOnlyFile = 0o600;
const ownerOnlyFolder = 0o700;

/** Where the journals lie that led nowhere. */
export function abandonedFolder(certificateFolder: string): string {
  return join(certificateFolder, certificateEntries.abandoned);
}

/** A request about to leave. */
export interface OpenRequest {
  readonly request: RequestRecord;
  readonly answer: AnswerFile;
}

/** An answer to a request that was abandoned. What may still come is none, nor what is unusable. */
export interface LateAnswer {
  readonly id: string;
  readonly answer: Extract<Answer, { kind: 'nothing' | 'issued' }>;
}

/** The journal of one name: a folder that appears with *requested* and goes when all is done. */
export interface Journal {
  readonly folder: string;
  read(): Promise<JournalState>;
  /**
   * Appears whole, fsynced, with 1 MiB of disk reserved and the file for the answer held open, or
   * throws and leaves nothing.
   */
  open(request: Omit<RequestRecord, 'answer'>): Promise<OpenRequest>;
  /** Opens once more at *issued*: the answer to a request that was abandoned came late. */
  takeUp(request: RequestRecord): Promise<void>;
  /** Goes back to *saved*: a version that was in use unverified has been refused. */
  reopen(request: RequestRecord, saved: SavedRecord): Promise<void>;
  /** What a killed run wrote and did not come to fsync is made safe before it is relied on. */
  secure(): Promise<void>;
  /** The answer's file, closed, becomes one of the journal. Where it lies then. */
  takeIn(request: RequestRecord, as: 'issued' | 'unknown'): Promise<string>;
  /** *issued* once more, where there was no room for it when it came. Not fenced. */
  recordAgain(request: RequestRecord, issued: IssuedRecord): Promise<void>;
  noteFailures(failures: DownloadFailures): Promise<void>;
  downloaded(record: DownloadedRecord): Promise<void>;
  saved(record: SavedRecord): Promise<void>;
  /**
   * The saved version is gone: back to what it was made of. Null when nothing of that is here, as
   * for a certificate that came by another road; the journal is then as it was.
   */
  beforeSaved(): Promise<Extract<JournalState, { step: 'issued' | 'downloaded' }> | null>;
  verified(record: VerifiedRecord): Promise<void>;
  /** Answers to requests that were abandoned, as far as they have come and can be used. */
  lateAnswers(): Promise<readonly LateAnswer[]>;
  dropAnswer(id: string): Promise<void>;
  /** Everything it held is in the store: it goes. */
  close(): Promise<void>;
  /**
   * It led nowhere: renamed and kept, password and bytes included, never overwritten. An answer that
   * has not come may still come (`lateAnswers`).
   */
  abandon(): Promise<string>;
}

/**
 * Random, so that no file system compresses it away; made once, since thousands of renewals in one
 * process, each with a megabyte of its own, leave holes in its memory that nothing else fits in.
 */
function reserveOf(random: Effects['randomBytes']): Uint8Array {
  const bytes = reserves.get(random) ?? random(reservedBytes - answerBytes);
  reserves.set(random, bytes);
  return bytes;
}

function requestedBytes(request: RequestRecord): Uint8Array {
  return writeRecord({ ...request, api: request.api?.href ?? null });
}

/**
 * @param effects fenced by the lease, as every step of the journal is
 * @param unfenced for the answer's file alone
 */
export function journalOf(
  effects: Effects,
  certificateFolder: string,
  unfenced: FileSystem = effects.files,
): Journal {
  const { files, randomBytes } = effects;
  const folder = join(certificateFolder, certificateEntries.journal);
  const path = (name: string): string => join(folder, name);
  const pathOf = (id: string): string => answerPath(certificateFolder, id);
  const write = (name: string, record: Readonly<Record<string, unknown>>): Promise<void> =>
    writeDurably(effects, path(name), { contents: writeRecord(record), mode: ownerOnlyFile });
  const record = async (name: string): Promise<ReturnType<typeof readRecord>> =>
    readRecord(await readIfThere(files, path(name)));

  /** The folder appears whole, by one rename. */
  async function appear(contents: readonly (readonly [string, Uint8Array])[]): Promise<void> {
    const draft = join(certificateFolder, temporaryName(randomBytes));
    try {
      await makeDirectories(files, draft, ownerOnlyFolder);
      for (const [name, bytes] of contents) {
        await files.create(join(draft, name), bytes, ownerOnlyFile);
        await files.syncFile(join(draft, name));
      }
      await files.syncDirectory(draft);
      await files.rename(draft, folder);
      await files.syncDirectory(certificateFolder).catch(async (error: unknown) => {
        await files.rename(folder, draft);
        throw error;
      });
    } catch (error) {
      await removeQuietly(files, draft);
      throw error;
    }
  }

  /** The file first: a journal that names one and has none would say that a request may have left. */
  async function open(asked: Omit<RequestRecord, 'answer'>): Promise<OpenRequest> {
    const id = newAnswerId(randomBytes);
    const request: RequestRecord = { ...asked, answer: id };
    const own = { files: unfenced, now: effects.now };
    const answer = await makeAnswerFile(own, certificateFolder, request, id);
    try {
      await appear([
        [journalEntries.requested, requestedBytes(request)],
        [journalEntries.reserve, reserveOf(randomBytes)],
      ]);
      return { request, answer };
    } catch (error) {
      await answer.close();
      // A journal that stayed after all needs it to say that nothing has left.
      if (!(await exists(files, folder))) await removeQuietly(unfenced, pathOf(id));
      throw error;
    }
  }

  const takeIn: Journal['takeIn'] = async ({ answer }, as) => {
    const taken = path(journalEntries[as]);
    if (answer !== null) await files.rename(pathOf(answer), taken);
    return taken;
  };

  /** Durably, before the journal goes that it belongs to. */
  async function forget(answer: string): Promise<void> {
    await removeQuietly(files, pathOf(answer));
    await files.syncDirectory(answersFolder(certificateFolder)).catch(passLeaseLost);
  }

  /** As far as it can be read. */
  async function named(): Promise<RequestRecord> {
    return requestFields((await record(journalEntries.requested)) ?? {}, effects.now());
  }

  async function downloaded(download: DownloadedRecord): Promise<void> {
    await removeTree(files, path(journalEntries.reserve));
    // The record first: once the bytes have their name they count, and where the service gives them
    // out once, or refuses who asked from then on, nobody has to ask for them again.
    const { at, clockOffsetMs } = download;
    await write(journalEntries.downloaded, {
      at,
      clockOffsetMs,
      sha256: sha256Hex(download.bytes),
    });
    await writeDurably(effects, path(journalEntries.file), {
      contents: download.bytes,
      mode: ownerOnlyFile,
    });
  }

  async function leave(to: string): Promise<void> {
    await files.rename(folder, to);
    await files.syncDirectory(certificateFolder);
  }

  return {
    folder,
    read: () => readJournal(effects, folder),
    open,
    takeUp: (request) => appear([[journalEntries.requested, requestedBytes(request)]]),
    reopen: (request, saved) =>
      appear([
        [journalEntries.requested, requestedBytes(request)],
        [journalEntries.saved, writeRecord({ ...saved })],
      ]),
    async secure() {
      const { answer } = await named();
      const own = answer === null ? null : pathOf(answer);
      await files.syncFile(
        own !== null && (await exists(files, own)) ? own : path(journalEntries.issued),
      );
      await files.syncDirectory(folder);
      await files.syncDirectory(certificateFolder);
    },
    takeIn,
    recordAgain: (request, issued) =>
      writeIssuedAgain(unfenced, certificateFolder, request, issued),
    noteFailures: (failures) => write(journalEntries.failures, { ...failures }),
    downloaded,
    saved: (saved) => write(journalEntries.saved, { ...saved }),
    async beforeSaved() {
      const issuance = await readIssuance(effects, folder);
      if (issuance === null) return null;
      // The verdict first: it must not be taken for one about what is saved next.
      await removeTree(files, path(journalEntries.verified));
      await removeTree(files, path(journalEntries.saved));
      await files.syncDirectory(folder);
      return issuance;
    },
    verified: (verified) => write(journalEntries.verified, { ...verified }),
    async lateAnswers() {
      const come: LateAnswer[] = [];
      for (const id of await answerIds(files, certificateFolder)) {
        const answer = await readAnswer(files, certificateFolder, id);
        if (answer.kind === 'nothing' || answer.kind === 'issued') come.push({ id, answer });
      }
      return come;
    },
    dropAnswer: (id) => removeTree(files, pathOf(id)),
    async close() {
      // Somebody removed the store while the request was out: what was saved since is what counts.
      if (!(await exists(files, folder))) return;
      const { answer } = await named();
      const finished = (await record(journalEntries.saved)) !== null;
      // What was used is not to be taken for an answer that came late; what led nowhere would,
      // without its answer, be taken for a request that may have left.
      if (answer !== null && finished) await forget(answer);
      const gone = join(certificateFolder, temporaryName(randomBytes));
      await leave(gone);
      await removeQuietly(files, gone);
      if (answer !== null && !finished) await removeQuietly(files, pathOf(answer));
    },
    async abandon() {
      const kept = abandonedFolder(certificateFolder);
      await makeDirectories(files, kept, ownerOnlyFolder);
      const request = await named();
      const { at, answer } = request;
      // One that may still come stays where it is: the run that has sent the request holds the file.
      const come = answer === null ? null : await readAnswer(files, certificateFolder, answer);
      if (come?.kind === 'issued') await takeIn(request, 'issued');
      if (come?.kind === 'unusable') await takeIn(request, 'unknown');
      const suffix = Buffer.from(randomBytes(4)).toString('hex');
      const target = join(kept, `${at.toISOString().replaceAll(/[-:]|\.\d+/g, '')}-${suffix}`);
      await leave(target);
      await files.syncDirectory(kept);
      await removeTree(files, join(target, journalEntries.reserve));
      return target;
    },
  };
}
