import { homePath } from './home-path.ts';
import { usageError } from './usage.ts';

/** A word without dashes. `read` gets the words that were given, none if there were none. */
export interface Positional<T> {
  readonly kind: 'positional';
  readonly label: string;
  /** `some`: at least one; `rest`: everything behind `--`, at least one word. */
  readonly arity: 'one' | 'optional' | 'many' | 'some' | 'rest';
  readonly read: (given: readonly string[]) => T;
}

/** `--flag` or `--flag VALUE`. `read` gets one text each time it was given, `''` for a switch. */
export interface Option<T> {
  readonly kind: 'option';
  readonly flag: string;
  /** The placeholder of its value; null for a switch. */
  readonly label: string | null;
  readonly repeatable: boolean;
  readonly read: (given: readonly string[]) => T;
}

/** `--flag` and `--no-flag`. */
export interface Toggle {
  readonly kind: 'toggle';
  readonly flag: string;
}

export type Field<T> = Positional<T> | Option<T>;
export type Fields = Readonly<Record<string, Field<unknown> | Toggle>>;

/** What `run` gets: a value for each field. */
export type Values<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends Toggle
    ? boolean | null
    : F[K] extends Field<infer T>
      ? T
      : never;
};

export function one(label: string): Positional<string> {
  return {
    kind: 'positional',
    label,
    arity: 'one',
    read: ([first]) => {
      if (first === undefined) throw usageError('argument-missing', label);
      return meantArgument(label, first);
    },
  };
}

export function optional(label: string): Positional<string | null> {
  return {
    kind: 'positional',
    label,
    arity: 'optional',
    read: ([first]) => {
      if (first === '' && label.split('|').some(isPath))
        throw usageError('argument-missing', label);
      return first ?? null;
    },
  };
}

export function many(label: string): Positional<readonly string[]> {
  return {
    kind: 'positional',
    label,
    arity: 'many',
    read: (given) => given.map((word) => meantArgument(label, word)),
  };
}

/** One or more. */
export function some(label: string): Positional<readonly [string, ...string[]]> {
  return {
    kind: 'positional',
    label,
    arity: 'some',
    read: (given) => {
      const [first, ...others] = given.map((word) => meantArgument(label, word));
      if (first === undefined) throw usageError('argument-missing', label);
      return [first, ...others];
    },
  };
}

/** By their placeholder; what can be a name as well (`N|FILE`) is looked at where it is known which. */
const paths: ReadonlySet<string> = new Set(['FILE', 'F', 'DIR', 'D']);

function isPath(label: string): boolean {
  return paths.has(label);
}

/**
 * As it was meant: a certificate's name, which macOS's shells hand on decomposed, as it is stored; a
 * path with its home folder.
 */
function meant(label: string, word: string): string {
  if (label === 'N' || label === 'M') return word.normalize('NFC');
  return isPath(label) ? homePath(word) : word;
}

/** An empty path is a variable that is not set, and would be the current folder. */
function meantArgument(label: string, word: string): string {
  if (word === '' && isPath(label)) throw usageError('argument-missing', label);
  return meant(label, word);
}

function meantValue(name: string, label: string, word: string): string {
  if (word === '' && isPath(label)) throw usageError('value-missing', `--${name}`);
  return meant(label, word);
}

/** A command line of its own behind `--`. */
export function rest(label: string): Positional<readonly [string, ...string[]]> {
  return {
    kind: 'positional',
    label,
    arity: 'rest',
    read: ([first, ...others]) => {
      if (first === undefined) throw usageError('argument-missing', `-- ${label}`);
      return [first, ...others];
    },
  };
}

export function flag(name: string): Option<boolean> {
  return {
    kind: 'option',
    flag: name,
    label: null,
    repeatable: false,
    read: (given) => given.length > 0,
  };
}

/** `--name` and `--no-name`; null when neither was said. */
export function toggle(name: string): Toggle {
  return { kind: 'toggle', flag: name };
}

export function text(name: string, label: string): Option<string | null> {
  return {
    kind: 'option',
    flag: name,
    label,
    repeatable: false,
    read: ([first]) => (first === undefined ? null : meantValue(name, label, first)),
  };
}

export function texts(name: string, label: string): Option<readonly string[]> {
  return {
    kind: 'option',
    flag: name,
    label,
    repeatable: true,
    read: (given) => given.map((word) => meantValue(name, label, word)),
  };
}

/** A whole number from `min` to `max`. */
export function wholeNumber(
  name: string,
  label: string,
  range: { readonly min: number; readonly max: number; readonly otherwise: number },
): Option<number> {
  return {
    kind: 'option',
    flag: name,
    label,
    repeatable: false,
    read: ([first]) => {
      if (first === undefined) return range.otherwise;
      const value = /^-?\d{1,9}$/.test(first) ? Number(first) : Number.NaN;
      if (!(value >= range.min && value <= range.max)) {
        throw usageError('value-not-number', `--${name} (${range.min}–${range.max})`);
      }
      return value;
    },
  };
}

export function choice<const C extends string>(
  name: string,
  choices: readonly C[],
  otherwise: NoInfer<C>,
): Option<C> {
  return {
    kind: 'option',
    flag: name,
    label: choices.join('|'),
    repeatable: false,
    read: ([first]) => {
      if (first === undefined) return otherwise;
      const found = choices.find((c) => c === first);
      if (found === undefined)
        throw usageError('value-not-one-of', `--${name} ${choices.join('|')}`);
      return found;
    },
  };
}
