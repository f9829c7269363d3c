import { dirname, join } from 'node:path';
import {
  exists,
  listIfThere,
  listOrNothing,
  makeDirectories,
  readIfReadable,
  readIfThere,
  writeDurably,
} from '../files/durable.ts';
import type { FileSystem } from '../files/file-system.ts';
import { mountFields } from '../files/paths.ts';
import { versionControlMarks } from '../files/version-control.ts';
import type { BackupContext, CloudProvider } from './types.ts';
import { quietly } from '../errors.ts';
import { isRecord, parseJson } from '../json.ts';
import { sha256Hex } from '../bytes.ts';
import { stateEntries } from '../store/layout.ts';

/** The folder, this one or one above, that a version control system looks after; else null. */
export async function versionControlledBy(files: FileSystem, path: string): Promise<string | null> {
  for (let folder = path; ; folder = dirname(folder)) {
    for (const sign of versionControlMarks) {
      if (await exists(files, join(folder, sign))) return folder;
    }
    if (dirname(folder) === folder) return null;
  }
}

// Names of the services' folders as their clients make them; macOS 12.3 and later put all of them
// under ~/Library/CloudStorage as `<Provider>-<account>`.
const clouds: readonly (readonly [CloudProvider, RegExp])[] = [
  ['OneDrive', /^onedrive(?:$|[ -])/i],
  ['Dropbox', /^dropbox(?:$|[ -])|^dropbox \(.+\)$/i],
  ['Google Drive', /^(?:google ?drive|googledrive-.+|my drive|マイドライブ|drivefs)$/i],
  ['iCloud Drive', /^(?:icloud ?drive|mobile documents|com~apple~clouddocs)$/i],
  ['Box', /^(?:box|box sync|box-box)$/i],
];

/** The cloud service whose folder the path lies in, as its segments tell; null when none. */
export function cloudOf(path: string): CloudProvider | null {
  for (const part of path.normalize('NFC').split(/[/\\]/)) {
    const found = clouds.find(([, shape]) => shape.test(part));
    if (found !== undefined) return found[0];
  }
  return null;
}

interface Removable {
  /** The folder in which removable drives appear. */
  readonly base: string;
  readonly drive: string;
  readonly rest: string;
}

/** How a path splits when it lies where the system puts removable drives; null elsewhere. */
export function removablePart(path: string, platform: NodeJS.Platform): Removable | null {
  const shapes: Partial<Record<NodeJS.Platform, RegExp>> = {
    linux: /^(\/(?:run\/)?media\/[^/]+|\/mnt)\/([^/]+)(\/.*)?$/,
    darwin: /^(\/Volumes)\/([^/]+)(\/.*)?$/,
    win32: /^()([A-Za-z]:)([\\/].*)?$/,
  };
  const match = shapes[platform]?.exec(path);
  if (match === null || match === undefined) return null;
  return { base: match[1] ?? '', drive: match[2] ?? '', rest: match[3] ?? '' };
}

/** Where else the same folder would be if the drive had another letter or mount point. */
export async function otherPlaces(
  files: FileSystem,
  path: string,
  platform: NodeJS.Platform,
): Promise<readonly string[]> {
  const part = removablePart(path, platform);
  if (part === null) return [];
  const drives =
    platform === 'win32' ? 'CDEFGHIJKLMNOPQRSTUVWXYZ'.split('').map((letter) => `${letter}:`) : [];
  if (platform !== 'win32') drives.push(...(await listOrNothing(files, part.base)));
  return drives
    .filter((drive) => drive.toLowerCase() !== part.drive.toLowerCase())
    .map((drive) => (platform === 'win32' ? drive : `${part.base}/${drive}`) + part.rest);
}

/**
 * Whether a folder that exists is only the empty mount point of a drive that is not there. Told on
 * Linux by /proc/self/mounts (proc_pid_mounts(5)); elsewhere mount points vanish with the drive.
 */
export async function isBareMountPoint(
  files: FileSystem,
  path: string,
  platform: NodeJS.Platform,
): Promise<boolean> {
  const part = removablePart(path, platform);
  if (part === null || platform !== 'linux') return false;
  const mounts = await readIfThere(files, '/proc/self/mounts');
  if (mounts === null) return false;
  return !mountPointsIn(new TextDecoder().decode(mounts)).some(
    (point) =>
      point.startsWith(`${part.base}/`) && (path === point || path.startsWith(`${point}/`)),
  );
}

export function mountPointsIn(text: string): readonly string[] {
  return mountFields(text, 1);
}

/** Whether both lie on one file system. What cannot be looked at is not said to be. */
export async function onOneDisk(files: FileSystem, one: string, other: string): Promise<boolean> {
  const device = async (path: string): Promise<number> =>
    (await files.status(await files.realPath(path))).device;
  return (await quietly(async () => (await device(one)) === (await device(other)))) ?? false;
}

const markerFile = '.weborca-cert-backup.json';

/** Where it is remembered which marker belongs to which path. */
export function memoryFolder(stateDir: string): string {
  return join(stateDir, stateEntries.backupDestinations);
}

type MarkerContext = Pick<BackupContext, 'files' | 'randomBytes' | 'now'>;

/** The id that marks this folder as a backup destination; null when there is none. */
export async function readMarker(
  context: Pick<BackupContext, 'files'>,
  folder: string,
): Promise<string | null> {
  const bytes = await readIfThere(context.files, join(folder, markerFile));
  const value = bytes === null ? null : parseJson(bytes);
  return isRecord(value) && typeof value['id'] === 'string' ? value['id'] : null;
}

export async function writeMarker(context: MarkerContext, folder: string): Promise<string> {
  const id = Buffer.from(context.randomBytes(16)).toString('hex');
  const marker = { schemaVersion: 1, id, createdAt: context.now() };
  const bytes = new TextEncoder().encode(`${JSON.stringify(marker, null, 2)}\n`);
  await writeDurably(context, join(folder, markerFile), { contents: bytes, mode: 0o600 });
  return id;
}

/** Every path that was used as a destination, configured or named once. */
export async function recallPlaces(context: BackupContext): Promise<readonly string[]> {
  const folder = memoryFolder(context.stateDir);
  const places = new Set<string>();
  for (const name of await listIfThere(context.files, folder)) {
    const bytes = await readIfReadable(context.files, join(folder, name));
    const value = bytes === null ? null : parseJson(bytes);
    if (isRecord(value) && typeof value['path'] === 'string') places.add(value['path']);
  }
  return [...places];
}

/**
 * The ids that were seen at this configured path. Several: two processes may have marked a folder at
 * the same moment, and people change two sticks in turn at one letter, each named by them once.
 */
export async function recallMarkers(
  context: BackupContext,
  path: string,
): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  const folder = memoryFolder(context.stateDir);
  for (const name of await listIfThere(context.files, folder)) {
    // One of another place, which root made, say, stops no backup.
    const bytes = await readIfReadable(context.files, join(folder, name));
    const value = bytes === null ? null : parseJson(bytes);
    if (isRecord(value) && value['path'] === path && typeof value['id'] === 'string') {
      ids.add(value['id']);
    }
  }
  return ids;
}

/** One file for each path and id, so that processes do not overwrite each other's. */
export async function rememberMarker(
  context: BackupContext,
  path: string,
  id: string,
): Promise<void> {
  const folder = memoryFolder(context.stateDir);
  const record = new TextEncoder().encode(`${JSON.stringify({ schemaVersion: 1, path, id })}\n`);
  const file = join(folder, `${sha256Hex(record).slice(0, 32)}.json`);
  await makeDirectories(context.files, folder, 0o700);
  await writeDurably(context, file, { contents: record, mode: 0o600 });
}
