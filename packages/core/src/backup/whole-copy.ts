import type { BackupDestination } from '../configuration/types.ts';
import { quietly } from '../errors.ts';
import { backupsOf } from './check.ts';
import type { BackupFolder } from './examine.ts';
import { examineBackup } from './examine.ts';
import { recallPlaces } from './place.ts';
import type { BackupContext } from './types.ts';

/**
 * The newest backup that makes up for the store's copy of a certificate: of this certificate, with
 * its password, and opened just now. Looked for at the configured places and at those that were
 * named to `backup --to`, and where they were seen under a name from before. Null: if the store
 * goes, so does the key.
 */
export async function wholeCopy(
  context: BackupContext,
  destinations: readonly BackupDestination[],
  { name, seen }: { readonly name: string; readonly seen: readonly BackupFolder[] },
  fingerprintSha256: string,
): Promise<string | null> {
  const places = new Set(destinations.map(({ path }) => path));
  for (const path of await recallPlaces(context)) places.add(path);
  const looked = [...places].map((path) => ({ path, password: 'beside' }) as const);
  for (const { path } of [...seen.toReversed(), ...(await backupsOf(context, looked, name))]) {
    if ((await fingerprintIn(context, path)) === fingerprintSha256) return path;
  }
  return null;
}

async function fingerprintIn(context: BackupContext, folder: string): Promise<string | null> {
  const examined = await quietly(() => examineBackup(context, folder));
  return examined?.facts?.fingerprintSha256 ?? null;
}
