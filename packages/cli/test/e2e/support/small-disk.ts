import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const filler = 'filler';

export function mountSmallDisk(folder: string, kib: number): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kib}k,mode=0755`, 'tmpfs', folder]);
}

export function remount(folder: string, how: 'ro' | 'rw'): void {
  execFileSync('mount', ['-o', `remount,${how}`, folder]);
}

export function unmount(folder: string): void {
  execFileSync('umount', ['-l', folder]);
}

/** Why no small disk can be had here, or null. A build machine must have one. */
export function withoutSmallDisk(): string | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'weborca-cert-disk-'));
  try {
    mountSmallDisk(folder, 64);
    unmount(folder);
    return null;
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    return 'mounting a tmpfs is not permitted here';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Takes all space but `leaveKib`. Called again it takes what has become free. */
export function fillUp(folder: string, leaveKib = 0): void {
  const { bavail, bsize } = statfsSync(folder);
  const bytes = bavail * bsize - leaveKib * 1024;
  if (bytes > 0) writeFileSync(path.join(folder, filler), Buffer.alloc(bytes, 1), { flag: 'a' });
}

export function makeRoom(folder: string): void {
  rmSync(path.join(folder, filler), { force: true });
}
