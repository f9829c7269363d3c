/** Stands behind the title of a test that does not run everywhere: the report says why it did not. */
export function leftOut(runs: boolean, why: string): string {
  return runs ? '' : ` (left out: ${why})`;
}

/** Rights, links and FIFOs are not what they are elsewhere. */
export const unixOnly = leftOut(process.platform !== 'win32', 'Windows');

export const linuxOnly = leftOut(process.platform === 'linux', 'for Linux');

export const rootOnly = leftOut(process.getuid?.() === 0, 'for root');
