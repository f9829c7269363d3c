import type { FileBytes, Replacement, Ties } from './types.ts';

/** What decides with whom a consumer is switched. */
export interface Member {
  /** Every file it reads or writes; two names of one file are written alike. */
  readonly paths: readonly string[];
  readonly ties: Ties;
}

/**
 * Divides consumers into sets that are switched wholly or not at all, each in the order of the list.
 * Sets that share nothing do not hold each other back. Pure.
 */
export function setsOf<T extends Member>(members: readonly T[]): readonly (readonly T[])[] {
  const sets: T[][] = [];
  for (const member of members) {
    const joined = sets.filter((set) => set.some((other) => belongTogether(member, other)));
    const apart = sets.filter((set) => !joined.includes(set));
    sets.splice(0, sets.length, ...apart, [...joined.flat(), member]);
  }
  const position = new Map(members.map((member, index) => [member, index]));
  const at = (member: T | undefined) => (member === undefined ? 0 : (position.get(member) ?? 0));
  return sets
    .map((set) => set.toSorted((a, b) => at(a) - at(b)))
    .toSorted(([a], [b]) => at(a) - at(b));
}

/** Whether one of the two, renewed without the other, may leave a program with what does not fit. */
export function belongTogether(one: Member, other: Member): boolean {
  return (
    one.paths.some((path) => other.paths.includes(path)) ||
    opens(one.ties, other.ties) ||
    opens(other.ties, one.ties) ||
    (one.ties.half === 'certificate' && other.ties.half === 'key') ||
    (one.ties.half === 'key' && other.ties.half === 'certificate')
  );
}

/**
 * The password that one writes may be what the other's .p12 or key is opened with: a file with
 * nothing but the password does not say for whom it is. Settings do that name each .p12 and key whose
 * password they have, and two of these have nothing to do with each other.
 */
function opens(one: Ties, other: Ties): boolean {
  const apart = one.tells === 'own' && other.tells !== undefined;
  return one.tells !== undefined && other.sealed === true && !apart;
}

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
