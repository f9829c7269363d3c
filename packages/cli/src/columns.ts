import { fstatSync, statSync } from 'node:fs';
import { devNull } from 'node:os';

/**
 * How many columns a standard stream has: those of its terminal, else what `COLUMNS` says; null for
 * a pipe or a file, where nothing is shortened.
 *
 * @param open makes the stream, which takes milliseconds: asked for only of a terminal
 */
export function columnsOf(fd: 1 | 2, open: () => NodeJS.WriteStream): number | null {
  const own = mayBeTerminal(fd) ? open() : null;
  if (own !== null && own.isTTY && own.columns > 0) return own.columns;
  const said = Number(process.env['COLUMNS']);
  return Number.isInteger(said) && said > 0 ? said : null;
}

/** It is a device; but for the one that swallows everything, which scripts and cron give it. */
export function mayBeTerminal(fd: number): boolean {
  try {
    const status = fstatSync(fd);
    if (!status.isCharacterDevice()) return false;
    return process.platform === 'win32' || status.rdev !== statSync(devNull).rdev;
  } catch {
    return false;
  }
}
