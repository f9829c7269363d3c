import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { ChangeEffects } from '../../src/configuration/change.ts';
import { nodeFileSystem } from '../../src/files/node-file-system.ts';

/** What reading and editing the configuration needs: the real disk, somebody's home folder. */
export function configurationEffects(homeDir: string): ChangeEffects {
  const { platform } = process;
  return {
    files: nodeFileSystem(platform),
    platform,
    env: {},
    homeDir,
    now: () => new Date(),
    wait: (ms, signal) => delay(ms, undefined, signal && { signal }),
    randomBytes: (size) => randomBytes(size),
    process: { pid: process.pid, host: hostname(), startedAt: new Date(0), command: 'test' },
  };
}
