import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Another disk than that of the temporary folders: in memory. */
export const otherDisk = '/dev/shm';

/** Where a Linux desktop mounts what is plugged in. */
export const drives = '/media/hanako';

/**
 * Words to put before a command line: it sees folders as drives, by their names, and nobody else does.
 * Mount points that nothing is mounted at are as empty as on a desktop.
 *
 * @example
 * await clinic.cli(['backup'], { before: withDrives({ USB: '/dev/shm/stick' }) });
 */
export function withDrives(plugged: Readonly<Record<string, string>>): readonly string[] {
  const mounts = Object.entries(plugged).flatMap(([name, folder]) => [
    `mkdir -p '${drives}/${name}'`,
    `mount --bind '${folder}' '${drives}/${name}'`,
  ]);
  const script = ['mount -t tmpfs none /media', `mkdir -p ${drives}`, ...mounts, 'exec "$@"'];
  return ['unshare', '--mount', '--propagation', 'private', 'sh', '-c', script.join(' && '), 'sh'];
}

/** Why there are no drives here, or null. A build machine must have them. */
export function withoutDrives(): string | null {
  if (process.platform !== 'linux') return 'no /media here';
  try {
    mkdirSync(otherDisk, { recursive: true });
    if (statSync(otherDisk).dev === statSync(tmpdir()).dev) return 'one disk for all';
    const [program, ...args] = [...withDrives({}), 'true'];
    execFileSync(program, args, { stdio: 'ignore' });
    return null;
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    return 'mounting is not permitted here';
  }
}
