import { spawnSync } from 'node:child_process';

/**
 * Are these programs here, on a system with POSIX rights? Suites that need them are left out
 * elsewhere, but where `CI` is `true` a missing one is a failure.
 */
export function haveCounterparts(...programs: readonly string[]): boolean {
  if (process.platform === 'win32') return false;
  const missing = programs.find((program) => spawnSync(program, ['--version']).error !== undefined);
  if (missing !== undefined && process.env['CI'] === 'true') {
    throw new Error(`${missing} is not installed`);
  }
  return missing === undefined;
}
