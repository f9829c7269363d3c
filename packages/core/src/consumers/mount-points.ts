import type { Effects } from '../effects.ts';
import { quietly } from '../errors.ts';
import { canonicalPath } from './same-file.ts';

/** Whether something is mounted at a path: then nothing can be renamed onto it (EBUSY). */
export type IsMounted = (path: string) => Promise<boolean>;

/**
 * Linux tells in `/proc/self/mountinfo`, as this process sees it: `docker run -v host.p12:/app/c.p12`
 * mounts a file alone. Other systems mount folders only, and so does whoever has no /proc.
 */
export async function mountPoints(
  effects: Pick<Effects, 'files' | 'platform'>,
): Promise<IsMounted> {
  const { files, platform } = effects;
  if (platform !== 'linux') return async () => false;
  const bytes = await quietly(() => files.readFile('/proc/self/mountinfo'));
  const points = pointsIn(Buffer.from(bytes ?? []).toString('utf8'));
  return async (path) => points.has(path) || points.has(await canonicalPath(files, path));
}

/** proc(5): the fifth field, with blank, tab, line end and backslash as three octal digits. */
export function pointsIn(mountinfo: string): ReadonlySet<string> {
  const points = mountinfo.split('\n').flatMap((line) => line.split(' ')[4] ?? []);
  return new Set(
    points.map((point) =>
      point.replaceAll(/\\([0-7]{3})/g, (_, octal: string) =>
        String.fromCodePoint(Number.parseInt(octal, 8)),
      ),
    ),
  );
}
