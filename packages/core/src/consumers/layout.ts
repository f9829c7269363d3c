import { join } from 'node:path';

const name = 'consumers';
const entries = {
  /** The record of an unfinished switch. */
  intent: 'switch.json',
  /** The pair, while a program uses it. */
  inUse: 'in-use',
  records: 'state.json',
  staged: 'staged',
  kept: 'kept',
} as const;

/** In a certificate's folder of the store, and what of it a run leaves that was killed. */
export const leftByRuns = { folder: name, left: [entries.intent, entries.inUse] } as const;

/** Everything the consumers' part keeps in a certificate's store folder. */
export function consumersFolder(certificateFolder: string): string {
  return join(certificateFolder, name);
}

/** Where the new files of a consumer wait for somebody with the rights; without an id, all of them. */
export function stagedFolder(certificateFolder: string, id = ''): string {
  return join(consumersFolder(certificateFolder), entries.staged, id);
}

/** Where the old bytes of files lie beside which nothing can be. */
export function keptFolder(certificateFolder: string): string {
  return join(consumersFolder(certificateFolder), entries.kept);
}

export function inUseFolder(certificateFolder: string): string {
  return join(consumersFolder(certificateFolder), entries.inUse);
}

export function intentPath(certificateFolder: string): string {
  return join(consumersFolder(certificateFolder), entries.intent);
}

export function recordsPath(certificateFolder: string): string {
  return join(consumersFolder(certificateFolder), entries.records);
}
