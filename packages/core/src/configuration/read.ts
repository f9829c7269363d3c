import * as v from 'valibot';
import { hasCode, WeborcaError } from '../errors.ts';
import { isRecord } from '../json.ts';
import { knownKeys } from './known-keys.ts';
import { findMisplaced } from './misplaced.ts';
import { nearest } from './nearest.ts';
import { parseText, type ParsedText } from './parse.ts';
import type { PathBase } from '../files/paths.ts';
import { resolveConfiguration } from './resolve.ts';
import { configurationSchema } from './schema.ts';
import type { Configuration } from './types.ts';

/** A configuration's text, judged. Pure. @throws WeborcaError `config-invalid` */
export function readConfiguration(text: string, base: PathBase): Configuration {
  const path = base.configFile;
  const parsed = parseText(path, text);
  const misplaced = findMisplaced(parsed.value);
  if (misplaced !== null) throw invalid(path, parsed, { ...misplaced, reason: 'shape' });
  const result = v.safeParse(configurationSchema, parsed.value);
  if (!result.success) throw invalid(path, parsed, explain(result.issues[0], parsed.value));
  return resolveConfiguration(result.output, base, ({ reason, at, expected }) => {
    throw new WeborcaError('config-invalid', {
      path,
      reason,
      at: at.join('.'),
      line: parsed.lineOf(at),
      ...(expected === undefined ? {} : { expected }),
    });
  });
}

function invalid(
  path: string,
  parsed: ParsedText,
  { keys, expected, reason }: Explanation,
): WeborcaError<'config-invalid'> {
  const kind = consumerKindAt(keys, parsed.value);
  return new WeborcaError('config-invalid', {
    path,
    reason,
    ...(keys.length === 0 ? {} : { at: keys.join('.') }),
    ...(kind === null ? {} : { kind }),
    line: parsed.lineOf(keys),
    expected,
  });
}

/** For who is about to write: a blank text is one that is still to be filled. */
export function readToFill(text: string, base: PathBase): Configuration {
  try {
    return readConfiguration(text, base);
  } catch (error) {
    const blank = hasCode(error, 'config-invalid') && error.details.reason === 'blank';
    if (!blank) throw error;
    return readConfiguration('{}', base);
  }
}

interface Explanation {
  readonly keys: readonly string[];
  readonly expected: string;
  readonly reason: 'shape' | 'unknown-key' | 'missing-key';
}

/** Of a failed union the branch that came furthest tells most: `{"pth": …}` was meant as an object. */
function explain(
  issue: v.BaseIssue<unknown>,
  value: unknown,
  above: readonly string[] = [],
): Explanation {
  const keys = [...above, ...(issue.path ?? []).map((item) => String(item.key))];
  const deeper = issue.issues?.filter((inner) => (inner.path?.length ?? 0) > 0) ?? [];
  const inner = deeper.find(isUnknownKey) ?? deeper[0];
  if (inner !== undefined) return explain(inner, value, keys);
  if (isUnknownKey(issue)) return unknownKey(keys, value);
  const isMissing = issue.type === 'strict_object' && issue.received === 'undefined';
  if (isMissing) {
    return { keys: keys.slice(0, -1), expected: keys.at(-1) ?? '', reason: 'missing-key' };
  }
  // The only one there is: at least one of two fields (kinds/pem.ts).
  if (issue.type === 'check') return { keys, expected: issue.message, reason: 'missing-key' };
  const isChoice = issue.type === 'picklist' || issue.type === 'variant';
  const meant =
    isChoice && typeof issue.input === 'string'
      ? nearest(issue.input, issue.message.split(', '))
      : undefined;
  return { keys, expected: meant ?? issue.message, reason: 'shape' };
}

function unknownKey(keys: readonly string[], value: unknown): Explanation {
  const known = knownKeys(configurationSchema, keys.slice(0, -1), value);
  const expected = nearest(keys.at(-1) ?? '', known) ?? known.join(', ');
  return { keys, expected, reason: 'unknown-key' };
}

function isUnknownKey(issue: v.BaseIssue<unknown>): boolean {
  return issue.type === 'strict_object' && issue.expected === 'never';
}

/** The `kind` of the consumer's entry that these keys lead to, or into; null: they do not. */
function consumerKindAt(keys: readonly string[], value: unknown): string | null {
  const [certificates, , consumers, index] = keys;
  if (certificates !== 'certificates' || consumers !== 'consumers' || index === undefined) {
    return null;
  }
  let entry: unknown = value;
  for (const key of keys.slice(0, 4)) {
    entry = typeof entry === 'object' && entry !== null ? Reflect.get(entry, key) : null;
  }
  const kind = isRecord(entry) ? entry['kind'] : null;
  return typeof kind === 'string' && keys[4] !== 'kind' ? kind : null;
}
