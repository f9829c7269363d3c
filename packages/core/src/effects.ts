import type { FileSystem } from './files/file-system.ts';

/** A program that ran to its end. `stdout` and `stderr` are bounded by the runner. */
export interface ProgramResult {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** It took longer than `timeoutMs` and was killed. */
  readonly timedOut?: boolean;
}

/**
 * A program to start: absolute path, argument array, never a shell. Secrets go in by `stdin` or an
 * owner-only file, never by `args` (they are visible to every user of the machine).
 */
export interface ProgramCall {
  readonly program: string;
  readonly args: readonly string[];
  readonly stdin?: string | Uint8Array;
  /** Replaces the environment, the runner adds nothing to it; left out: `cleanEnvironment`. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** A character a byte, for output that is given back as it is; left out: what the system prints in. */
  readonly encoding?: 'latin1';
  /** Milliseconds; the program is killed after it. */
  readonly timeoutMs?: number;
  /** A window for a person: started so that it is seen, and left alone. Its end is not waited for. */
  readonly leaveOpen?: boolean;
}

/** What identifies this process in a lock that others read. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** When the process started, as the operating system tells it: tells a reused pid apart. */
  readonly startedAt: Date;
  /** What people know it by, for example `weborca-cert renew` or `VS Code`. No arguments. */
  readonly command: string;
}

/**
 * Everything core does to the world, given from outside so that a test can stop the clock, fill
 * the disk or pull the plug. `nodeEffects()` is the real one.
 */
export interface Effects {
  readonly now: () => Date;
  /** Resolves after `ms` milliseconds, rejects with the signal's reason when it is aborted. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly files: FileSystem;
  readonly run: (call: ProgramCall) => Promise<ProgramResult>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly homeDir: string;
  /** Whose files are ours; undefined where the system has no such number (Windows). */
  readonly uid?: number;
  readonly process: ProcessIdentity;
}
