import { fstatSync, writeSync } from 'node:fs';

/** Standard output and error, each made when something of it is first needed. */
export interface StandardStreams {
  readonly stdout: () => NodeJS.WriteStream;
  readonly stderr: () => NodeJS.WriteStream;
  /** To standard output, in order. */
  readonly write: (text: string) => void;
}

export function standardStreams(
  streams: Pick<NodeJS.Process, 'stdout' | 'stderr'>,
): StandardStreams {
  let streaming = false;
  const stdout = opened(() => {
    streaming = true;
    return streams.stdout;
  });
  const stderr = opened(() => streams.stderr);
  const write = (text: string): void => {
    // What a stream still holds comes first.
    const rest = streaming ? text : writeAtOnce(text);
    if (rest.length > 0) stdout().write(rest);
  };
  return { stdout, stderr, write };
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

/** What a pipe takes whole (POSIX.1, PIPE_BUF). */
const pipeBytes = 4096;

/**
 * Writes a short answer without making the standard stream, which for a pipe loads all of `node:net`.
 * Only to what takes bytes as they are: a terminal of Windows does not.
 *
 * @returns what is left to write: for the stream, which also knows what to do with a pipe that is
 *   full or closed
 */
function writeAtOnce(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  if (process.platform === 'win32' || bytes.length > pipeBytes) return bytes;
  try {
    const status = fstatSync(1);
    if (!status.isFIFO() && !status.isSocket()) return bytes;
    return bytes.subarray(writeSync(1, bytes));
  } catch {
    return bytes;
  }
}
