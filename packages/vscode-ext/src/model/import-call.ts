import { win32 } from 'node:path';

export interface ImportCall {
  /** By absolute path, so that no other program of that name is started. */
  readonly file: string;
  /** The certificate's path comes after these. */
  readonly args: readonly string[];
  readonly target: string;
}

/** The system's own import, or null where there is none (Linux has NSS databases, not a wizard). */
export function importCall(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): ImportCall | null {
  if (platform === 'win32') {
    const system = win32.join(env['SystemRoot'] ?? String.raw`C:\Windows`, 'System32');
    return {
      file: win32.join(system, 'rundll32.exe'),
      args: [`${win32.join(system, 'cryptext.dll')},CryptExtAddPFX`],
      target: 'Windows',
    };
  }
  if (platform === 'darwin') return { file: '/usr/bin/open', args: [], target: 'Keychain' };
  return null;
}
