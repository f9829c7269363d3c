import { parseArgs } from 'node:util';
import type { Field, Fields, Toggle, Values } from './fields.ts';
import { commonFlags } from './common.ts';
import { unknownWord, usageError } from './usage.ts';

/**
 * Reads a command's own words and flags (the common ones are gone already, see `common.ts`). One
 * grammar for every command, `check` included, on Node's own tokeniser: what it calls an option
 * and where values begin is POSIX and GNU usage; everything it does not know is refused here.
 *
 * @throws WeborcaError usage-invalid
 */
export function parseFields<F extends Fields>(fields: F, args: readonly string[]): Values<F> {
  const { options, words } = tokenise(fields, args);
  const positionals = Object.values(fields).filter((f) => f.kind === 'positional');
  const most = positionals.some((p) => takesAll(p)) ? Infinity : positionals.length;
  if (words.length > most) throw usageError('arguments-too-many', String(most));

  const values: Record<string, unknown> = {};
  let taken = 0;
  for (const [key, field] of Object.entries(fields)) {
    if (field.kind === 'positional') {
      const share = words.slice(taken, takesAll(field) ? undefined : taken + 1);
      taken += share.length;
      values[key] = field.read(share);
    } else if (field.kind === 'toggle') {
      values[key] = readToggle(field, options);
    } else {
      values[key] = readOption(field, options.get(field.flag) ?? []);
    }
  }
  if (!isComplete(fields, values)) throw new TypeError('a field has no value');
  return values;
}

function takesAll({ arity }: Extract<Field<unknown>, { kind: 'positional' }>): boolean {
  return arity === 'many' || arity === 'some' || arity === 'rest';
}

/** Each value came out of its own field's `read`: that all are there is all that is left to see. */
function isComplete<F extends Fields>(
  fields: F,
  values: Readonly<Record<string, unknown>>,
): values is Values<F> {
  return Object.keys(fields).every((key) => Object.hasOwn(values, key));
}

type Given = ReadonlyMap<string, readonly string[]>;

function tokenise(
  fields: Fields,
  args: readonly string[],
): { readonly options: Given; readonly words: readonly string[] } {
  // `node:util` takes milliseconds to load, and names alone need no tokeniser.
  if (!args.some((arg) => arg.startsWith('-'))) return { options: new Map(), words: args };
  const known = declare(fields);
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      [...known].map(([name, takesValue]) => [name, { type: takesValue ? 'string' : 'boolean' }]),
    ),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const options = new Map<string, string[]>();
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const takesValue = known.get(token.name);
    if (takesValue === undefined || !token.rawName.startsWith('--')) {
      const names = [...known.keys(), ...commonFlags].map((name) => `--${name}`);
      throw unknownWord('option-unknown', token.rawName, names);
    }
    const given = options.get(token.name) ?? [];
    options.set(token.name, [...given, optionText(token, takesValue)]);
  }
  return { options, words };
}

function optionText(
  token: {
    readonly rawName: string;
    readonly value?: string | undefined;
    readonly inlineValue?: boolean | undefined;
  },
  takesValue: boolean,
): string {
  if (!takesValue) {
    if (token.value !== undefined) throw usageError('value-not-taken', token.rawName);
    return '';
  }
  // `--to --check` is a forgotten value far more often than a folder of that name; `--to=--check`
  // still says the latter.
  const forgotten = token.inlineValue !== true && /^-./.test(token.value ?? '');
  if (token.value === undefined || forgotten) throw usageError('value-missing', token.rawName);
  return token.value;
}

/** Every flag, and whether it takes a value. */
function declare(fields: Fields): ReadonlyMap<string, boolean> {
  const known = new Map<string, boolean>();
  for (const field of Object.values(fields)) {
    if (field.kind === 'option') known.set(field.flag, field.label !== null);
    if (field.kind === 'toggle') known.set(field.flag, false).set(`no-${field.flag}`, false);
  }
  return known;
}

function readToggle(field: Toggle, options: Given): boolean | null {
  const yes = options.has(field.flag);
  const no = options.has(`no-${field.flag}`);
  if (yes && no) throw usageError('options-conflict', `--${field.flag}, --no-${field.flag}`);
  if (!yes && !no) return null;
  return yes;
}

function readOption(field: Extract<Field<unknown>, { kind: 'option' }>, given: readonly string[]) {
  const twice = given.length > 1 && field.label !== null && !field.repeatable;
  if (twice) throw usageError('option-repeated', `--${field.flag}`);
  return field.read(given);
}
