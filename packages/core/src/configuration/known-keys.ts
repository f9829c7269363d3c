import { isRecord } from '../json.ts';

/**
 * The keys that may stand in the object at `path`, as a valibot schema declares them; none where it
 * declares nothing. Of a variant the option of the value's own `kind` counts.
 */
export function knownKeys(
  schema: unknown,
  path: readonly string[],
  value: unknown,
): readonly string[] {
  if (!isRecord(schema)) return [];
  const { type, wrapped, options, entries, item, value: member } = schema;
  if (wrapped !== undefined) return knownKeys(wrapped, path, value);
  if (type === 'variant' || type === 'union') {
    const all: readonly unknown[] = Array.isArray(options) ? options : [];
    const fits = (option: unknown): boolean =>
      isRecord(option) && isRecord(option['entries']) && hasKindOf(option['entries'], value);
    return knownKeys(all.find(fits), path, value);
  }
  const [key, ...rest] = path;
  if (key === undefined) return isRecord(entries) ? Object.keys(entries) : [];
  const inner = isRecord(entries) && Object.hasOwn(entries, key) ? entries[key] : (item ?? member);
  const innerValue = typeof value === 'object' && value !== null ? Reflect.get(value, key) : null;
  return knownKeys(inner, rest, innerValue);
}

function hasKindOf(entries: Readonly<Record<string, unknown>>, value: unknown): boolean {
  const { kind } = entries;
  if (!isRecord(kind)) return true;
  return isRecord(value) && kind['literal'] === value['kind'];
}
