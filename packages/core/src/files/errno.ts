import type { SystemReason, systemReasons } from '../words/reasons/system.ts';
import { writtenWord } from '../words/written.ts';

/** Node's own error of a file operation: `ENOENT`, `EEXIST`, `ENOSPC`, … */
export function isErrno(error: unknown, ...codes: readonly string[]): boolean {
  const code = errnoOf(error);
  return code !== null && codes.includes(code);
}

/** The error's `code`, or null when it is not a system error. */
export function errnoOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/**
 * What the system says of a file or a program; `ERR_…` are Node's words for mistakes in a program.
 * `UNKNOWN` is what Windows says and libuv has no word for.
 */
export function isSystemError(error: unknown): boolean {
  return /^(?:E[A-Z0-9]+|UNKNOWN)$/.test(errnoOf(error) ?? '');
}

/**
 * The file or folder that a system's error is about, or null when it does not tell: for a rename the
 * place that was to be taken, and for a file that was being prepared the folder that has it.
 */
export function pathOfError(error: unknown): string | null {
  if (!isSystemError(error) || !(error instanceof Error)) return null;
  const told = 'dest' in error ? error.dest : 'path' in error ? error.path : null;
  if (typeof told !== 'string') return null;
  return told.replace(/[\\/]\.(?:tmp|weborca-cert)-[0-9a-f]{16}(?:[\\/].*)?$/, '');
}

const words: ReadonlyMap<string, keyof typeof systemReasons> = new Map([
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['EFBIG', 'disk-full'],
  ['EROFS', 'read-only'],
  ['EACCES', 'no-permission'],
  ['EPERM', 'no-permission'],
  ['ENOENT', 'missing'],
  ['ENOTDIR', 'not-a-folder'],
  ['EISDIR', 'is-a-folder'],
  ['ELOOP', 'symbolic-link'],
  ['EBUSY', 'in-use'],
  ['ETXTBSY', 'in-use'],
  ['EIO', 'io-error'],
  // Our own, as `consumers/only-the-file.ts` has it.
  ['EDIFFERS', 'read-back-differs'],
  ['ENAMETOOLONG', 'name-too-long'],
  ['EMFILE', 'too-many-open-files'],
  ['ENFILE', 'too-many-open-files'],
  // What `readFile` refuses; opening a socket is ENXIO.
  ['EFTYPE', 'not-a-file'],
  ['ENXIO', 'not-a-file'],
  ['E2BIG', 'too-large'],
]);

/**
 * Nothing there, or a want of handles, memory, time or room: the next look may find otherwise. All else
 * is about what lies there: beside EACCES and EIO there are EUCLEAN and EBADMSG of a damaged ext4 or
 * XFS, ENODATA of a bad sector, ESTALE and ENOTCONN of a share, and whatever libuv has no word for.
 */
const passing = 'ENOENT ENOTDIR EMFILE ENFILE ENOMEM EAGAIN EBUSY EINTR ENOSPC EDQUOT EROFS'.split(
  ' ',
);

/** What lies there cannot be read, now or the next time. */
export function isNotReadable(error: unknown): boolean {
  return isSystemError(error) && !isErrno(error, ...passing);
}

/**
 * The kebab-case word for `reason` in error details, which the catalogues translate: `disk-full`,
 * `read-only`, `no-permission`, `missing`, `fsync-refused`, …; the lower-case errno for a rare one,
 * else `unknown`.
 */
export function reasonOf(error: unknown): SystemReason {
  const code = errnoOf(error);
  if (code === null) return 'unknown';
  // Where links are followed, one is no fault: it is only one that comes to no end.
  if (code === 'ELOOP' && ['realpath', 'stat'].includes(syscallOf(error))) return 'link-loop';
  if (code === 'UNKNOWN' && isElsewhere(error)) return 'not-connected';
  const word = words.get(code);
  const full = word === 'disk-full' || word === 'read-only';
  // Whatever the number: it is the flush that was refused, not the writing.
  if (!full && syscallOf(error) === 'fsync') return 'fsync-refused';
  return word ?? writtenWord(code.toLowerCase());
}

/**
 * On a share, or a drive that is not Windows' usual one. What libuv has no word for is there that
 * the network or the drive is not (ERROR_BAD_NETPATH, ERROR_BAD_NET_NAME, ERROR_NOT_READY;
 * uv_translate_sys_error).
 */
function isElsewhere(error: unknown): boolean {
  return /^(?:[\\/]{2}[^\\/?.]|[ABD-Z]:)/i.test(pathOfError(error) ?? '');
}

function syscallOf(error: unknown): string {
  return error instanceof Error && 'syscall' in error ? String(error.syscall) : '';
}

/** Where the system said no, of what was tried there. */
export interface Refused {
  readonly path: string;
  readonly reason: SystemReason;
  /** It was to be read or looked at, not written. */
  readonly doing?: 'read';
}

const looking: ReadonlySet<string> = new Set(['read', 'scandir', 'lstat', 'stat', 'realpath']);

/**
 * The very file or folder of a system error, and what was wrong with it; null for every other
 * error. What was to be written is called by the place `meant`, where one is given: our temporary
 * names tell people nothing.
 */
export function refusedAt(error: unknown, meant?: string): Refused | null {
  if (!isSystemError(error)) return null;
  const own = pathOfError(error);
  const reads = own !== null && looking.has(syscallOf(error));
  const path = reads ? own : (meant ?? own);
  if (path === null) return null;
  const reason = reasonOf(error);
  return reads ? { path, reason, doing: 'read' } : { path, reason };
}
