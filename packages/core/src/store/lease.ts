import { WeborcaError } from '../errors.ts';
import type { FileSystem } from '../files/file-system.ts';
import type { Lock } from './lock.ts';

/**
 * Whether what is done under a lock may still be done.
 *
 * What is promised: whoever was overtaken while it slept changes nothing any more, from its next look
 * on, and looks before every change. What is not: between a look and the change that follows it a
 * process can be stopped for as long as anybody likes, and files know no "only if the lock is still
 * mine". So one change may come late. Each of them is harmless then, because names are never used
 * twice (drafts, versions, answers) and the one rename that counts, the pointer's, names a version
 * that was whole and checked; only a request to the service can be one too many, and its answer is
 * kept and fetched (`renewal/answers.ts`).
 */
export interface Lease {
  /** @throws WeborcaError `lease-lost` */
  require(): Promise<void>;
}

/** For what only asks, without a lock. */
export const unleased: Lease = { require: async () => undefined };

export function leaseOf(lock: Pick<Lock, 'isOurs'>, name: string): Lease {
  return {
    async require() {
      if (!(await lock.isOurs())) throw new WeborcaError('lease-lost', { name });
    },
  };
}

/**
 * The same files, which change nothing once the lease is lost. Appending is left out: it takes
 * nothing away from anybody (the history is written without the lock). So are fsyncs, which decide
 * nothing.
 *
 * @throws WeborcaError `lease-lost` from everything that changes a file or a name, and instead of what
 *   fails after the lease was lost
 */
export function fenced(files: FileSystem, { require }: Lease): FileSystem {
  const after =
    <A extends readonly unknown[], T>(change: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      await require();
      return lookingAfter(change)(...args);
    };
  // What an overtaken owner stumbles over is often what its successor has swept away.
  const lookingAfter =
    <A extends readonly unknown[], T>(act: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      try {
        return await act(...args);
      } catch (error) {
        await require();
        throw error;
      }
    };
  return {
    ...files,
    create: after(files.create),
    overwrite: after(files.overwrite),
    hold: after(files.hold),
    rename: after(files.rename),
    makeDirectory: after(files.makeDirectory),
    changeMode: after(files.changeMode),
    changeOwner: after(files.changeOwner),
    removeFile: after(files.removeFile),
    removeDirectory: after(files.removeDirectory),
    append: lookingAfter(files.append),
    syncFile: lookingAfter(files.syncFile),
    syncDirectory: lookingAfter(files.syncDirectory),
  };
}
