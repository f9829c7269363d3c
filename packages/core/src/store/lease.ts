import { hasCode, WeborcaError } from '../errors.ts';
import type { FileSystem } from '../files/file-system.ts';
import type { Lock } from './lock.ts';

/**
 * Whether what is done under a lock may still be done.
 *
 * What is promised: a run that was overtaken while it slept changes nothing any more, from its next look
 * on, and looks before every change. What is not: between a look and the change that follows it a
 * process can be stopped for as long as anybody likes, and files know no "only if the lock is still
 * mine". So one change may come late. Each of them is harmless then, because names are never used
 * twice (drafts, versions, answers) and the one rename that counts, the pointer's, names a version
 * that was whole and checked; only a request to the service can be one too many, and its answer is
 * kept and fetched (`answers.ts`).
 */
export interface Lease {
  /** @throws WeborcaError `lease-lost` */
  require(): Promise<void>;
}

/** For what only asks, without a lock. */
export const unleased: Lease = { require: async () => undefined };

/** Of one that was lost: what is done all the same changes nothing. */
export function lostLease(name: string): Lease {
  return {
    require: () => Promise.reject(new WeborcaError('lease-lost', { name })),
  };
}

export function leaseOf(lock: Pick<Lock, 'isOurs'>, name: string): Lease {
  return {
    async require() {
      if (!(await lock.isOurs())) throw new WeborcaError('lease-lost', { name });
    },
  };
}

/**
 * What an overtaken owner stumbles over is often what its successor has swept away, or its own fence
 * taken for a fault of the place: instead of that, the reason.
 *
 * @throws WeborcaError `lease-lost` instead of what fails after the lease was lost
 */
export async function orLost<T>(lease: Lease, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    await lease.require();
    throw error;
  }
}

/**
 * The same files, which change nothing once the lease is lost. Appending is left out: it takes
 * nothing away from anybody (the history is written without the lock). So are fsyncs, which decide
 * nothing.
 *
 * @throws WeborcaError `lease-lost` from everything that changes a file or a name, and instead of what
 *   fails after the lease was lost
 */
export function fenced(files: FileSystem, lease: Lease): FileSystem {
  const owned = async <T>(change: () => Promise<T>): Promise<T> => {
    await lease.require();
    return orLost(lease, change);
  };
  return {
    ...files,
    create: (path, bytes, mode) => owned(() => files.create(path, bytes, mode)),
    overwrite: (path, bytes) => owned(() => files.overwrite(path, bytes)),
    hold: (path) => owned(() => files.hold(path)),
    rename: (from, to) => owned(() => files.rename(from, to)),
    makeDirectory: (path, mode) => owned(() => files.makeDirectory(path, mode)),
    changeMode: (path, mode) => owned(() => files.changeMode(path, mode)),
    changeOwner: (path, uid, gid) => owned(() => files.changeOwner(path, uid, gid)),
    removeFile: (path) => owned(() => files.removeFile(path)),
    removeDirectory: (path) => owned(() => files.removeDirectory(path)),
    append: (path, bytes, mode) => orLost(lease, () => files.append(path, bytes, mode)),
    syncFile: (path) => orLost(lease, () => files.syncFile(path)),
    syncDirectory: (path) => orLost(lease, () => files.syncDirectory(path)),
  };
}

/** For what may fail; but a run that has lost the lease ends there. */
export function passLeaseLost(error: unknown): void {
  if (hasCode(error, 'lease-lost')) throw error;
}
