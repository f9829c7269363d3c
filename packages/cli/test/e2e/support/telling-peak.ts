// To be imported before a program: tells its peak of memory, in KB, on file descriptor 3 at its end.
import { readFileSync, writeSync } from 'node:fs';

/**
 * By the kernel's mark for the program itself, where there is one: `maxRSS` begins with what the
 * parent had when it forked, which here is a simulator with thousands of clients.
 */
function peakKilobytes(): string {
  try {
    const [, kilobytes] = /VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (kilobytes !== undefined) return kilobytes;
  } catch {
    // Not Linux.
  }
  return String(process.resourceUsage().maxRSS);
}

process.on('exit', () => {
  writeSync(3, peakKilobytes());
});
