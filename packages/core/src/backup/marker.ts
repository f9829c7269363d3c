import { join } from 'node:path';
import { readIfThere, writeDurably } from '../files/durable.ts';
import { isRecord, parseJson } from '../store/manifest.ts';
import type { BackupContext } from './types.ts';

const markerFile = '.weborca-cert-backup.json';
const memoryFile = 'backup-destinations.json';

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

/** The id that was seen at this configured path the last time; null for one never used. */
export async function recallMarker(context: BackupContext, path: string): Promise<string | null> {
  return (await readMemory(context)).get(path) ?? null;
}

export async function rememberMarker(
  context: BackupContext,
  path: string,
  id: string,
): Promise<void> {
  const memory = await readMemory(context);
  if (memory.get(path) === id) return;
  const destinations = Object.fromEntries([...memory, [path, id]]);
  const text = `${JSON.stringify({ schemaVersion: 1, destinations }, null, 2)}\n`;
  const file = join(context.stateDir, memoryFile);
  await writeDurably(context.files, file, new TextEncoder().encode(text), 0o600, context.random);
}

async function readMemory(context: BackupContext): Promise<ReadonlyMap<string, string>> {
  const bytes = await readIfThere(context.files, join(context.stateDir, memoryFile));
  const value = bytes === null ? null : parseJson(bytes);
  const destinations = isRecord(value) ? value['destinations'] : null;
  if (!isRecord(destinations)) return new Map();
  return new Map(
    Object.entries(destinations).flatMap(([path, id]) =>
      typeof id === 'string' ? [[path, id] as const] : [],
    ),
  );
}
