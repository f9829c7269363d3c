import { isAbsolute, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { resolvePath, type PathBase, fileKey } from '../files/paths.ts';
import { isPathField } from './fields.ts';
import { kinds } from './kinds.ts';
import type { ConsumerConfiguration } from './types.ts';

/**
 * An entry as somebody typed it, with its relative paths made absolute: they are meant from where
 * that person stands, and in the configuration they would start at its own folder. `~` stays.
 */
export function withTypedPaths(entry: ConsumerConfiguration): ConsumerConfiguration {
  return withPaths(entry, fromHere);
}

/**
 * Whether two entries say the same: `C:/a.yml` and `c:\A.yml` are one file of Windows, and one consumer.
 * Pure.
 */
export function isSameEntry(
  one: ConsumerConfiguration,
  other: ConsumerConfiguration,
  base: PathBase,
): boolean {
  const read = (entry: ConsumerConfiguration): ConsumerConfiguration =>
    withPaths(entry, (path) => fileKey(resolvePath(path, base), base.platform));
  return isDeepStrictEqual(read(one), read(other));
}

function withPaths(
  entry: ConsumerConfiguration,
  change: (path: string) => string,
): ConsumerConfiguration {
  const fields = kinds.get(entry.kind)?.schema.entries ?? {};
  const changed = Object.entries(entry).map(([name, value]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const isPath = field !== undefined && isPathField(field);
    return [name, isPath && typeof value === 'string' ? change(value) : value];
  });
  return { ...Object.fromEntries(changed), kind: entry.kind };
}

/** The empty one stays what it is: no path. */
export function fromHere(path: string): string {
  return path === '' || isAbsolute(path) || /^~(?:[\\/]|$)/.test(path) ? path : resolve(path);
}

/** Whether a consumer is meant by what somebody typed: its id, its kind, or its place. Pure. */
export function isMeant(
  { id, kind, place }: { readonly id: string; readonly kind: string; readonly place: string },
  typed: string,
): boolean {
  return [id, kind, place].includes(typed) || place === fromHere(typed);
}
