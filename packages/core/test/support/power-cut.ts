import { lstat, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { FileOperation } from './file-operations.ts';
import { onWindows } from './left-out.ts';

/**
 * What of the operations reached the disk when the power went:
 * - `kept`: everything, as after `kill -9`
 * - `unsynced-dropped`: names as of each folder's last fsync, contents as of each file's
 * - `contents-dropped`: all names, but contents as of each file's last fsync, else empty: a rename
 *   that overtook its file's data (ext4 without `auto_da_alloc`, XFS)
 * - `contents-torn`: all names, but of what was not fsynced only the first half
 * - `removals-first`: as `unsynced-dropped`, but every removal got there: it overtook what came before
 */
export type Loss =
  | 'kept'
  | 'unsynced-dropped'
  | 'contents-dropped'
  | 'contents-torn'
  | 'removals-first';

const all: readonly Loss[] = [
  'kept',
  'unsynced-dropped',
  'contents-dropped',
  'contents-torn',
  'removals-first',
];

/** The two ends in Wine, where each takes its minute. */
export const losses = onWindows ? all.slice(0, 2) : all;

interface FileNode {
  readonly kind: 'file';
  bytes: Uint8Array;
  /** Contents as of the last fsync; null: never. */
  durable: Uint8Array | null;
  removed: boolean;
}

interface FolderNode {
  readonly kind: 'folder';
  entries: Map<string, Node>;
  /** Names as of the last fsync. */
  durable: Map<string, Node>;
  removed: boolean;
}

type Node = FileNode | FolderNode;

/** What lay under a folder before the recording began; all of it counts as fsynced. */
export type Snapshot = FolderNode;

export async function snapshot(folder: string): Promise<Snapshot> {
  const entries = new Map<string, Node>();
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if ((await lstat(path)).isDirectory()) entries.set(name, await snapshot(path));
    else {
      const bytes = await readFile(path);
      entries.set(name, { kind: 'file', bytes, durable: bytes, removed: false });
    }
  }
  return { kind: 'folder', entries, durable: new Map(entries), removed: false };
}

export interface Replay {
  /** The folder that was worked in; operations elsewhere are passed over. */
  readonly root: string;
  /** What lay there before; nothing unless told. */
  readonly initial?: Snapshot;
  /** An existing empty folder that becomes what `root` would be. */
  readonly into: string;
  readonly loss: Loss;
}

/**
 * Builds the state in which `operations`, a prefix of a recording, could leave the disk when the
 * power went right after them.
 */
export async function replay(operations: readonly FileOperation[], how: Replay): Promise<void> {
  const root = how.initial === undefined ? emptyFolder() : copyOf(how.initial);
  for (const operation of operations) apply(root, how.root, operation);
  await build(root, how.into, how.loss);
}

function emptyFolder(): FolderNode {
  return { kind: 'folder', entries: new Map(), durable: new Map(), removed: false };
}

function copyOf(folder: FolderNode): FolderNode {
  const entries = new Map<string, Node>();
  for (const [name, node] of folder.entries) {
    entries.set(name, node.kind === 'folder' ? copyOf(node) : { ...node });
  }
  return { kind: 'folder', entries, durable: new Map(entries), removed: false };
}

function apply(root: FolderNode, rootPath: string, operation: FileOperation): void {
  const at = locate(root, rootPath, operation.path);
  if (at === null) return;
  const { parent, name, node } = at;
  switch (operation.kind) {
    case 'create':
      parent.entries.set(name, {
        kind: 'file',
        bytes: operation.bytes,
        durable: null,
        removed: false,
      });
      return;
    case 'append':
      if (node?.kind === 'file') node.bytes = Buffer.concat([node.bytes, operation.bytes]);
      else
        parent.entries.set(name, {
          kind: 'file',
          bytes: operation.bytes,
          durable: null,
          removed: false,
        });
      return;
    case 'overwrite':
      if (node?.kind === 'file') node.bytes = operation.bytes;
      return;
    case 'makeDirectory':
      parent.entries.set(name, emptyFolder());
      return;
    case 'removeFile':
    case 'removeDirectory':
      parent.entries.delete(name);
      if (node !== undefined) node.removed = true;
      return;
    case 'rename':
      move(root, rootPath, { parent, name, node }, operation.to);
      return;
    case 'syncFile':
      if (node?.kind === 'file') node.durable = node.bytes;
      return;
    case 'syncDirectory':
      if (node?.kind === 'folder') node.durable = new Map(node.entries);
      return;
    default:
  }
}

interface Place {
  readonly parent: FolderNode;
  readonly name: string;
  readonly node: Node | undefined;
}

function move(root: FolderNode, rootPath: string, from: Place, toPath: string): void {
  const to = locate(root, rootPath, toPath);
  if (to === null || from.node === undefined) throw new Error(`rename out of sight: ${toPath}`);
  from.parent.entries.delete(from.name);
  to.parent.entries.set(to.name, from.node);
}

function locate(root: FolderNode, rootPath: string, path: string): Place | null {
  const inside = relative(rootPath, path);
  if (inside === '') return { parent: emptyFolder(), name: '', node: root };
  if (inside.startsWith('..')) return null;
  let parent = root;
  const folders = dirname(inside);
  for (const step of folders === '.' ? [] : folders.split(sep)) {
    const next = parent.entries.get(step);
    if (next?.kind !== 'folder') throw new Error(`no such folder in the replay: ${path}`);
    parent = next;
  }
  const name = basename(inside);
  return { parent, name, node: parent.entries.get(name) };
}

async function build(folder: FolderNode, path: string, loss: Loss): Promise<void> {
  const dropped = loss === 'unsynced-dropped' || loss === 'removals-first';
  for (const [name, node] of dropped ? folder.durable : folder.entries) {
    if (loss === 'removals-first' && node.removed) continue;
    const child = join(path, name);
    if (node.kind === 'folder') {
      await mkdir(child, { mode: 0o700 });
      await build(node, child, loss);
    } else await writeFile(child, survivingBytes(node, loss), { mode: 0o600 });
  }
}

function survivingBytes(file: FileNode, loss: Loss): Uint8Array {
  if (loss === 'kept' || file.durable === file.bytes) return file.bytes;
  if (loss === 'contents-torn') {
    const safe = startsWith(file.bytes, file.durable) ? (file.durable?.length ?? 0) : 0;
    return file.bytes.slice(0, safe + Math.floor((file.bytes.length - safe) / 2));
  }
  return file.durable ?? new Uint8Array();
}

/** What was only added to keeps what it had. */
function startsWith(bytes: Uint8Array, start: Uint8Array | null): boolean {
  return start !== null && Buffer.compare(bytes.slice(0, start.length), start) === 0;
}
