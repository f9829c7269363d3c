import { announceChange, writingTo } from './store.ts';
import { fileMode, folderMode, lockFolder } from './layout.ts';
import type { Store } from './types.ts';
import { join } from 'node:path';
import type { Effects } from '../effects.ts';
import { WeborcaError } from '../errors.ts';
import {
  exists,
  isErrno,
  isTemporaryName,
  listIfThere,
  makeDirectories,
  removeQuietly,
  sweepTemporary,
  temporaryName,
} from '../files/durable.ts';
import {
  formatLock,
  isExclusiveVolume,
  judgeLock,
  type LockOwner,
  type LockRecord,
  nodeProcesses,
  parseLock,
  type Processes,
  readBoot,
  readStartTicks,
  startOfOwner,
} from './lock-owner.ts';
import { hourMs } from '../time.ts';

export type { LockOwner } from './lock-owner.ts';

export interface Lock {
  /**
   * One look at the own file: a run that takes a lock over removes that first. A moment later the answer
   * may be another one (`lease.ts` says what follows from that).
   */
  isOurs(): Promise<boolean>;
  /**
   * Gives the lock back. Never fails: a file that cannot be removed now is recognised as stale as
   * soon as this process has ended.
   */
  release(): Promise<void>;
}

export interface LockOptions {
  /** How long to wait for others, in milliseconds of pauses; renewals wait 60,000. */
  readonly waitMs: number;
  readonly signal: AbortSignal;
  /** Told once for each owner waited for. */
  readonly onWait?: (owner: LockOwner) => void;
  readonly processes?: Processes;
}

type LockEffects = Pick<
  Effects,
  'files' | 'now' | 'wait' | 'randomBytes' | 'process' | 'platform' | 'env'
>;

interface LockPlace {
  readonly folder: string;
  /** What it locks, as `locked` says it to people. */
  readonly name: string;
}

/**
 * Takes a lock between processes, and between tasks of one process.
 *
 * Each contender puts a file of its own into `folder`, whole from its first moment, and holds the
 * lock when no other living one's lies there; else it takes its own away and tries again. Of two at
 * once the later one sees the earlier one's file, so never both hold; that both give way is what the
 * jitter is for. Names are never used twice: a dead one's file can be removed by anybody at any
 * time. What was read before taking the lock has to be looked at again after it (certmagic).
 *
 * Where that is not perfect: an owner out of sight (another host or container) is overtaken after an
 * hour, and one that only slept does not know it until it looks (`isOurs`). Nothing is promised for
 * a network file system whose listing lags behind: there both may see an empty folder.
 *
 * @throws {WeborcaError} `locked` with the owner, `interrupted`, `destination-not-writable`
 */
export async function acquireLock(
  effects: LockEffects,
  { folder, name }: LockPlace,
  options: LockOptions,
): Promise<Lock> {
  const pauses = pausesOf(effects, options.waitMs);
  let told: string | null = null;
  for (;;) {
    const { lock, owner } = await writingTo(folder, () => tryOnce(effects, folder, options));
    if (lock !== null) return lock;
    const known = `${owner.host}:${owner.pid}:${owner.since.getTime()}`;
    if (told !== known) options.onWait?.(owner);
    told = known;
    const pause = pauses.next();
    if (pause.done === true) throw lockedBy(owner, name);
    await pauseFor(effects, pause.value, options.signal);
  }
}

type Attempt =
  | { readonly lock: Lock; readonly owner: null }
  | { readonly lock: null; readonly owner: LockOwner };

async function tryOnce(
  effects: LockEffects,
  folder: string,
  options: LockOptions,
): Promise<Attempt> {
  const { files } = effects;
  // First look without a file of ours, so that waiting does not disturb those who contend.
  const before = await findOwner(effects, { folder }, options);
  if (before !== null) return { lock: null, owner: before };
  await makeDirectories(files, folder, folderMode);
  const own = await writeOwn(effects, folder);
  const release = (): Promise<void> => removeQuietly(files, join(folder, own));
  const isOurs = (): Promise<boolean> => isStillThere(effects, folder, own);
  try {
    const other = await findOwner(effects, { folder, own }, options);
    if (other === null) return { lock: { isOurs, release }, owner: null };
    await release();
    return { lock: null, owner: other };
  } catch (error) {
    await release();
    throw error;
  }
}

/** A run that slept here for an hour finds its draft swept away as a dead one's, and writes another. */
async function writeOwn(effects: LockEffects, folder: string): Promise<string> {
  try {
    return await writeDrafted(effects, folder);
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error;
    return await writeDrafted(effects, folder);
  }
}

async function writeDrafted(effects: LockEffects, folder: string): Promise<string> {
  const { files, platform, process: self } = effects;
  const record: LockRecord = {
    pid: self.pid,
    host: self.host,
    since: effects.now(),
    command: self.command,
    platform,
    startedAt: self.startedAt,
    startTicks: await readStartTicks(files, platform, self.pid),
    boot: await readBoot(files, platform),
  };
  await sweepTemporary(files, folder, new Date(effects.now().getTime() - hourMs));
  const temporary = join(folder, temporaryName(effects.randomBytes));
  const own = `${Buffer.from(effects.randomBytes(16)).toString('hex')}.lock`;
  try {
    await files.create(temporary, formatLock(record), fileMode);
    await files.rename(temporary, join(folder, own));
  } catch (error) {
    await removeQuietly(files, temporary);
    throw error;
  }
  return own;
}

/**
 * Gone together with its folder it was removed with the whole store, and not taken over: a process that
 * takes it over leaves the folder. On Windows a file that is just being removed answers EPERM.
 */
async function isStillThere(effects: LockEffects, folder: string, own: string): Promise<boolean> {
  const { files, platform } = effects;
  try {
    await files.status(join(folder, own));
    return true;
  } catch (error) {
    if (platform === 'win32' && isErrno(error, 'EPERM', 'EACCES', 'EBUSY')) return false;
    if (!isErrno(error, 'ENOENT', 'ENOTDIR')) throw error;
    return !(await exists(files, folder));
  }
}

/** How long to wait for another program that works at the same certificate. */
const certificateWaitMs = 60_000;

/**
 * Locks one certificate by its name. Whatever changes it does so under this lock, so that its end is
 * announced to those who look on.
 *
 * @throws WeborcaError `locked` with the owner, `interrupted`
 */
export async function lockCertificate(
  { effects, signal }: { readonly effects: LockEffects; readonly signal: AbortSignal },
  { store, name }: { readonly store: Pick<Store, 'dir'>; readonly name: string },
  told: Pick<LockOptions, 'onWait'> = {},
): Promise<Lock> {
  const folder = lockFolder(store, name);
  const options = { waitMs: certificateWaitMs, signal, ...told };
  const lock = await acquireLock(effects, { folder, name }, options);
  return {
    ...lock,
    release: async () => {
      await lock.release();
      await announceChange(effects, store.dir);
    },
  };
}

/** Who works at a certificate now; a moment later the answer may be another one. */
export function workerAt(
  effects: LockEffects,
  { store, name }: { readonly store: Pick<Store, 'dir'>; readonly name: string },
): Promise<LockOwner | null> {
  return findOwner(effects, { folder: lockFolder(store, name) }, {});
}

/** The longest-standing living owner besides `own`; the files of dead ones are removed. */
async function findOwner(
  effects: LockEffects,
  { folder, own }: { readonly folder: string; readonly own?: string },
  options: Pick<LockOptions, 'processes'>,
): Promise<LockOwner | null> {
  let first: LockOwner | null = null;
  for (const entry of await listIfThere(effects.files, folder)) {
    if (entry === own || isTemporaryName(entry)) continue;
    const owner = await look(effects, join(folder, entry), options);
    if (owner !== null && (first === null || owner.since < first.since)) first = owner;
  }
  return first;
}

async function look(
  effects: LockEffects,
  path: string,
  options: Pick<LockOptions, 'processes'>,
): Promise<LockOwner | null> {
  const { files, platform } = effects;
  const processes = options.processes ?? nodeProcesses;
  const bytes = await readLock(effects, path);
  if (bytes === 'gone') return null;
  if (bytes === 'busy') return unknownOwner(effects);
  const lock = parseLock(bytes);
  if (lock !== null) {
    const now = effects.now();
    const { stale } = judgeLock(lock, {
      self: effects.process,
      platform,
      boot: await readBoot(files, platform),
      now,
      startedAt: await startOfOwner(lock, { platform, now }, processes),
      uptimeMs: processes.uptimeMs(),
      isAlive: processes.isAlive(lock.pid),
      startTicks: await readStartTicks(files, platform, lock.pid),
      exclusive: isExclusiveVolume(effects.env),
    });
    if (!stale) return lock;
  }
  // What is no lock file is what a power cut left of one: it was whole before it had its name.
  await removeQuietly(files, path);
  return null;
}

/** On Windows a file that is just being removed cannot be read and is not gone either. */
async function readLock(effects: LockEffects, path: string): Promise<Uint8Array | 'gone' | 'busy'> {
  try {
    return await effects.files.readFile(path);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return 'gone';
    if (effects.platform === 'win32' && isErrno(error, 'EPERM', 'EACCES', 'EBUSY')) return 'busy';
    throw error;
  }
}

function unknownOwner(effects: LockEffects): LockOwner {
  return { pid: 0, host: effects.process.host, since: effects.now(), command: '' };
}

/** Pauses of 20 to 200 ms, at random, that add up to `waitMs`. */
function* pausesOf(effects: LockEffects, waitMs: number): Generator<number, undefined> {
  let left = waitMs;
  while (left > 0) {
    const [high = 0, low = 0] = effects.randomBytes(2);
    const pause = Math.min(left, 20 + Math.floor(((high * 256 + low) / 65_536) * 180));
    left -= pause;
    yield pause;
  }
}

async function pauseFor(effects: LockEffects, ms: number, signal: AbortSignal): Promise<void> {
  try {
    await effects.wait(ms, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new WeborcaError('interrupted', { during: 'lock' }, { cause: error });
  }
}

function lockedBy(owner: LockOwner, name: string): WeborcaError {
  const { pid, host, since, command } = owner;
  return new WeborcaError('locked', { name, pid, host, since: since.toISOString(), command });
}
