import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import {
  createContext,
  nodeEffects,
  renew,
  type Connect,
  type Context,
  type FileSystem,
  type RenewalResult,
} from '@weborca-cert/core';
import {
  crashingFileSystem,
  isChange,
  recordingFileSystem,
  withoutSyncing,
  type FileOperation,
} from '../../../../core/test/support/file-operations.ts';
import { replay, snapshot, type Loss } from '../../../../core/test/support/power-cut.ts';
import type { Place } from './process-clinic.ts';

const command = 'test';
const real = nodeEffects({ command });
/** What a power cut would leave is worked out; the disk itself need not be waited for. */
export const disk = withoutSyncing(real.files);

/** After a power cut no process of before is there; Linux gives no such numbers. */
const gone = { ...real.process, pid: 5_000_000 };
const goneToo = { ...real.process, pid: 5_000_001 };

interface Options {
  readonly files?: FileSystem;
  readonly process?: typeof gone;
  readonly aheadMs?: number;
  readonly around?: (connect: Connect) => Connect;
}

/** A renewal in this process, with a fresh context. */
export async function renewHere(place: Place, options: Options = {}): Promise<RenewalResult> {
  const { files = disk, process = real.process, aheadMs = 0, around } = options;
  const context = createContext({
    command,
    effects: {
      files,
      process,
      now: () => new Date(Date.now() + aheadMs),
      env: { WEBORCA_CERT_HOME: place.home },
    },
  });
  const used: Context =
    around === undefined ? context : { ...context, connect: around(context.connect) };
  const [result] = await renew(used, [place.name], { force: false, dryRun: false });
  if (result === undefined) throw new Error('no result');
  return result;
}

/** What a renewal did to the disk, and when it did what cannot be taken back. */
export interface Recording {
  /** How many operations may have reached the disk: after each change one. */
  readonly cuts: readonly number[];
  /** With so many operations done the request may have left; *issued* was fsynced; the journal was closed. */
  readonly requested: number;
  readonly issued: number;
  readonly result: RenewalResult;
  /** What the service issued, if it did. */
  readonly issuance: { readonly pass: string; readonly fingerprint: string } | null;
  /** Puts the place into the state in which a cut after so many operations leaves it. */
  readonly cutAfter: (operations: number, loss: Loss) => Promise<void>;
  readonly describe: (operations: number) => string;
}

/** @param killAt the change before which a first process ends; what a second one does follows */
export async function record(place: Place, killAt?: number): Promise<Recording> {
  const { root } = place;
  place.reset();
  const initial = await snapshot(root);
  const { files, operations } = recordingFileSystem(disk);
  if (killAt !== undefined) {
    const killed = crashingFileSystem(files, killAt);
    await renewHere(place, { files: killed.files, process: goneToo });
  }
  const result = await renewHere(place, { files, process: gone });
  const recorded = [...operations];
  const requested = onDisk(recorded, '"left":true');
  const issued = onDisk(recorded, '"pass":');
  return {
    cuts: [0, ...recorded.flatMap((operation, index) => (isChange(operation) ? [index + 1] : []))],
    requested,
    issued,
    result,
    issuance: place.issued()[0] ?? null,
    async cutAfter(count, loss) {
      for (const entry of readdirSync(root)) rmSync(path.join(root, entry), { recursive: true });
      await replay(recorded.slice(0, count), { root, initial, into: root, loss });
    },
    describe: (count) => told(recorded[count - 1], root),
  };
}

/** With so many operations done a file for an answer was fsynced with this written over it. */
function onDisk(operations: readonly FileOperation[], text: string): number {
  const written = operations.findIndex(
    (one) => one.kind === 'overwrite' && Buffer.from(one.bytes).includes(text),
  );
  const at = operations[written]?.path;
  const synced = operations.findIndex(
    (one, index) => written >= 0 && index > written && one.kind === 'syncFile' && one.path === at,
  );
  return synced < 0 ? Number.POSITIVE_INFINITY : synced + 1;
}

function told(operation: FileOperation | undefined, root: string): string {
  if (operation === undefined) return 'nothing';
  return `${operation.kind} ${path.relative(root, operation.path)}`;
}

/** The same for the same files with the same contents. */
export function digestOfTree(folder: string): string {
  const hash = createHash('sha256');
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.map((entry) => ({ entry, at: path.join(entry.parentPath, entry.name) }));
  for (const { entry, at } of paths.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    hash.update(`${at}\0${entry.isFile()}\0`);
    if (entry.isFile()) hash.update(readFileSync(at)).update('\0');
  }
  return hash.digest('hex');
}
