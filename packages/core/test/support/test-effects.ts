import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { Effects } from '../../src/effects.ts';
import { nodeFileSystem } from '../../src/files/node-file-system.ts';

export type LockEffects = Pick<
  Effects,
  'files' | 'now' | 'wait' | 'randomBytes' | 'process' | 'platform' | 'env'
>;

/** The real effects that a lock takes. */
export function lockEffects(command: string): LockEffects {
  return {
    files: nodeFileSystem(process.platform),
    now: () => new Date(),
    wait: (ms, signal) => wait(ms, undefined, signal === undefined ? {} : { signal }),
    randomBytes: (size) => randomBytes(size),
    platform: process.platform,
    env: {},
    process: {
      pid: process.pid,
      host: hostname(),
      startedAt: new Date(Date.now() - process.uptime() * 1000),
      command,
    },
  };
}
