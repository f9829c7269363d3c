import type { Failure } from './failures.ts';
import type { Fields, Values } from './arguments/fields.ts';
import { parseFields } from './arguments/parse.ts';
import type { ExitCode } from './exit-codes.ts';
import type { CommandName } from './help/types.ts';
import type { Session } from './session.ts';

/** What a command answers. It is printed in one place, once, as JSON or as text. */
export interface Report {
  readonly exitCode: ExitCode;
  /** The answer's own fields; `schemaVersion` and `command` are added. */
  readonly json: Readonly<Record<string, unknown>>;
  /** What a person reads on standard output. No line end at its end. */
  readonly text: string;
  /** It is for programs, too: no line of it is broken, however narrow the terminal. */
  readonly verbatim?: boolean;
  /** The same, where all of it at once would be most of the memory in use; each ends its line. */
  readonly pieces?: Iterable<string>;
  /** What is left of it under `--quiet`; by default all of it. */
  readonly whenQuiet?: string;
  /** Told on standard error, with the way out. */
  readonly failures?: readonly Failure[];
}

/** A program ran in our place: what it ended with is what we end with. */
export interface Ended {
  readonly endedWith: number;
}

export interface CommandParts<F extends Fields> {
  readonly name: CommandName;
  readonly takes: F;
  /** Null: everything has been written already. */
  readonly run: (values: Values<F>, session: Session) => Promise<Report | Ended | null>;
}

/** A command as the table of all commands holds it: the types of its fields are its own affair. */
export interface Command {
  readonly name: CommandName;
  readonly takes: Fields;
  /** @throws WeborcaError usage-invalid before anything is done */
  readonly start: (args: readonly string[], session: Session) => Promise<Report | Ended | null>;
}

/**
 * Declares a command: flags and a call, no rule of the trade.
 *
 * @example
 * export const verify = command({
 *   name: 'verify',
 *   takes: { names: many('N') },
 *   async run({ names }, session) { … },
 * });
 */
export function command<F extends Fields>({ name, takes, run }: CommandParts<F>): Command {
  return { name, takes, start: (args, session) => run(parseFields(takes, args), session) };
}
