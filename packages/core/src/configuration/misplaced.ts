import { object } from '../consumers/fields.ts';
import { isRecord } from '../json.ts';
import { nameExample, unusableNames } from './patterns.ts';
import { configurationSchemaText } from './schema-text.ts';

/** A part of the file that valibot lets pass although the published JSON schema does not. */
export interface Misplaced {
  readonly keys: readonly string[];
  readonly expected: string;
}

/**
 * What valibot lets pass: an array where an object belongs (it sees an object without keys), and
 * names that it leaves out silently, so that a certificate would not be taken care of.
 */
export function findMisplaced(value: unknown): Misplaced | null {
  return look(JSON.parse(configurationSchemaText), value, []);
}

function look(schema: unknown, value: unknown, keys: readonly string[]): Misplaced | null {
  if (!isRecord(schema) || typeof value !== 'object' || value === null) return null;
  const branches = branchesOf(schema);
  if (Array.isArray(value)) {
    if (branches.every(({ type }) => type === 'object')) return { keys, expected: object };
    return first(value.entries(), ([i, item]) => look(schema['items'], item, [...keys, `${i}`]));
  }
  const kind: unknown = Reflect.get(value, 'kind');
  const branch = branches.find((one) => kindOf(one) === kind) ?? {};
  const known = isRecord(branch['properties']) ? branch['properties'] : {};
  return first(Object.entries(value), ([key, item]) => {
    const below = [...keys, key];
    if (Object.hasOwn(known, key)) return look(known[key], item, below);
    const named = branch['additionalProperties'];
    if (isRecord(named) && unusableNames.has(key)) return { keys: below, expected: nameExample };
    return look(named, item, below);
  });
}

/** The schema itself, or what it offers to choose from. */
function branchesOf(schema: Readonly<Record<string, unknown>>) {
  const offered = [schema['oneOf'], schema['anyOf']].find(Array.isArray);
  // Of `anyOf` beside `properties` (one of two fields is needed) each is no schema of its own.
  return offered === undefined || 'properties' in schema ? [schema] : offered.filter(isRecord);
}

/** By which a consumer's entry is told from others; undefined for everything else. */
function kindOf({ properties }: Readonly<Record<string, unknown>>): unknown {
  const kind = isRecord(properties) ? properties['kind'] : undefined;
  return isRecord(kind) ? kind['const'] : undefined;
}

function first<T>(items: Iterable<T>, find: (item: T) => Misplaced | null): Misplaced | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}
