import { join } from 'node:path';
import { listOrNothing } from '../files/durable.ts';
import type { Effects } from '../effects.ts';
import { renewedInto } from './kind-words.ts';

const isRenewed = (name: string): boolean => /^\d{14}\.p12$/.test(name);

/** The certificates that other programs have renewed on this machine, for whatever clinic. */
export async function renewedByPrograms(
  effects: Pick<Effects, 'files' | 'homeDir'>,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const segments of renewedInto) {
    const folder = join(effects.homeDir, ...segments);
    const names = await listOrNothing(effects.files, folder);
    found.push(...names.filter(isRenewed).map((name) => join(folder, name)));
  }
  return found;
}

/**
 * What another program has renewed beside a file, by its name: `client.p12.20261122` beside
 * `client.p12`, and beside `client.p12.20231122` (receipt viewer, guide); of files called
 * `<yyyyMMddHHmmss>.<suffix>` the others of that suffix (panda, monsiaj). The latest first. Pure.
 *
 * @param own the file's own name
 * @param names of everything in its folder
 */
export function renewedNames(own: string, names: readonly string[]): readonly string[] {
  return besideNames(names)(own);
}

/**
 * The same for many files of one folder, whose names are gone through once: five thousand clinics'
 * files lie in one, and each would look through all.
 */
export function besideNames(names: readonly string[]): (own: string) => readonly string[] {
  const dated = Map.groupBy(
    names.filter((name) => day.test(name)),
    stemOf,
  );
  const timed = Map.groupBy(names, (name) => time.exec(name)?.[1] ?? null);
  return (own) => {
    const suffix = time.exec(own)?.[1] ?? null;
    const found = [
      ...(dated.get(stemOf(own)) ?? []),
      ...(suffix === null ? [] : (timed.get(suffix) ?? [])),
    ];
    return found
      .filter((name) => name !== own)
      .toSorted()
      .toReversed();
  };
}

const day = /\.\d{8}$/;
const time = /^\d{14}(\.[a-z0-9]+)$/i;

function stemOf(name: string): string {
  return name.replace(day, '');
}
