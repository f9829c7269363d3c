import { fstatSync } from 'node:fs';

/**
 * How many columns a standard stream has: those of its terminal, else what `COLUMNS` says; null for
 * a pipe or a file, where nothing is shortened.
 *
 * @param open makes the stream, which takes a millisecond or two: asked for only of a terminal
 */
export function columnsOf(fd: 1 | 2, open: () => NodeJS.WriteStream): number | null {
  const own = isDevice(fd) ? open() : null;
  if (own !== null && own.isTTY && own.columns > 0) return own.columns;
  const said = Number(process.env['COLUMNS']);
  return Number.isInteger(said) && said > 0 ? said : null;
}

function isDevice(fd: number): boolean {
  try {
    return fstatSync(fd).isCharacterDevice();
  } catch {
    return false;
  }
}
