import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { WeborcaError, type Secret } from '@weborca-cert/core';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Programs that take the clipboard's new content from standard input, by absolute path, the best
 * first. WSL has the one of Windows.
 */
export function clipboardPrograms(
  platform: NodeJS.Platform,
  env: Environment,
): readonly (readonly [program: string, ...args: string[]])[] {
  if (platform === 'darwin') return [['/usr/bin/pbcopy']];
  if (platform === 'win32') {
    return [[join(env['SystemRoot'] ?? String.raw`C:\Windows`, 'System32', 'clip.exe')]];
  }
  const wayland = env['WAYLAND_DISPLAY'] ? [['/usr/bin/wl-copy'] as const] : [];
  return [
    ...wayland,
    ['/usr/bin/xclip', '-selection', 'clipboard'],
    ['/usr/bin/xsel', '--clipboard', '--input'],
    ['/mnt/c/Windows/System32/clip.exe'],
  ];
}

/**
 * `clip.exe` reads bytes in the console's code page, and UTF-16 when its mark comes first; ASCII is the
 * same in each.
 */
export function clipboardBytes(program: string, text: string): Uint8Array {
  const plain = /^[\0-\x7f]*$/.test(text) || !program.endsWith('clip.exe');
  return plain ? Buffer.from(text, 'utf8') : Buffer.from(`\ufeff${text}`, 'utf16le');
}

/** @throws WeborcaError tool-missing */
export async function copyToClipboard(secret: Secret): Promise<void> {
  for (const [program, ...args] of clipboardPrograms(process.platform, process.env)) {
    const there = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (there && (await feed(program, args, secret))) return;
  }
  throw new WeborcaError('tool-missing', { tool: 'wl-copy, xclip, xsel' });
}

function feed(program: string, args: readonly string[], secret: Secret): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: homedir(), stdio: ['pipe', 'ignore', 'ignore'] });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
    // It was not started: without a file handle left it has no pipe either.
    if (child.pid === undefined) return;
    child.stdin.on('error', () => undefined); // it may end without reading
    child.stdin.end(clipboardBytes(program, secret.reveal()));
  });
}
