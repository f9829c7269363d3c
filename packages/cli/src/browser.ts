import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Opens an address in the person's browser. The program is started by its absolute path, without a
 * shell, and left alone. False when there is none.
 */
export function openInBrowser(url: URL): Promise<boolean> {
  const [program, ...args] = browserCall(url, process.platform, process.env);
  if (program === undefined) return Promise.resolve(false);
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: homedir(), detached: true, stdio: 'ignore' });
    child.on('error', () => resolve(false));
    child.on('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}

/** Program and arguments. Only https: what else an address could start is none of our business. */
export function browserCall(
  url: URL,
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  if (url.protocol !== 'https:') return [];
  if (platform === 'darwin') return ['/usr/bin/open', url.href];
  if (platform === 'win32') {
    const system = join(env['SystemRoot'] ?? String.raw`C:\Windows`, 'System32');
    return [join(system, 'rundll32.exe'), 'url.dll,FileProtocolHandler', url.href];
  }
  return ['/usr/bin/xdg-open', url.href];
}
