import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/**
 * The tests run the built command. It is built anew only when a source is newer: another run may be
 * in the middle of using it.
 */
export function setup(): void {
  const built = join(root, 'dist/main.js');
  const sources = ['build.ts', 'direct-imports.ts', 'src', '../core/dist', '../simulator/dist'];
  const newest = Math.max(...sources.map((source) => newestIn(join(root, source))));
  if (existsSync(built) && statSync(built).mtimeMs > newest) return;
  execFileSync(process.execPath, [join(root, 'build.ts')], { stdio: 'inherit' });
}

function newestIn(path: string): number {
  const status = statSync(path);
  if (!status.isDirectory()) return status.mtimeMs;
  const files = readdirSync(path, { recursive: true, withFileTypes: true });
  const times = files
    .filter((file) => file.isFile() && !file.name.endsWith('.tsbuildinfo'))
    .map((file) => statSync(join(file.parentPath, file.name)).mtimeMs);
  return Math.max(0, ...times);
}
