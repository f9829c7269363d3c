/** Stands behind the title of a test that does not run everywhere: the report says why it did not. */
export function leftOut(runs: boolean, why: string): string {
  return runs ? '' : ` (left out: ${why})`;
}

export const onWindows = process.platform === 'win32';

/** Rights, links and FIFOs are not what they are elsewhere. */
export const unixOnly = leftOut(!onWindows, 'Windows');

/** How a mode reads here: Windows has none, and Node makes this of all that may be written. */
export const modeHere = (mode: number): number => (onWindows ? 0o666 : mode);

export const linuxOnly = leftOut(process.platform === 'linux', 'for Linux');

export const rootOnly = leftOut(process.getuid?.() === 0, 'for root');
