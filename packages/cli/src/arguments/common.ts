import { homePath } from './home-path.ts';
import { usageError } from './usage.ts';

/** What every command takes. */
export interface CommonFlags {
  readonly config: string | null;
  readonly json: boolean;
  readonly lang: string | null;
  readonly verbose: boolean;
  readonly quiet: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

export interface Split {
  readonly common: CommonFlags;
  /** Everything else, in order. */
  readonly rest: readonly string[];
  /** A common flag without its value: told once language and form of the answer are known. */
  readonly missing: string | null;
  /** A common switch with one (`--json=1`). */
  readonly unwanted: string | null;
}

// A map: of an object, a certificate called `constructor` would be a flag.
const switches: ReadonlyMap<string, keyof CommonFlags> = new Map([
  ['--json', 'json'],
  ['--verbose', 'verbose'],
  ['--quiet', 'quiet'],
  ['--help', 'help'],
  ['-h', 'help'],
  ['--version', 'version'],
  ['-V', 'version'],
]);

/** Without their dashes. */
export const commonFlags = [
  'config',
  'json',
  'lang',
  'verbose',
  'quiet',
  'help',
  'version',
] as const;

/**
 * Takes the common flags out of a command line, wherever they stand before `--`. This is sound
 * because no option's value may begin with a dash unless it is written `--option=-value`.
 * Never throws: an error has to be told in the right language, and as JSON if that was asked for.
 */
export function splitCommon(args: readonly string[]): Split {
  const flags = { json: false, verbose: false, quiet: false, help: false, version: false };
  const values: { config: string | null; lang: string | null } = { config: null, lang: null };
  const rest: string[] = [];
  let missing: string | null = null;
  let unwanted: string | null = null;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '--') {
      rest.push(...args.slice(i));
      break;
    }
    const name = switches.get(arg);
    if (name !== undefined) {
      Object.assign(flags, { [name]: true });
      continue;
    }
    const [before = '', ...after] = arg.split('=');
    if (after.length > 0 && switches.has(before)) {
      unwanted = before;
      continue;
    }
    const match = /^--(config|lang)(?:=(.*))?$/s.exec(arg);
    if (match === null) {
      rest.push(arg);
      continue;
    }
    const value = match[2] ?? args[++i];
    if (value === undefined || (match[2] === undefined && value.startsWith('-'))) missing = arg;
    else if (match[1] === 'config') values.config = homePath(value);
    else values.lang = value;
  }
  return { common: { ...flags, ...values }, rest, missing, unwanted };
}

/** @throws WeborcaError usage-invalid */
export function checkCommon({ common, missing, unwanted }: Split): void {
  if (unwanted !== null) throw usageError('value-not-taken', unwanted);
  if (missing !== null) throw usageError('value-missing', missing);
  if (common.lang !== null && common.lang !== 'ja' && common.lang !== 'en') {
    throw usageError('value-not-one-of', '--lang ja|en');
  }
  if (common.config === '') throw usageError('value-missing', '--config');
}
