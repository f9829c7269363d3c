import { readFileSync } from 'node:fs';

// USER_HZ is 100 on every Linux that Node runs on (proc(5), sysconf(_SC_CLK_TCK)).
const ticksPerSecond = 100;

/**
 * When this process started. On Linux as the kernel has it, so that another process finds the same
 * instant (to the second: the boot time is whole seconds) under this pid; elsewhere by our uptime.
 */
export function ownStart(platform: NodeJS.Platform): Date {
  const kernel = platform === 'linux' ? startOf(process.pid) : null;
  return kernel ?? new Date(Math.round(Date.now() - process.uptime() * 1000));
}

/** When a process of this Linux machine started; null when there is none, or no /proc. */
export function startOf(pid: number): Date | null {
  try {
    return startFromProc(
      readFileSync(`/proc/${pid}/stat`, 'latin1'),
      readFileSync('/proc/stat', 'latin1'),
    );
  } catch {
    // No /proc, or no such process: the caller has another way.
    return null;
  }
}

/** Judges the two texts of proc(5): field 22 is the start in ticks since boot, `btime` the boot. */
export function startFromProc(processStat: string, systemStat: string): Date | null {
  // Field 2 is the program's name in parentheses and may itself hold spaces and parentheses.
  const fields = processStat.slice(processStat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[22 - 3]);
  const boot = Number(/^btime (\d+)$/m.exec(systemStat)?.[1]);
  if (!Number.isFinite(ticks) || !Number.isFinite(boot)) return null;
  return new Date(boot * 1000 + Math.round((ticks / ticksPerSecond) * 1000));
}
