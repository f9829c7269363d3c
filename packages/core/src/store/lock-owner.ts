import type { Effects, ProcessIdentity } from '../effects.ts';
import { isRecord, parseJson } from '../json.ts';
import { readDate } from './record.ts';
import { uptime } from 'node:os';
import { readIfThere } from '../files/durable.ts';
import type { FileSystem } from '../files/file-system.ts';
import { isErrno } from '../files/errno.ts';
import { hourMs } from '../time.ts';
import { windowsStartOf } from '../programs/windows-start.ts';

/** Whose lock it is, as people are told. */
export interface LockOwner {
  readonly pid: number;
  readonly host: string;
  /** When it took its place. */
  readonly since: Date;
  readonly command: string;
}

/** A lock file's content: the owner, and what tells whether it still runs. */
export interface LockRecord extends LockOwner {
  readonly platform: string;
  readonly startedAt: Date | null;
  readonly startTicks: string | null;
  readonly boot: Boot | null;
}

export function formatLock(record: LockRecord): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify({ schemaVersion: 1, ...record })}\n`);
}

/** Null for what no version of this program writes: a lock file is complete from its first moment. */
export function parseLock(bytes: Uint8Array): LockRecord | null {
  const value = parseJson(bytes);
  if (!isRecord(value)) return null;
  const { pid, host, command, platform, startTicks, boot } = value;
  const since = readDate(value['since']);
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid < 1) return null;
  if (typeof host !== 'string' || since === null) return null;
  return {
    pid,
    host,
    since,
    command: typeof command === 'string' ? command : '',
    platform: typeof platform === 'string' ? platform : '',
    startedAt: readDate(value['startedAt']),
    startTicks: typeof startTicks === 'string' ? startTicks : null,
    boot: readBootRecord(boot),
  };
}

function readBootRecord(value: unknown): Boot | null {
  if (!isRecord(value)) return null;
  const { id, initStart } = value;
  return typeof id === 'string' && typeof initStart === 'string' ? { id, initStart } : null;
}

/** What is known at this moment about this machine and the process the lock names. */
export interface Witness {
  readonly self: ProcessIdentity;
  readonly platform: string;
  readonly boot: Boot | null;
  readonly now: Date;
  readonly uptimeMs: number;
  readonly isAlive: boolean;
  /** Start ticks of the process that has the lock's pid now; null when not known. */
  readonly startTicks: string | null;
  /** When that process started, where the system was asked (`startOfOwner`); null when not known. */
  readonly startedAt: Date | null;
  /** Whoever started us says that this volume is attached nowhere else (`isExclusiveVolume`). */
  readonly exclusive: boolean;
}

/**
 * `WEBORCA_CERT_VOLUME=exclusive`: the volume with the store is attached to one place at a time, and
 * that place is this one, as Kubernetes does it. Nothing here can check that; it is a promise.
 */
export function isExclusiveVolume(env: Effects['env']): boolean {
  return env['WEBORCA_CERT_VOLUME'] === 'exclusive';
}

export type Staleness =
  | { readonly stale: false; readonly reason: 'alive' | 'out-of-sight' }
  | {
      readonly stale: true;
      readonly reason:
        | 'process-gone'
        | 'pid-reused'
        | 'machine-restarted'
        | 'too-old'
        | 'volume-moved';
    };

const restartMarginMs = 10 * 60_000;

/**
 * Whether a lock's owner is gone. Pure. On the same machine the process itself is the witness; one
 * that we cannot look at (another host, container or system) counts for an hour, which is longer
 * than any run that is awake; not at all on a volume that is ours alone, where it is what a pod left
 * that comes back under a new name. Times from the future count as old: a clock was wrong then, or
 * is now.
 */
export function judgeLock(lock: LockRecord, seen: Witness): Staleness {
  const age = Math.abs(seen.now.getTime() - lock.since.getTime());
  const unseen = unseenOwner(seen.exclusive, age);
  if (lock.host !== seen.self.host || lock.platform !== seen.platform) return unseen;
  if (lock.boot !== null && seen.boot !== null) {
    if (lock.boot.id !== seen.boot.id) return stale('machine-restarted');
    if (lock.boot.initStart !== seen.boot.initStart) return unseen;
  }
  if (!seen.isAlive) return stale('process-gone');
  if (lock.startTicks !== null && seen.startTicks !== null) {
    return lock.startTicks === seen.startTicks ? live('alive') : stale('pid-reused');
  }
  return judgeWithoutStart(lock, seen, age);
}

function unseenOwner(exclusive: boolean, age: number): Staleness {
  if (exclusive) return stale('volume-moved');
  return age > hourMs ? stale('too-old') : live('out-of-sight');
}

/** A scanner may hold a program up before it can look at the clock. */
const startMarginMs = 60_000;

/**
 * macOS does not tell another process's start without a program being run, and Windows is asked only
 * where a lock is old. With Fast Startup its uptime goes on over what people call a restart, and a
 * number may be another process's then.
 */
function judgeWithoutStart(lock: LockRecord, seen: Witness, age: number): Staleness {
  const { self } = seen;
  if (lock.startedAt !== null && seen.startedAt !== null) {
    const apart = Math.abs(lock.startedAt.getTime() - seen.startedAt.getTime());
    if (apart > startMarginMs) return stale('pid-reused');
  }
  if (lock.pid === self.pid && lock.startedAt !== null) {
    // The start is reckoned from a clock and an uptime, so it differs by a little.
    const apart = Math.abs(lock.startedAt.getTime() - self.startedAt.getTime());
    if (apart > 2000) return stale('pid-reused');
  }
  const restarted = seen.now.getTime() - seen.uptimeMs - restartMarginMs;
  if (lock.since.getTime() < restarted) return stale('machine-restarted');
  return age > 24 * hourMs ? stale('too-old') : live('alive');
}

function stale(reason: Extract<Staleness, { stale: true }>['reason']): Staleness {
  return { stale: true, reason };
}

function live(reason: Extract<Staleness, { stale: false }>['reason']): Staleness {
  return { stale: false, reason };
}

/** What a lock asks the operating system; a test answers for it. */
export interface Processes {
  /** Whether a process of this number runs on this machine, of any user. */
  readonly isAlive: (pid: number) => boolean;
  /** Milliseconds since the machine started. */
  readonly uptimeMs: () => number;
  /** When a process of this number started; null where it cannot be told. */
  readonly startOf: (pid: number) => Promise<Date | null>;
}

/** Longer than a run takes that is awake: a younger lock is not looked into. */
const askedAfterMs = 10 * 60_000;

/** The start of the process that has the lock's number now, where that is worth a program's run. */
export async function startOfOwner(
  { pid, since, startedAt }: LockRecord,
  { platform, now }: Pick<Witness, 'platform' | 'now'>,
  processes: Processes,
): Promise<Date | null> {
  if (platform !== 'win32' || startedAt === null) return null;
  if (now.getTime() - since.getTime() < askedAfterMs) return null;
  return processes.isAlive(pid) ? processes.startOf(pid) : null;
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
  startOf: windowsStartOf,
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
