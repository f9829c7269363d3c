import { isRecord } from '../json.ts';

/** Whether a value is what a schema describes. */
export type Fits = (value: unknown) => boolean;

/**
 * The keywords that the generated schema uses (JSON Schema, draft 7), made into a function once, each
 * part when a value first comes to it: most configurations come to a few of the kinds. It stands in
 * for a validator where one would take longer to load than everything else `check` does. For a
 * keyword that it does not know the function throws an `Error`; a test goes through all of them.
 *
 * @example
 * const isPort = fitsSchema({ type: 'integer', minimum: 1 });
 */
export function fitsSchema(schema: unknown): Fits {
  if (!isRecord(schema)) throw new Error('not a schema');
  let checks: readonly Fits[] | undefined;
  return (value) => {
    checks ??= Object.entries(schema).flatMap(([keyword, given]) =>
      spoken.has(keyword) ? [] : [checkOf(keyword, given, schema)],
    );
    return checks.every((check) => check(value));
  };
}

/** For people and editors; they restrict nothing. */
const spoken: ReadonlySet<string> = new Set([
  '$schema',
  'title',
  'description',
  'allowTrailingCommas',
  'allowComments',
]);

function checkOf(keyword: string, given: unknown, schema: Readonly<Record<string, unknown>>): Fits {
  switch (keyword) {
    case 'type':
      return (value) =>
        typeOf(value) === given || (given === 'number' && typeof value === 'number');
    case 'const':
      return (value) => value === given;
    case 'enum':
      return (value) => Array.isArray(given) && given.includes(value);
    case 'pattern': {
      const pattern = new RegExp(String(given));
      return (value) => typeof value !== 'string' || pattern.test(value);
    }
    case 'minLength':
      return (value) => typeof value !== 'string' || value.length >= Number(given);
    case 'minItems':
      return (value) => !Array.isArray(value) || value.length >= Number(given);
    case 'minimum':
      return (value) => typeof value !== 'number' || value >= Number(given);
    case 'items': {
      const item = fitsSchema(given);
      return (value) => !Array.isArray(value) || value.every(item);
    }
    case 'required': {
      const names = Array.isArray(given) ? given.map(String) : [];
      return (value) => !isRecord(value) || names.every((name) => Object.hasOwn(value, name));
    }
    case 'properties': {
      const members = new Map(Object.entries(recordOf(given)).map(([k, v]) => [k, fitsSchema(v)]));
      return ofMembers(([key, item]) => members.get(key)?.(item) ?? true);
    }
    case 'propertyNames': {
      const name = fitsSchema(given);
      return ofMembers(([key]) => name(key));
    }
    case 'additionalProperties': {
      const known = recordOf(schema['properties']);
      const other = given === false ? () => false : fitsSchema(given);
      return ofMembers(([key, item]) => Object.hasOwn(known, key) || other(item));
    }
    case 'anyOf':
    case 'oneOf': {
      // Of `oneOf` ours never fit two at once: every branch has a `kind` of its own.
      const branches = Array.isArray(given) ? given.map(fitsSchema) : [];
      return (value) => branches.some((branch) => branch(value));
    }
    default:
      throw new Error(`keyword not known: ${keyword}`);
  }
}

function ofMembers(check: (member: readonly [string, unknown]) => boolean): Fits {
  return (value) => !isRecord(value) || Object.entries(value).every(check);
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

/** In JSON Schema's words. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
