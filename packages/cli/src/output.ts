import { fstatSync, writeSync } from 'node:fs';
import type { CommonFlags } from './arguments/common.ts';
import { paintFor, type Paint } from './render/paint.ts';
import { cut } from './render/width.ts';

/** Entries of a list that become text at once. */
const listPart = 100;
/** Characters; a document that is shorter goes out in one piece. */
const writeSize = 65_536;

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
  readonly paint: Paint;
  readonly paintError: Paint;
  /** The answer for people. A line end is added where it has none of its own. */
  readonly answer: (text: string) => void;
  /** The answer as one JSON document on one line. */
  readonly document: (command: string, fields: Readonly<Record<string, unknown>>) => void;
  /** A blank line on standard error, if something was told there already. */
  readonly pause: () => void;
  /** A line for standard error. */
  readonly tell: (text: string) => void;
  /** What is going on right now: replaces itself, and goes when something else is said. */
  readonly busy: (text: string) => void;
}

export function createOutput(
  common: Pick<CommonFlags, 'json' | 'quiet' | 'verbose'>,
  streams: Pick<NodeJS.Process, 'stdout' | 'stderr'>,
): Output {
  let streaming = false;
  const stdout = opened(() => {
    streaming = true;
    return streams.stdout;
  });
  const stderr = opened(() => streams.stderr);
  const dumb = process.env['TERM'] === 'dumb';
  const isLive = (): boolean => stderr().isTTY && !dumb && !common.json && !common.quiet;
  let busy = false;
  let told = false;
  const clear = (): void => {
    if (busy) stderr().write('\r\u001B[K');
    busy = false;
  };
  return {
    json: common.json,
    quiet: common.quiet,
    verbose: common.verbose,
    get isLive() {
      return isLive();
    },
    paint: (tone, text) => paintFor(stdout())(tone, text),
    paintError: (tone, text) => paintFor(stderr())(tone, text),
    answer: (text) => {
      clear();
      if (text === '') return;
      const line = text.endsWith('\n') ? text : `${text}\n`;
      // What a stream still holds comes first.
      const rest = streaming ? Buffer.from(line) : writeAtOnce(line);
      if (rest.length > 0) stdout().write(rest);
    },
    document: (command, fields) => {
      clear();
      let waiting = '';
      for (const part of documentParts({ schemaVersion: 1, command, ...fields })) {
        waiting += part;
        if (waiting.length < writeSize) continue;
        stdout().write(waiting);
        waiting = '';
      }
      stdout().write(waiting);
    },
    pause: () => {
      clear();
      if (told) stderr().write('\n');
    },
    tell: (text) => {
      clear();
      told = true;
      stderr().write(`${text}\n`);
    },
    busy: (text) => {
      if (!isLive()) return;
      clear();
      const columns = stderr().columns > 0 ? stderr().columns : 80;
      stderr().write(cut(text, columns - 1));
      busy = true;
    },
  };
}

/** What a pipe takes whole (POSIX.1, PIPE_BUF). */
const pipeBytes = 4096;

/**
 * Writes a short answer without making the standard stream, which for a pipe loads all of `node:net`.
 * Only to what takes bytes as they are: a terminal of Windows does not.
 *
 * @returns what is left to write: for the stream, which also knows what to do with a pipe that is
 *   full or closed
 */
function writeAtOnce(line: string): Uint8Array {
  const bytes = Buffer.from(line);
  if (process.platform === 'win32' || bytes.length > pipeBytes) return bytes;
  try {
    const status = fstatSync(1);
    if (!status.isFIFO() && !status.isSocket()) return bytes;
    return bytes.subarray(writeSync(1, bytes));
  } catch {
    return bytes;
  }
}

/** A long list goes out in parts: of thousands, the whole text would be most of the memory in use. */
function* documentParts(document: Readonly<Record<string, unknown>>): Generator<string> {
  let before = '{';
  for (const [key, value] of Object.entries(document)) {
    if (value === undefined) continue;
    yield `${before}${JSON.stringify(key)}:`;
    before = ',';
    if (!Array.isArray(value) || value.length <= listPart) {
      yield JSON.stringify(value);
      continue;
    }
    for (let from = 0; from < value.length; from += listPart) {
      const part = JSON.stringify(value.slice(from, from + listPart)).slice(1, -1);
      yield `${from === 0 ? '[' : ','}${part}`;
    }
    yield ']';
  }
  yield '}\n';
}

/** Node makes a standard stream when it is first looked at; that takes a millisecond or two. */
function opened(open: () => NodeJS.WriteStream): () => NodeJS.WriteStream {
  let stream: NodeJS.WriteStream | undefined;
  return () => {
    if (stream === undefined) endQuietlyOnClosedPipe((stream = open()));
    return stream;
  };
}

/** `weborca-cert list | head -1` closes the pipe early: that is no failure of ours. */
function endQuietlyOnClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
