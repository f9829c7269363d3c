import * as v from 'valibot';
import type { Effects } from '../effects.ts';
import { WeborcaError } from '../errors.ts';
import { reasonOf } from '../files/errno.ts';
import { nearest } from './nearest.ts';
import { decodeText, parseText, type ParsedText } from './parse.ts';
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
import { checkConfigurationPlace } from './trust.ts';
import type { Configuration, Places } from './types.ts';

export type LoadEffects = Pick<Effects, 'files' | 'platform' | 'homeDir' | 'uid'>;

/**
 * Reads the configuration. No file is an empty configuration: the built-in services, no
 * certificates.
 *
 * @throws WeborcaError `config-invalid`, with the line and the nearest known word where there is
 *   one; also for a file that others can write or that lies unnamed in the current project
 */
export async function loadConfiguration(
  effects: LoadEffects,
  places: Places,
): Promise<Configuration> {
  const { platform, homeDir } = effects;
  const base = { configFile: places.configFile, homeDir, platform };
  if (!(await checkConfigurationPlace(effects, places))) return readConfiguration('', base);
  return readConfiguration(await readText(effects, places.configFile), base);
}

/** The file's text. @throws WeborcaError `config-invalid` */
export async function readText({ files }: LoadEffects, path: string): Promise<string> {
  const bytes = await files.readFile(path).catch((cause: unknown) => {
    const why = reasonOf(cause);
    throw new WeborcaError('config-invalid', { path, reason: 'unreadable', why }, { cause });
  });
  return decodeText(path, bytes);
}

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
