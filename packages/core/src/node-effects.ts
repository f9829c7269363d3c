import { randomBytes } from 'node:crypto';
import { homedir, hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Effects, ProcessIdentity } from './effects.ts';
import { withBlockingReads, workingInPlace } from './files/in-place.ts';
import type { FileSystem } from './files/file-system.ts';
import { namingPaths, nodeFileSystem } from './files/node-file-system.ts';
import { ownStart } from './programs/process-start.ts';
import { runProgram } from './programs/run.ts';

/**
 * The real world, for a command of this name (what others read in a lock: `weborca-cert renew`).
 *
 * @example
 * const effects = nodeEffects({ command: 'weborca-cert renew' });
 */
export function nodeEffects(options: {
  readonly command: string;
  readonly mayBlock?: boolean;
  /** A folder on this machine's own disk, whose small files are worked at in place. */
  readonly workIn?: string;
}): Effects {
  const { platform, env, homeDir } = thisMachine();
  const uid = process.getuid?.();
  const usual = nodeFileSystem(platform);
  const inPlace = (folder: string): FileSystem => workingInPlace(usual, folder, platform);
  const working = options.workIn === undefined ? usual : inPlace(options.workIn);
  const files = namingPaths(options.mayBlock === true ? withBlockingReads(usual) : working);
  let identity: ProcessIdentity | undefined;
  return {
    now: () => new Date(),
    wait,
    // Not `Uint8Array.from`: it goes through the bytes one by one, 8 ms for what a journal reserves.
    randomBytes: (size) => new Uint8Array(randomBytes(size)),
    files,
    run: runProgram,
    env,
    platform,
    homeDir,
    ...(uid === undefined ? {} : { uid }),
    // Made when somebody locks, or writes the history: it reads /proc, and `check` needs neither.
    get process() {
      identity ??= {
        pid: process.pid,
        host: hostname(),
        startedAt: ownStart(platform),
        command: options.command,
      };
      return identity;
    },
  };
}

/** What is there to know before anything is opened: the places of files follow from it. */
export function thisMachine(): Pick<Effects, 'platform' | 'env' | 'homeDir'> {
  const { platform, env } = process;
  return { platform, env, homeDir: homedir() };
}

// Timers beyond 2^31-1 ms fire at once (measured), so a long wait is taken in parts.
const longestTimerMs = 2_000_000_000;

async function wait(ms: number, signal?: AbortSignal): Promise<void> {
  for (let left = ms; left > 0; left -= longestTimerMs) {
    signal?.throwIfAborted();
    await aborting(delay(Math.min(left, longestTimerMs), undefined, signal && { signal }), signal);
  }
  signal?.throwIfAborted();
}

/** Node rejects with an AbortError of its own; the contract is the signal's reason. */
async function aborting(timer: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  try {
    await timer;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
