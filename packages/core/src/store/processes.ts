import { uptime } from 'node:os';
import { readIfThere } from '../files/durable.ts';
import type { FileSystem } from '../files/file-system.ts';
import { isErrno } from '../files/errno.ts';

/** What a lock asks the operating system; a test answers for it. */
export interface Processes {
  /** Whether a process of this number runs on this machine, whoever's it is. */
  readonly isAlive: (pid: number) => boolean;
  /** Milliseconds since the machine started. */
  readonly uptimeMs: () => number;
}

export const nodeProcesses: Processes = {
  isAlive(pid) {
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      // EPERM: it runs, as another user.
      return isErrno(error, 'EPERM');
    }
  },
  uptimeMs: () => uptime() * 1000,
};

/**
 * Where a pid means something: this boot of this machine, and this namespace of it. Linux tells;
 * elsewhere null.
 */
export interface Boot {
  /** `/proc/sys/kernel/random/boot_id` (random(4)); containers share it with their host. */
  readonly id: string;
  /** Start of pid 1 in clock ticks: another one in every container. */
  readonly initStart: string;
}

export async function readBoot(files: FileSystem, platform: NodeJS.Platform): Promise<Boot | null> {
  if (platform !== 'linux') return null;
  const id = await readText(files, '/proc/sys/kernel/random/boot_id');
  const initStart = await readStartTicks(files, platform, 1);
  return id === null || initStart === null ? null : { id: id.trim(), initStart };
}

/** A process's start in clock ticks since boot, proc_pid_stat(5) field 22; null where unknown. */
export async function readStartTicks(
  files: FileSystem,
  platform: NodeJS.Platform,
  pid: number,
): Promise<string | null> {
  if (platform !== 'linux') return null;
  const stat = await readText(files, `/proc/${pid}/stat`);
  // Field 2, the name, stands in parentheses and may itself hold spaces and parentheses.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields?.[22 - 3] ?? null;
}

async function readText(files: FileSystem, path: string): Promise<string | null> {
  try {
    const bytes = await readIfThere(files, path);
    return bytes === null ? null : new TextDecoder().decode(bytes);
  } catch {
    // ESRCH while the process ends, EACCES under hidepid: not known then.
    return null;
  }
}
