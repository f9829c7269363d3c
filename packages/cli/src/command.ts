import type { Failure } from './failures.ts';
import type { Fields, Values } from './arguments/fields.ts';
import { parseFields } from './arguments/parse.ts';
import type { ExitCode } from './exit-codes.ts';
import type { CommandName } from './help/types.ts';
import type { AnswerOf } from './schemas/index.ts';
import type { Session } from './session.ts';

/** What a command answers. It is printed in one place, once, as JSON or as text. */
export interface Report<J = Readonly<Record<string, unknown>>> {
  readonly exitCode: ExitCode;
  /** The answer's own fields, as its schema declares them; `schemaVersion` and `command` are added. */
  readonly json: J;
  /**
   * What a person reads on standard output. No line end at its end. Null: it was asked of all
   * certificates, and there are none.
   */
  readonly text: string | null;
  /** It is for programs, too: no line of it is broken, however narrow the terminal. */
  readonly verbatim?: boolean;
  /** The same, where all of it at once would be most of the memory in use; each ends its line. */
  readonly pieces?: Iterable<string>;
  /** What is left of it under `--quiet`; by default all of it. */
  readonly whenQuiet?: string;
  /** Told on standard error, with the way out. */
  readonly failures?: readonly Failure[];
  /** Whom to call stands in it already, or has to be left out: nothing is added below. */
  readonly saysWhomToCall?: boolean;
}

/** A program ran in our place: what it ended with is what we end with. */
export interface Ended {
  readonly endedWith: number;
}

/** What this command answers. */
export type ReportOf<N extends CommandName> = Report<AnswerOf<N>>;

export interface CommandParts<N extends CommandName, F extends Fields, S> {
  readonly name: N;
  readonly takes: F;
  /** Null: everything has been written already. */
  readonly run: (values: Values<F>, session: S) => Promise<ReportOf<N> | Ended | null>;
}

/**
 * A command as the table of all commands holds it: the types of its fields are its own affair.
 * `S`: what it has to be given; `Looking` where it starts without all the texts.
 */
export interface Command<S = Session> {
  readonly name: CommandName;
  readonly takes: Fields;
  /** @throws WeborcaError usage-invalid before anything is done */
  readonly start: (args: readonly string[], session: S) => Promise<Report<object> | Ended | null>;
}

/** All of them by name, each loaded when it is asked for. */
export type Commands = Readonly<Record<CommandName, () => Promise<Command>>>;

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
export function command<N extends CommandName, F extends Fields, S = Session>({
  name,
  takes,
  run,
}: CommandParts<N, F, S>): Command<S> {
  return { name, takes, start: (args, session) => run(parseFields(takes, args), session) };
}
