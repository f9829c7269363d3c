import { isAbsolute, resolve } from 'node:path';
import { isPathField } from './fields.ts';
import { kinds } from './kinds.ts';
import type { ConsumerConfiguration } from './types.ts';

/**
 * An entry as somebody typed it, with its relative paths made absolute: they are meant from where
 * that person stands, and in the configuration they would start at its own folder. `~` stays.
 */
export function withTypedPaths(entry: ConsumerConfiguration): ConsumerConfiguration {
  const fields = kinds.get(entry.kind)?.schema.entries ?? {};
  const typed = Object.entries(entry).map(([name, value]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const isPath = field !== undefined && isPathField(field);
    return [name, isPath && typeof value === 'string' ? fromHere(value) : value];
  });
  return { ...Object.fromEntries(typed), kind: entry.kind };
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
