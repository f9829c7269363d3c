// The tests' temporary folder in memory, where that can be: they write what has to survive a power cut,
// tens of thousands of times, and half of their time would be the disk's.
import { spawnSync } from 'node:child_process';
import { freemem, homedir, tmpdir } from 'node:os';
import path from 'node:path';

const inMemory = 'mount -t tmpfs -o mode=1777 tmpfs /tmp && exec "$@"';
/** Browsers and editors put their profiles there too. */
const wantedBytes = 3 * 1024 ** 3;

/**
 * What goes before a command for a `/tmp` of its own that lies in memory, and is gone with it; nothing
 * where that is not permitted (it takes root), or where something that is needed lies in `/tmp`.
 *
 * @example
 * spawn(…[...memoryDisk(root), 'vitest', 'run']);
 */
export function memoryDisk(root: string): readonly string[] {
  const isLinux = process.platform === 'linux' && process.getuid?.() === 0;
  if (!isLinux || tmpdir() !== '/tmp' || freemem() < wantedBytes) return [];
  const needed = [root, homedir(), process.execPath, ...(process.env['PATH'] ?? '').split(':')];
  if (needed.some((place) => path.resolve(place).startsWith('/tmp/'))) return [];
  const before = ['unshare', '--mount', 'sh', '-c', inMemory, 'sh'];
  const [program = '', ...args] = before;
  return spawnSync(program, [...args, 'true'], { stdio: 'ignore' }).status === 0 ? before : [];
}
