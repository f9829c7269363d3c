import { posix, win32 } from 'node:path';
import type { Effects } from '../effects.ts';
import { absoluteFolders } from './environment.ts';

// Programs of the system itself are started from where the system keeps them, whatever PATH says.
const windowsPrograms: ReadonlyMap<string, string> = new Map([
  ['certutil', String.raw`System32\certutil.exe`],
  ['clip', String.raw`System32\clip.exe`],
  ['explorer', 'explorer.exe'],
  ['icacls', String.raw`System32\icacls.exe`],
  ['msg', String.raw`System32\msg.exe`],
  ['powershell', String.raw`System32\WindowsPowerShell\v1.0\powershell.exe`],
  ['rundll32', String.raw`System32\rundll32.exe`],
  ['schtasks', String.raw`System32\schtasks.exe`],
  ['taskkill', String.raw`System32\taskkill.exe`],
  ['whoami', String.raw`System32\whoami.exe`],
]);

const macPrograms: ReadonlyMap<string, string> = new Map([
  ['launchctl', '/bin/launchctl'],
  ['open', '/usr/bin/open'],
  ['osascript', '/usr/bin/osascript'],
  ['pbcopy', '/usr/bin/pbcopy'],
  ['plutil', '/usr/bin/plutil'],
  ['security', '/usr/bin/security'],
]);

// A scheduler's PATH is often shorter than a person's.
const usualFolders: readonly string[] = [
  '/usr/local/bin',
  '/usr/bin',
  '/bin',
  '/usr/local/sbin',
  '/usr/sbin',
  '/sbin',
  '/opt/homebrew/bin',
];

type Environment = Pick<Effects, 'env' | 'platform'>;

/**
 * Where the operating system keeps one of its own programs (Windows: System32); null for a name
 * that is not one of them. Looks at no disk.
 *
 * @example
 * systemProgram({ env: { SystemRoot: 'C:\\Windows' }, platform: 'win32' }, 'certutil');
 * // C:\Windows\System32\certutil.exe
 */
export function systemProgram({ env, platform }: Environment, name: string): string | null {
  if (platform === 'darwin') return macPrograms.get(name) ?? null;
  if (platform !== 'win32') return null;
  const program = windowsPrograms.get(name);
  return program === undefined ? null : win32.join(windowsFolder(env), program);
}

/** `C:\Windows`, as the environment has it. */
export function windowsFolder(env: Environment['env']): string {
  const key = Object.keys(env).find((candidate) => candidate.toUpperCase() === 'SYSTEMROOT');
  const value = key === undefined ? undefined : env[key];
  return value !== undefined && /^[A-Za-z]:\\/.test(value) ? value : String.raw`C:\Windows`;
}

/**
 * The absolute path of a program: where the system has it, else on PATH, never in the current
 * folder. On Windows only `.exe` and `.com` are found, because `.cmd` needs a shell. Null: none.
 */
export async function findProgram(
  effects: Pick<Effects, 'env' | 'platform' | 'files'>,
  name: string,
): Promise<string | null> {
  const { env, platform } = effects;
  const path = platform === 'win32' ? win32 : posix;
  if (path.isAbsolute(name)) return (await isProgram(effects, name)) ? name : null;
  // `bin/tool` would be looked up in the current folder.
  if (/[\\/]/.test(name)) return null;
  const known = systemProgram(effects, name);
  if (known !== null) return (await isProgram(effects, known)) ? known : null;
  const pathKey = Object.keys(env).find((key) =>
    platform === 'win32' ? key.toUpperCase() === 'PATH' : key === 'PATH',
  );
  const folders = absoluteFolders(env[pathKey ?? 'PATH'] ?? '', platform);
  const all = platform === 'win32' ? folders : [...folders, ...usualFolders];
  for (const folder of new Set(all)) {
    for (const file of fileNames(name, platform)) {
      const candidate = path.join(folder, file);
      if (await isProgram(effects, candidate)) return candidate;
    }
  }
  return null;
}

function fileNames(name: string, platform: NodeJS.Platform): readonly string[] {
  if (platform !== 'win32' || /\.(?:exe|com)$/i.test(name)) return [name];
  return [`${name}.exe`, `${name}.com`];
}

async function isProgram(
  { files, platform }: Pick<Effects, 'files' | 'platform'>,
  path: string,
): Promise<boolean> {
  try {
    const status = await files.status(await files.realPath(path));
    return status.kind === 'file' && (platform === 'win32' || (status.mode & 0o111) !== 0);
  } catch {
    // Not there, or not for us: the next folder.
    return false;
  }
}
