import { isRecord } from '../json.ts';

/** What the short road (`read-plainly.ts`) looks at values with. */
export type Check = (value: unknown) => boolean;

export const isString: Check = (value) => typeof value === 'string';

export const isText: Check = (value) => typeof value === 'string' && value !== '';

export const isFlag: Check = (value) => typeof value === 'boolean';

export function matches(pattern: RegExp): Check {
  return (value) => typeof value === 'string' && pattern.test(value);
}

export function oneOf(...words: readonly string[]): Check {
  return (value) => typeof value === 'string' && words.includes(value);
}

export function orNull(check: Check): Check {
  return (value) => value === null || check(value);
}

export function listOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}

export function filledListOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.length > 0 && value.every(check);
}

/** No other members than these; `required` have to be there. */
export function objectOf(
  members: Readonly<Record<string, Check>>,
  required: readonly string[] = [],
): Check {
  return (value) =>
    isRecord(value) &&
    required.every((key) => Object.hasOwn(value, key)) &&
    Object.entries(value).every(
      ([key, item]) => Object.hasOwn(members, key) && members[key]?.(item) === true,
    );
}
