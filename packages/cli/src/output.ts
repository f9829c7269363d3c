import type { CommonFlags } from './arguments/common.ts';
import { paintFor, type Paint } from './render/paint.ts';
import { columnsOf, mayBeTerminal } from './columns.ts';
import { documentPieces } from './document-pieces.ts';
import { standardStreams } from './standard-streams.ts';

/**
 * Where everything that is printed goes through. Standard output has the answer and nothing else,
 * with `--json` exactly one document; progress, notices and errors go to standard error.
 */
export interface Output {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** A line that is rewritten in place makes sense on standard error. */
  readonly isLive: boolean;
  /** Columns of standard output; null where lines may be as long as they are: a pipe, a file. */
  readonly width: number | null;
  readonly paint: Paint;
  readonly paintError: Paint;
  /**
   * The answer for people, its lines folded to the terminal. A line end is added where it has none
   * of its own. `verbatim`: for programs too (a password, a table to be read by another program).
   */
  readonly answer: (text: string, options?: { readonly verbatim?: boolean }) => void;
  /** The answer as one JSON document on one line. */
  readonly document: (command: string, fields: Readonly<Record<string, unknown>>) => void;
  /** A blank line on standard error, if something was told there already. */
  readonly pause: () => void;
  /** A line for standard error. */
  readonly tell: (text: string) => void;
  /** What is going on right now: replaces itself, and goes when something else is said. */
  readonly busy: (text: string) => void;
}

/** @param lost says that the answer could not be written */
export async function createOutput(
  common: Pick<CommonFlags, 'json' | 'quiet' | 'verbose'>,
  streams: Pick<NodeJS.Process, 'stdout' | 'stderr'>,
  lost: (error: Error) => string,
): Promise<Output> {
  // How wide letters are is not asked for a pipe.
  const fitting = hasWidth() ? await import('./render/fold.ts') : null;
  const { stdout, stderr, write } = standardStreams(streams, (error) => output.tell(lost(error)));
  const dumb = process.env['TERM'] === 'dumb';
  const isLive = (): boolean => stderr().isTTY && !dumb && !common.json && !common.quiet;
  let busy = false;
  let told = false;
  const clear = (): void => {
    if (busy) stderr().write('\r\u001B[K');
    busy = false;
  };
  const folded = (text: string, width: number | null): string =>
    width === null ? text : (fitting?.fold(text, width) ?? text);
  const output: Output = {
    json: common.json,
    quiet: common.quiet,
    verbose: common.verbose,
    get isLive() {
      return isLive();
    },
    get width() {
      return columnsOf(1, stdout);
    },
    paint: paintFor(stdout),
    paintError: paintFor(stderr),
    answer: (text, { verbatim = false } = {}) => {
      clear();
      if (text === '') return;
      const shown = verbatim ? text : folded(text, output.width);
      write(shown.endsWith('\n') ? shown : `${shown}\n`);
    },
    document: (command, fields) => {
      clear();
      for (const piece of documentPieces({ schemaVersion: 1, command, ...fields })) write(piece);
    },
    pause: () => {
      clear();
      if (told) stderr().write('\n');
    },
    tell: (text) => {
      clear();
      told = true;
      stderr().write(`${folded(text, columnsOf(2, stderr))}\n`);
    },
    busy: (text) => {
      if (!isLive()) return;
      clear();
      const columns = stderr().columns > 0 ? stderr().columns : 80;
      stderr().write(fitting?.cut(text, columns - 1) ?? text);
      busy = true;
    },
  };
  return output;
}

function hasWidth(): boolean {
  return mayBeTerminal(1) || mayBeTerminal(2) || process.env['COLUMNS'] !== undefined;
}
