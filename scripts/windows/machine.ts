/** How a command came out. */
export interface Ran {
  /** Null: it was killed, or took too long. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  /** Of this machine; Windows gets its own name for it. */
  readonly cwd?: string;
}

/** Part of a question, and what is typed then. */
export type Answers = readonly (readonly [question: string, answer: string])[];

/** A Windows on which nobody has worked yet. There is no Node on it. */
export interface FreshWindows {
  /** Below the profile of its only user, in this machine's words. */
  readonly at: (...segments: readonly string[]) => string;
  readonly toWindows: (path: string) => string;
  /** Where Task Scheduler keeps its tasks. */
  readonly tasks: string;
  readonly start: (words: readonly string[], options?: RunOptions) => Promise<Ran>;
  /** Starts it in a console, where each of these answers is typed once its question is there. */
  readonly talk: (words: readonly string[], answers: Answers) => Promise<Ran>;
}

/** A Windows to run Node on: Wine on this machine, or this machine itself. */
export interface Machine {
  readonly title: string;
  /** A folder for what the tests make, empty; in this machine's words. */
  readonly work: string;
  /** What Windows calls a path of this machine. */
  readonly toWindows: (path: string) => string;
  /** Node for Windows with these arguments, to its end. */
  readonly node: (args: readonly string[], options?: RunOptions) => Promise<Ran>;
  /** A drive that comes and goes: `F`. */
  readonly plugIn: (letter: string, folder: string) => void;
  readonly pullOut: (letter: string) => void;
  /** Null: what is installed on this machine stays as it is. */
  readonly fresh: (() => FreshWindows) | null;
  /** A folder that stays from run to run; null: core's own tests run without this suite here. */
  readonly kept: string | null;
  readonly close: () => void;
}
