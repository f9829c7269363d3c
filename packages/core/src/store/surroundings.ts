import type { FileSystem } from '../files/file-system.ts';
import { isErrno } from '../files/errno.ts';
import { isRecord, type JsonRecord } from '../json.ts';
import { dateField, numberField, textField } from './record.ts';

/** A file as it was seen; `modified` null: there is none. */
export interface Stamp {
  readonly path: string;
  readonly size: number;
  readonly modified: Date | null;
}

/**
 * What lay around a certificate outside of the store when a run had looked at all of it and found it
 * well: a later run that finds the same has nothing to do there either.
 */
export interface Surroundings {
  /** Digest of what the configuration says of consumers and places for backups. */
  readonly entry: string;
  readonly stamps: readonly Stamp[];
  /** By path of a consumer's file, the names of what others have renewed beside it. */
  readonly beside: readonly { readonly path: string; readonly names: readonly string[] }[];
  readonly consumers: readonly {
    readonly id: string;
    readonly kind: string;
    readonly path: string;
  }[];
  /** The folder with the backup of this version, at each place. */
  readonly backups: readonly string[];
}

export async function stampOf(files: Pick<FileSystem, 'status'>, path: string): Promise<Stamp> {
  try {
    const { size, modified } = await files.status(path);
    return { path, size, modified };
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return { path, size: 0, modified: null };
    throw error;
  }
}

/** Null: it is not whole, and a run looks for itself. */
export function readSurroundings(value: unknown): Surroundings | null {
  if (!isRecord(value)) return null;
  const entry = textField(value, 'entry');
  const stamps = every(value['stamps'], readStamp);
  const beside = every(value['beside'], (one) => {
    const path = textField(one, 'path');
    const names = texts(one['names']);
    return path === null || names === null ? null : { path, names };
  });
  const consumers = every(value['consumers'], (one) => {
    const [id, kind, path] = ['id', 'kind', 'path'].map((key) => textField(one, key));
    return id == null || kind == null || path == null ? null : { id, kind, path };
  });
  const backups = texts(value['backups']);
  if (entry === null || stamps === null || beside === null) return null;
  if (consumers === null || backups === null) return null;
  return { entry, stamps, beside, consumers, backups };
}

function readStamp(one: JsonRecord): Stamp | null {
  const path = textField(one, 'path');
  const size = numberField(one, 'size');
  const modified = one['modified'] === null ? null : dateField(one, 'modified');
  if (path === null || size === null || (modified === null && one['modified'] !== null))
    return null;
  return { path, size, modified };
}

function every<T>(value: unknown, read: (one: JsonRecord) => T | null): readonly T[] | null {
  if (!Array.isArray(value)) return null;
  const found: T[] = [];
  for (const one of value) {
    const item = isRecord(one) ? read(one) : null;
    if (item === null) return null;
    found.push(item);
  }
  return found;
}

function texts(value: unknown): readonly string[] | null {
  if (!Array.isArray(value)) return null;
  const all: readonly unknown[] = value;
  const found = all.filter((one) => typeof one === 'string');
  return found.length === all.length ? found : null;
}
