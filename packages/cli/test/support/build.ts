import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** The tests run the built command. Turbo has built it already; by hand it is built here. */
export function setup(): void {
  if (process.env['TURBO_HASH'] !== undefined) return;
  const script = join(import.meta.dirname, '../../build.ts');
  execFileSync(process.execPath, [script], { stdio: 'inherit' });
}
