import * as v from 'valibot';
import { WeborcaError } from '../errors.ts';
import { nearest } from './nearest.ts';
import { parseText, type ParsedText } from './parse.ts';
import type { PathBase } from './paths.ts';
import { resolveConfiguration } from './resolve.ts';
import {
  backupEntries,
  certificateEntries,
  configurationSchema,
  findMisplaced,
  rootEntries,
  serviceEntries,
} from './schema.ts';
import type { Configuration } from './types.ts';

/** A configuration's text, judged. Pure. @throws WeborcaError `config-invalid` */
export function readConfiguration(text: string, base: PathBase): Configuration {
  const path = base.configFile;
  const parsed = parseText(path, text);
  const misplaced = findMisplaced(parsed.value);
  if (misplaced !== null) throw invalid(path, parsed, { ...misplaced, unknownKey: false });
  const result = v.safeParse(configurationSchema, parsed.value);
  if (!result.success) throw invalid(path, parsed, explain(result.issues[0]));
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
  { keys, expected, unknownKey }: Explanation,
): WeborcaError<'config-invalid'> {
  return new WeborcaError('config-invalid', {
    path,
    reason: unknownKey ? 'unknown-key' : 'shape',
    ...(keys.length === 0 ? {} : { at: keys.join('.') }),
    line: parsed.lineOf(keys),
    expected,
  });
}

interface Explanation {
  readonly keys: readonly string[];
  readonly expected: string;
  readonly unknownKey: boolean;
}

/** Of a failed union the branch that came furthest tells most: `{"pth": …}` was meant as an object. */
function explain(issue: v.BaseIssue<unknown>, above: readonly string[] = []): Explanation {
  const keys = [...above, ...(issue.path ?? []).map((item) => String(item.key))];
  const deeper = issue.issues?.filter((inner) => (inner.path?.length ?? 0) > 0) ?? [];
  const inner = deeper.find(isUnknownKey) ?? deeper[0];
  if (inner !== undefined) return explain(inner, keys);
  if (isUnknownKey(issue)) {
    const known = knownKeys(keys);
    const expected = nearest(keys.at(-1) ?? '', known) ?? known.join(', ');
    return { keys, expected, unknownKey: true };
  }
  const meant =
    issue.type === 'picklist' && typeof issue.input === 'string'
      ? nearest(issue.input, issue.message.split(', '))
      : undefined;
  return { keys, expected: meant ?? issue.message, unknownKey: false };
}

function isUnknownKey(issue: v.BaseIssue<unknown>): boolean {
  return issue.type === 'strict_object' && issue.expected === 'never';
}

/** The keys that may stand where the last of `keys` stands. */
function knownKeys(keys: readonly string[]): readonly string[] {
  if (keys.length === 1) return Object.keys(rootEntries);
  if (keys.length === 3 && keys[0] === 'services') return Object.keys(serviceEntries);
  if (keys.length === 3 && keys[0] === 'certificates') return Object.keys(certificateEntries);
  return Object.keys(backupEntries);
}
