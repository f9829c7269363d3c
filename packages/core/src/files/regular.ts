import * as fs from 'node:fs';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  type Stats,
} from 'node:fs';
import { promisify } from 'node:util';

// Windows has neither flag (Node leaves them undefined there), and no FIFO in a folder either.
const noFollow: number = constants.O_NOFOLLOW ?? 0;
const noWait: number = constants.O_NONBLOCK ?? 0;

/**
 * For every opening of a file of ours: the last name is not followed through a link (`ELOOP`), and
 * nothing is waited for, as a FIFO's other end would be, in a call that no signal ends. A regular
 * file knows no waiting, so the flag means nothing to it.
 */
export const carefully = noFollow | noWait;

// Numbers instead of FileHandles: for thousands of small files a third of the work, and less to collect.
const open = promisify(fs.open);
const fstat = promisify(fs.fstat);
const lstat = promisify(fs.lstat);
const read = promisify(fs.read);
const close = promisify(fs.close);

/** Certificates, keys, settings and records are kilobytes; a zip of the management site is, too. */
const usualMost = 16 * 1024 * 1024;

/** What has no size of its own (/proc) is read in such pieces. */
const pieceBytes = 64 * 1024;

/** Somebody else on this machine has lent the file out (Samba's oplocks): gone in a moment. */
const leasePausesMs: readonly number[] = [5, 20, 50, 100, 200, 400];

/**
 * The contents of a regular file of at most `atMost` bytes (16 MiB). Anything else is refused before
 * a byte of it is read: `ELOOP` a link, `EISDIR` a folder, `EFTYPE` a FIFO or a device, `E2BIG` too
 * much. Every error names the file (`path`), and `read` as what was tried (`syscall`).
 */
export async function readRegular(path: string, atMost: number = usualMost): Promise<Uint8Array> {
  try {
    if (noFollow === 0) requireNoLink(await lstat(path));
    const file = await openUnlent(path);
    try {
      const pieces = gathering(sizeWithin(await fstat(file), atMost), atMost);
      let piece = pieces.next();
      while (piece.done !== true) {
        const [into, at] = piece.value;
        const { bytesRead } = await read(file, into, at, into.length - at, null);
        piece = pieces.next(bytesRead);
      }
      return piece.value;
    } finally {
      await close(file);
    }
  } catch (error) {
    throw whileReading(error, path);
  }
}

/** The same without leaving the thread. `EAGAIN`: lent out, which only time mends. */
export function readRegularHere(path: string, atMost: number = usualMost): Uint8Array {
  try {
    if (noFollow === 0) requireNoLink(lstatSync(path));
    const file = openSync(path, constants.O_RDONLY | carefully);
    try {
      const pieces = gathering(sizeWithin(fstatSync(file), atMost), atMost);
      let piece = pieces.next();
      while (piece.done !== true) {
        const [into, at] = piece.value;
        piece = pieces.next(readSync(file, into, at, into.length - at, null));
      }
      return piece.value;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw whileReading(error, path);
  }
}

/** Throws for what no byte should be written into. */
export function requireRegular(stats: Stats): void {
  if (stats.isDirectory()) throw refused('EISDIR', 'a folder');
  if (!stats.isFile()) throw refused('EFTYPE', 'not a regular file');
}

async function openUnlent(path: string): Promise<number> {
  const flags = constants.O_RDONLY | carefully;
  for (const pause of leasePausesMs) {
    try {
      return await open(path, flags);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return open(path, flags);
}

function requireNoLink(stats: Stats): void {
  if (stats.isSymbolicLink()) throw refused('ELOOP', 'a link');
}

function sizeWithin(stats: Stats, atMost: number): number {
  requireRegular(stats);
  if (stats.size > atMost) throw tooMuch();
  return stats.size;
}

/**
 * Says what to read into next, and is told how much came: up to the size that it has, or, where it
 * says none, to its end. Not `allocUnsafe`: secrets share no pool.
 */
function* gathering(
  size: number,
  atMost: number,
): Generator<readonly [into: Buffer, at: number], Buffer, number> {
  let bytes = Buffer.allocUnsafeSlow(size === 0 ? pieceBytes : size);
  let done = 0;
  for (;;) {
    if (done === bytes.length) {
      if (size !== 0) return bytes;
      bytes = Buffer.concat([bytes], bytes.length * 2);
    }
    const more = yield [bytes, done];
    if (more === 0) return bytes.subarray(0, done);
    done += more;
    if (done > atMost) throw tooMuch();
  }
}

function tooMuch(): Error {
  return refused('E2BIG', 'too large');
}

function refused(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

function whileReading(error: unknown, path: string): unknown {
  return error instanceof Error ? Object.assign(error, { path, syscall: 'read' }) : error;
}
