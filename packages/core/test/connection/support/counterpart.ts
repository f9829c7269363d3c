import { spawnSync } from 'node:child_process';

/**
 * Whether a program that a test talks to is there. Under CI a missing one is a failure; elsewhere
 * its tests are left out.
 */
export function hasCounterpart(program: string, versionFlag: string): boolean {
  const found = spawnSync(program, [versionFlag], { stdio: 'ignore' }).error === undefined;
  if (!found && process.env['CI'] === 'true') throw new Error(`${program} is not installed`);
  return found;
}
