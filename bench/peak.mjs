import { readFileSync } from 'node:fs';

/**
 * Kilobytes that this process had at its highest, on Linux: the kernel's mark for the program itself.
 * `maxRSS` begins with what its parent had when it forked.
 *
 * @returns {number}
 */
export function peakKb() {
  const [, peak] = /VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(peak);
}
