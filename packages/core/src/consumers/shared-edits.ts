import type { FileBytes, Replacement } from './types.ts';

/** Settings files as the entries planned so far leave them: the next one plans over that. */
export type EditedFiles = Map<string, Uint8Array>;

function isSettingsEdit({ meaning }: Pick<Replacement, 'meaning'>): boolean {
  return meaning.startsWith('settings ');
}

/** What lies there, with what earlier entries will have changed in it. */
export function withEdits(files: FileBytes, edited: EditedFiles): FileBytes {
  return new Map([...files].map(([path, bytes]) => [path, edited.get(path) ?? bytes]));
}

export function noteEdits(edited: EditedFiles, replacements: readonly Replacement[]): void {
  for (const one of replacements) if (isSettingsEdit(one)) edited.set(one.path, one.bytes);
}

/**
 * Entries that change other values of one file want the same file in the end: what the last of them
 * makes of it, which has the others' changes in it.
 */
export function lastEdit<R extends Replacement>(one: R, all: readonly R[]): R {
  if (!isSettingsEdit(one)) return one;
  const last = all.findLast((other) => other.path === one.path && isSettingsEdit(other)) ?? one;
  return { ...one, bytes: last.bytes, meaning: last.meaning };
}
