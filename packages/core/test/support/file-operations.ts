import type { FileSystem } from '../../src/files/file-system.ts';

/** One call of a `FileSystem`, with all that it was given. */
export type FileOperation =
  | {
      readonly kind: 'create' | 'append';
      readonly path: string;
      readonly bytes: Uint8Array;
      readonly mode: number;
    }
  | { readonly kind: 'overwrite'; readonly path: string; readonly bytes: Uint8Array }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string }
  | { readonly kind: 'makeDirectory' | 'changeMode'; readonly path: string; readonly mode: number }
  | {
      readonly kind:
        | 'syncFile'
        | 'syncDirectory'
        | 'removeFile'
        | 'removeDirectory'
        | 'changeOwner';
      readonly path: string;
    }
  | { readonly kind: 'readFile' | 'list' | 'status' | 'realPath' | 'hold'; readonly path: string };

const looking: ReadonlySet<FileOperation['kind']> = new Set([
  'readFile',
  'list',
  'status',
  'realPath',
  'hold',
]);

/** Whether the operation changes the disk, or what of it survives a power cut. */
export function isChange(operation: FileOperation): boolean {
  return !looking.has(operation.kind);
}

/** What happens around an operation: `before` may throw, or never come back, instead of it. */
export interface Hook {
  readonly before?: (operation: FileOperation) => void | Promise<void>;
  readonly after?: (operation: FileOperation) => void | Promise<void>;
}

/** A `FileSystem` that tells `hook` of every operation. */
export function hookedFileSystem(inner: FileSystem, hook: Hook): FileSystem {
  const run = async <T>(operation: FileOperation, work: () => Promise<T>): Promise<T> => {
    await hook.before?.(operation);
    const result = await work();
    await hook.after?.(operation);
    return result;
  };
  return {
    readFile: (path, atMost) => run({ kind: 'readFile', path }, () => inner.readFile(path, atMost)),
    create: (path, bytes, mode) =>
      run({ kind: 'create', path, bytes: bytes.slice(), mode }, () =>
        inner.create(path, bytes, mode),
      ),
    overwrite: (path, bytes) =>
      run({ kind: 'overwrite', path, bytes: bytes.slice() }, () => inner.overwrite(path, bytes)),
    hold: async (path) => {
      const held = await run({ kind: 'hold', path }, () => inner.hold(path));
      return {
        ...held,
        overwrite: (bytes) =>
          run({ kind: 'overwrite', path, bytes: bytes.slice() }, () => held.overwrite(bytes)),
        sync: () => run({ kind: 'syncFile', path }, () => held.sync()),
      };
    },
    append: (path, bytes, mode) =>
      run({ kind: 'append', path, bytes: bytes.slice(), mode }, () =>
        inner.append(path, bytes, mode),
      ),
    syncFile: (path) => run({ kind: 'syncFile', path }, () => inner.syncFile(path)),
    syncDirectory: (path) => run({ kind: 'syncDirectory', path }, () => inner.syncDirectory(path)),
    rename: (from, to) => run({ kind: 'rename', path: from, to }, () => inner.rename(from, to)),
    makeDirectory: (path, mode) =>
      run({ kind: 'makeDirectory', path, mode }, () => inner.makeDirectory(path, mode)),
    list: (path) => run({ kind: 'list', path }, () => inner.list(path)),
    status: (path) => run({ kind: 'status', path }, () => inner.status(path)),
    realPath: (path) => run({ kind: 'realPath', path }, () => inner.realPath(path)),
    changeMode: (path, mode) =>
      run({ kind: 'changeMode', path, mode }, () => inner.changeMode(path, mode)),
    changeOwner: (path, uid, gid) =>
      run({ kind: 'changeOwner', path }, () => inner.changeOwner(path, uid, gid)),
    removeFile: (path) => run({ kind: 'removeFile', path }, () => inner.removeFile(path)),
    removeDirectory: (path) =>
      run({ kind: 'removeDirectory', path }, () => inner.removeDirectory(path)),
  };
}

/**
 * Passes fsyncs over, for tests that work out by `replay` what a power cut would leave: they do the
 * same work hundreds of times, and a busy disk would be all they wait for.
 */
export function withoutSyncing(inner: FileSystem): FileSystem {
  const check = async (path: string): Promise<void> => void (await inner.status(path));
  const hold: FileSystem['hold'] = async (path) => ({
    ...(await inner.hold(path)),
    sync: async () => undefined,
  });
  return { ...inner, syncFile: check, syncDirectory: check, hold };
}

/** Logs every operation that succeeded, in order, its bytes included, while doing it. */
export function recordingFileSystem(inner: FileSystem): {
  readonly files: FileSystem;
  readonly operations: readonly FileOperation[];
} {
  const operations: FileOperation[] = [];
  const files = hookedFileSystem(inner, { after: (operation) => void operations.push(operation) });
  return { files, operations };
}

export interface Failing {
  readonly files: FileSystem;
  /** How many of the counted operations were asked for so far. */
  readonly count: () => number;
}

export interface FailingOptions {
  /** Which operations count; all changes unless told. */
  readonly counts?: (operation: FileOperation) => boolean;
  /** `once`: only the n-th fails, as a full disk that is cleaned up; `from-then-on`: all after it too. */
  readonly fails?: 'once' | 'from-then-on';
}

/** The n-th counted operation, from 1 on, fails with `code` instead of being done. */
export function failingFileSystem(
  inner: FileSystem,
  n: number,
  code: string,
  options: FailingOptions = {},
): Failing {
  const { counts = isChange, fails = 'once' } = options;
  let count = 0;
  const files = hookedFileSystem(inner, {
    before(operation) {
      if (!counts(operation)) return;
      count += 1;
      const failsNow = fails === 'once' ? count === n : count >= n;
      if (failsNow)
        throw Object.assign(new Error(`${code} by test`), { code, path: operation.path });
    },
  });
  return { files, count: () => count };
}

export class Crashed extends Error {}

/** Whether an error is the end of the process, or what core made of it on the way out. */
export function isCrash(error: unknown): boolean {
  return error instanceof Crashed || (error instanceof Error && isCrash(error.cause));
}

/**
 * The process ends before its n-th counted operation, from 1 on: this and everything after it, also
 * what `catch` and `finally` try, throws `Crashed` and leaves the disk alone.
 */
export function crashingFileSystem(
  inner: FileSystem,
  n: number,
  counts: (operation: FileOperation) => boolean = isChange,
): Failing & { readonly crashed: () => boolean } {
  let count = 0;
  const files = hookedFileSystem(inner, {
    before(operation) {
      if (count >= n) throw new Crashed();
      if (counts(operation)) count += 1;
      if (count >= n) throw new Crashed();
    },
  });
  return { files, count: () => count, crashed: () => count >= n };
}
