import { join } from 'node:path';
import type { CertificateFacts } from '../certificate/facts.ts';
import type { Effects } from '../effects.ts';
import type { WeborcaError } from '../errors.ts';
import { listIfThere, sweepTemporary } from '../files/durable.ts';
import { isSystemError, pathOfError } from '../files/errno.ts';
import type { FileSystem } from '../files/file-system.ts';
import type { JsonRecord } from '../json.ts';
import type { HistoryEvent } from '../words/history-events.ts';
import {
  noteAftermath,
  noteFailure,
  openFailures,
  settleFailures,
  type OpenFailure,
} from './failures.ts';
import { announceChange } from './store.ts';
import { readHistory, remember, type HistoryEntry } from './history.ts';
import { abandonedFolder, journalOf, type Journal } from './journal.ts';
import { certificateEntries, certificateFolderIn, versionsFolder } from './layout.ts';
import { memoryOf, type Memory, seenBackupsIn, type SeenBackups } from './memory.ts';
import { noteOpened } from './resting.ts';
import type { Surroundings } from './surroundings.ts';
import type { Store, StoredVersion } from './types.ts';
import { heldIn, type Held } from './unfinished.ts';

/**
 * What the store keeps of one certificate beside its versions. Renewals and commands come to it
 * through here; where and how it lies on the disk is for this folder alone to know.
 */
export interface Records {
  /** Where it lies: to be told to people, and for `consumers/`, which has a folder of its own in it. */
  readonly folder: string;
  readonly journal: Journal;
  readonly memory: Memory;
  readonly history: History;
  readonly failures: Failures;
  /** Where backups of it lie, and when each was last read. */
  readonly backups: SeenBackups;
  /** Which of these there are: of thousands of certificates, few have one. */
  readonly present: () => Promise<ReadonlySet<Present>>;
  /** Of renewals that did not come to their end: what is nowhere else. */
  readonly held: () => Promise<Held>;
  /** The journals that were abandoned: where they are kept, and how many. */
  readonly abandoned: () => Promise<{ readonly path: string; readonly count: number }>;
  /**
   * This version has just been opened, holds this certificate, and all around it is well
   * (`resting.ts`).
   */
  readonly noteOpened: (
    version: StoredVersion,
    facts: CertificateFacts,
    around: Surroundings,
  ) => Promise<void>;
  /** Takes away what killed runs left half-written: there may be passwords in it. */
  readonly sweep: () => Promise<void>;
}

/** The audit trail: facts only, never a secret. */
export interface History {
  /** A place that takes no line never changes what is done. @throws WeborcaError `lease-lost` */
  readonly remember: (event: HistoryEvent, facts: JsonRecord) => Promise<void>;
  readonly read: () => Promise<readonly HistoryEntry[]>;
}

/** What went wrong and has not gone well since. */
export interface Failures {
  readonly note: (failure: Pick<OpenFailure, 'step' | 'error'>) => Promise<void>;
  readonly open: () => Promise<readonly OpenFailure[]>;
  readonly settle: (isOver: (failure: OpenFailure) => boolean) => Promise<void>;
  readonly noteAftermath: (
    step: 'backup' | 'deploy',
    failed: readonly WeborcaError[],
  ) => Promise<void>;
}

type Present = 'journal' | 'superseded' | 'failures' | 'backups';

const lyingIn: ReadonlyMap<string, Present> = new Map([
  [certificateEntries.backups, 'backups'],
  [certificateEntries.journal, 'journal'],
  [certificateEntries.superseded, 'superseded'],
  [certificateEntries.failures, 'failures'],
]);

/**
 * @param effects under a lock: fenced by its lease
 * @param unfenced for the answer to a request alone, which is written whatever happened meanwhile
 */
export function recordsOf(
  effects: Effects,
  of: {
    readonly store: Pick<Store, 'dir'>;
    readonly name: string;
    /** A line of the history could not be written, at this place. */
    readonly untold?: (path: string) => void;
  },
  unfenced?: FileSystem,
): Records {
  const folder = certificateFolderIn(of.store, of.name);
  const { files } = effects;
  return {
    folder,
    journal: announcing(journalOf(effects, folder, unfenced), () =>
      announceChange({ files: unfenced ?? files, now: effects.now }, of.store.dir),
    ),
    memory: memoryOf(effects, of),
    history: {
      async remember(event, facts) {
        try {
          await remember(effects, folder, event, facts);
        } catch (error) {
          // What was done is done, whether it can be told later or not: a file of root's, say, would
          // else keep an issued certificate at its last step, and every later one from being asked for.
          if (!isSystemError(error)) throw error;
          of.untold?.(pathOfError(error) ?? folder);
        }
      },
      read: () => readHistory(effects, folder),
    },
    failures: {
      note: (failure) => noteFailure(effects, folder, failure),
      open: () => openFailures(effects, folder),
      settle: (isOver) => settleFailures(effects, folder, isOver),
      noteAftermath: (step, failed) => noteAftermath(effects, folder, step, failed),
    },
    backups: seenBackupsIn(effects, folder),
    async present() {
      const entries = await listIfThere(files, folder);
      return new Set(entries.flatMap((entry) => lyingIn.get(entry) ?? []));
    },
    held: () => heldIn(effects, folder),
    async abandoned() {
      const path = abandonedFolder(folder);
      return { path, count: (await listIfThere(files, path)).length };
    },
    noteOpened: (version, facts, around) => noteOpened(effects, folder, { version, facts, around }),
    async sweep() {
      await sweepTemporary(files, folder);
      await sweepTemporary(files, join(folder, certificateEntries.backups));
      // What an owner that was overtaken had begun: no other run looks there before the next version.
      await sweepTemporary(files, versionsFolder(of.store, of.name));
    },
  };
}

/** The same journal, each of whose steps is announced to those who look on. */
function announcing(journal: Journal, announce: () => Promise<void>): Journal {
  const announced = async <T>(step: Promise<T>): Promise<T> => {
    const taken = await step;
    await announce();
    return taken;
  };
  return {
    ...journal,
    open: (request) => announced(journal.open(request)),
    downloaded: (record) => announced(journal.downloaded(record)),
    saved: (record) => announced(journal.saved(record)),
    verified: (record) => announced(journal.verified(record)),
  };
}
