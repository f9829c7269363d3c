import { basename, dirname, join, resolve } from 'node:path';
import { manifestFile } from '../backup/layout.ts';
import type { Context } from '../context.ts';
import type { Effects } from '../effects.ts';

const certificateFile = /^[^.].*\.(?:p12|pfx|zip)$/i;

/**
 * The files that a person means by what they typed: of a folder that is no backup, its .p12, .pfx and
 * .zip; of `*.zip` in the last place, which Windows's shells hand on as it is, what fits. What is not
 * there stays as it was typed.
 *
 * @example
 * await filesBrought(context, ['D:/downloads/*.zip']); // ['D:/downloads/a.zip', 'D:/downloads/b.zip']
 */
export async function filesBrought(
  { effects: { files } }: Context,
  paths: readonly string[],
): Promise<readonly string[]> {
  const all = new Set<string>();
  for (const path of await expanded(files, paths)) {
    const entries = await files.list(path).catch(() => null);
    if (entries === null || isBackup(entries)) all.add(path);
    else {
      const some = entries.filter((entry) => certificateFile.test(entry)).toSorted();
      for (const entry of some) all.add(join(path, entry));
      if (some.length === 0) all.add(path);
    }
  }
  return [...all];
}

/** One certificate's file alone, or what says that it is one. */
function isBackup(entries: readonly string[]): boolean {
  if (entries.includes(manifestFile)) return true;
  const some = entries.filter((entry) => certificateFile.test(entry));
  return some.length === 1 && some.every((entry) => !/\.zip$/i.test(entry));
}

/** Absolute paths, with `*` and `?` of a last segment filled in. A file that is called so comes first. */
export async function expanded(
  files: Effects['files'],
  paths: readonly string[],
): Promise<readonly string[]> {
  const all: string[] = [];
  for (const path of paths.map((one) => resolve(one))) {
    const pattern = basename(path);
    const isThere = files.status(path).then(
      () => true,
      () => false,
    );
    if (!/[*?]/.test(pattern) || (await isThere)) {
      all.push(path);
      continue;
    }
    const folder = dirname(path);
    const fits = asExpression(pattern);
    const entries = (await files.list(folder).catch(() => [])).filter((entry) => fits.test(entry));
    all.push(...(entries.length === 0 ? [path] : entries.toSorted().map((e) => join(folder, e))));
  }
  return all;
}

/** As shells have it: no dot in front unless it is typed. */
function asExpression(pattern: string): RegExp {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${/^[*?]/.test(pattern) ? '(?!\\.)' : ''}${source}$`, 'iu');
}
