import { win32 } from 'node:path';
import type { ProgramCall } from '../effects.ts';
import { windowsFolder } from '../programs/find.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Opens Windows' certificate import wizard with the file; it asks for the password itself. The
 * path is one argument, whatever characters it has: opening by address fails silently for Japanese
 * paths (vscode#88273). `rundll32` lives as long as the wizard does.
 */
export function wizardCall(env: Env, p12File: string): ProgramCall {
  const folder = windowsFolder(env);
  // CryptExtOpenPFX takes the rest of its command line as the path, quotes and all: with a blank in
  // the path the argument gets quotes, so the shell opens it, as a double-click does (guide).
  if (/[\s"]/.test(p12File)) {
    return { program: win32.join(folder, 'explorer.exe'), args: [p12File], leaveOpen: true };
  }
  return {
    program: win32.join(folder, 'System32', 'rundll32.exe'),
    args: ['cryptext.dll,CryptExtOpenPFX', p12File],
    leaveOpen: true,
  };
}

/** Inside WSL: the same program where the Windows drive is mounted; `path` is a Windows path. */
export function wizardCallFromWsl(windowsPath: string): ProgramCall {
  const call = wizardCall({}, windowsPath);
  return { ...call, program: mountedPath(call.program) };
}

/** The Windows path of a file inside WSL: `\\wsl.localhost\<distribution>\…`. */
export function wslPathCall(path: string): ProgramCall {
  return { program: '/usr/bin/wslpath', args: ['-w', path] };
}

/** `C:\Windows\x` is `/mnt/c/Windows/x` (WSL's default mount point). */
export function mountedPath(windowsPath: string): string {
  const drive = windowsPath.slice(0, 1).toLowerCase();
  return `/mnt/${drive}${windowsPath.slice(2).replaceAll('\\', '/')}`;
}
