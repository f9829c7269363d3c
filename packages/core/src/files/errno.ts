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

const words: ReadonlyMap<string, string> = new Map([
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
  ['ENAMETOOLONG', 'name-too-long'],
  ['EMFILE', 'too-many-open-files'],
  ['ENFILE', 'too-many-open-files'],
]);

/**
 * The kebab-case word for `reason` in error details, which the catalogues translate: `disk-full`,
 * `read-only`, `no-permission`, `missing`, …; the lower-case errno for a rare one, else `unknown`.
 */
export function reasonOf(error: unknown): string {
  const code = errnoOf(error);
  if (code === null) return 'unknown';
  return words.get(code) ?? code.toLowerCase();
}
