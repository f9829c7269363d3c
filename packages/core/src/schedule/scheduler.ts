import type { Effects, ProgramCall, ProgramResult } from '../effects.ts';
import { quietly } from '../errors.ts';
import { isErrno, readNamed } from '../files/durable.ts';
import type { FoundTask, ScheduledTask } from './types.ts';
import type { SchedulerKind } from '../words/schedulers.ts';

/** What a scheduler has of ours, and whether it would start it. */
export interface LookedAt {
  /** Whose it is, or would be; null: this machine has no scheduler that could be used. */
  readonly kind: SchedulerKind | null;
  readonly found: FoundTask | null;
  readonly files: readonly string[];
  readonly activity: 'active' | 'inactive' | 'unknown';
  readonly activation: readonly string[];
  readonly failure: string | null;
  readonly installedAt: Date | null;
  readonly otherUser: string | null;
  readonly lingerCommand: string | null;
}

export interface Installed {
  readonly kind: SchedulerKind;
  readonly files: readonly string[];
  /** False: the scheduler could not be told now; `activation` are the commands that do it. */
  readonly active: boolean;
  readonly activation: readonly string[];
}

/** One operating system's way to start a run every day. */
export interface Scheduler {
  /** Null: there is nothing here that could start it. */
  install(effects: Effects, task: ScheduledTask, stateDir: string): Promise<Installed | null>;
  /** What there was of ours, by path or name. */
  remove(effects: Effects): Promise<readonly string[]>;
  look(effects: Effects): Promise<LookedAt>;
}

const timeoutMs = 20_000;

/** Runs a scheduler's program; null when there is none on this machine, or it does not answer. */
export async function ask(
  effects: Effects,
  call: Omit<ProgramCall, 'timeoutMs'>,
): Promise<ProgramResult | null> {
  const result = await quietly(() => effects.run({ ...call, timeoutMs }));
  return result?.timedOut === true ? null : result;
}

export async function succeeds(
  effects: Effects,
  call: Pick<ProgramCall, 'program' | 'args'>,
): Promise<boolean> {
  return (await ask(effects, call))?.exitCode === 0;
}

/** Text and status of a file of ours; null: there is none. */
export async function readOwn(
  { files, uid }: Effects,
  path: string,
): Promise<{
  readonly text: string;
  readonly modified: Date;
  readonly otherUser: string | null;
} | null> {
  try {
    const text = Buffer.from(await readNamed(files, path)).toString('utf8');
    const status = await files.status(path);
    const ours = uid === undefined || status.uid === uid;
    return { text, modified: status.modified, otherUser: ours ? null : `uid ${status.uid}` };
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return null;
    throw error;
  }
}

/** Nothing of ours is there. */
export function nothingThere(kind: SchedulerKind | null): LookedAt {
  return {
    kind,
    found: null,
    files: [],
    activity: 'inactive',
    activation: [],
    failure: null,
    installedAt: null,
    otherUser: null,
    lingerCommand: null,
  };
}
