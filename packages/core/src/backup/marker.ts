import { join } from 'node:path';
import { listIfThere, makeDirectories, readIfThere, writeDurably } from '../files/durable.ts';
import { isRecord, parseJson } from '../json.ts';
import { sha256Hex } from '../sha256.ts';
import type { BackupContext } from './types.ts';

const markerFile = '.weborca-cert-backup.json';
const memoryFolder = 'backup-destinations';

type MarkerContext = Pick<BackupContext, 'files' | 'random' | 'now'>;

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
  const id = Buffer.from(context.random(16)).toString('hex');
  const marker = { schemaVersion: 1, id, createdAt: context.now() };
  const bytes = new TextEncoder().encode(`${JSON.stringify(marker, null, 2)}\n`);
  await writeDurably(context.files, join(folder, markerFile), bytes, 0o600, context.random);
  return id;
}

/** Every path that was used as a destination, configured or named once. */
export async function recallPlaces(context: BackupContext): Promise<readonly string[]> {
  const folder = join(context.stateDir, memoryFolder);
  const places = new Set<string>();
  for (const name of await listIfThere(context.files, folder)) {
    const bytes = await readIfThere(context.files, join(folder, name));
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
  const folder = join(context.stateDir, memoryFolder);
  for (const name of await listIfThere(context.files, folder)) {
    const bytes = await readIfThere(context.files, join(folder, name));
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
  const folder = join(context.stateDir, memoryFolder);
  const record = new TextEncoder().encode(`${JSON.stringify({ schemaVersion: 1, path, id })}\n`);
  const file = join(folder, `${sha256Hex(record).slice(0, 32)}.json`);
  await makeDirectories(context.files, folder, 0o700);
  await writeDurably(context.files, file, record, 0o600, context.random);
}
