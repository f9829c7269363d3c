import { join } from 'node:path';
import { readIfReadable } from './durable.ts';
import type { FileSystem } from './file-system.ts';

const mostBytes = 64 * 1024;

interface Where {
  readonly files: FileSystem;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDir: string;
  readonly platform: NodeJS.Platform;
}

/**
 * Where browsers of this user save what they download. A Linux desktop has its folders translated,
 * and says where in `user-dirs.dirs` (xdg-user-dirs).
 */
export async function downloadsFolder({ files, env, homeDir, platform }: Where): Promise<string> {
  const usual = join(homeDir, 'Downloads');
  if (platform !== 'linux') return usual;
  const settings = join(env['XDG_CONFIG_HOME'] ?? join(homeDir, '.config'), 'user-dirs.dirs');
  const bytes = await readIfReadable(files, settings, mostBytes).catch(() => null);
  if (bytes === null) return usual;
  const text = new TextDecoder().decode(bytes);
  const named = /^\s*XDG_DOWNLOAD_DIR="(.*)"\s*$/m.exec(text)?.[1];
  const path = named?.replace(/^\$HOME(?=\/|$)/, homeDir).replaceAll(/\\(.)/g, '$1');
  return path?.startsWith('/') === true ? path : usual;
}
