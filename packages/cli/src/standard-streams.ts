import { writeSync } from 'node:fs';
import { mayBeTerminal } from './columns.ts';

/** Standard output and error, each made when something of it is first needed. */
export interface StandardStreams {
  readonly stdout: () => NodeJS.WriteStream;
  readonly stderr: () => NodeJS.WriteStream;
  /** To standard output, in order. */
  readonly write: (text: string) => void;
}

/**
 * @param onLost the answer could not be written, once. Not for a
 *   reader that has seen enough: `weborca-cert list | head -1` closes the pipe early.
 */
export function standardStreams(
  streams: Pick<NodeJS.Process, 'stdout' | 'stderr'>,
  onLost: (error: Error) => void,
): StandardStreams {
  let streaming = false;
  const stdout = opened(
    () => {
      streaming = true;
      return streams.stdout;
    },
    (error) => {
      if (!('code' in error && error.code === 'EPIPE')) onLost(error);
    },
  );
  // Where neither log nor answer can be written, nothing is left to do.
  const stderr = opened(
    () => streams.stderr,
    () => undefined,
  );
  const write = (text: string): void => {
    // What a stream still holds comes first.
    const rest = streaming ? text : writeAtOnce(text);
    if (rest.length > 0) stdout().write(rest);
  };
  return { stdout, stderr, write };
}

/** Node makes a standard stream when it is first looked at; that takes a millisecond or two. */
function opened(
  open: () => NodeJS.WriteStream,
  onLost: (error: Error) => void,
): () => NodeJS.WriteStream {
  let stream: NodeJS.WriteStream | undefined;
  return () => (stream ??= outliving(open(), onLost));
}

/**
 * What is printed is never worth more than what is done: a log on a full disk (ENOSPC), a terminal
 * that is gone (EIO) or a reader that has left (EPIPE) loses the text, and the work goes on. Without
 * a listener Node would end the process with a stack, in the middle of whatever it does.
 */
export function outliving<S extends NodeJS.WritableStream>(
  stream: S,
  onLost: (error: Error) => void = () => undefined,
): S {
  let lost = false;
  stream.on('error', (error: Error) => {
    if (!lost) onLost(error);
    lost = true;
  });
  return stream;
}

/** What a pipe takes whole (POSIX.1, PIPE_BUF). */
const pipeBytes = 4096;

/**
 * Writes a short answer without making the standard stream, which loads all of `node:stream` and for a
 * pipe `node:net`. Only to what takes bytes as they are: a terminal of Windows does not.
 *
 * @returns what is left to write: for the stream, which also knows what to do with a pipe that is
 *   full or closed
 */
function writeAtOnce(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  if (process.platform === 'win32' || bytes.length > pipeBytes) return bytes;
  try {
    if (mayBeTerminal(1)) return bytes;
    return bytes.subarray(writeSync(1, bytes));
  } catch {
    return bytes;
  }
}
