import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import type { Machine, Ran, RunOptions } from './machine.ts';
import { closeWine, prepareWine, wineEnvironment } from './wine-root.ts';

/** Node for Windows in Wine, over this machine's own loopback. */
export function windowsInWine(say: (line: string) => void): Machine {
  const root = prepareWine(say);
  const work = path.join(root, 'w/work');
  // Links to drives are links: what they lead to stays.
  rmSync(work, { recursive: true, force: true });
  mkdirSync(path.join(work, 'out'), { recursive: true });
  const inside = (file: string): string => `/${path.relative(root, file)}`;
  const drive = (letter: string): string =>
    path.join(root, 'w/prefix/dosdevices', `${letter.toLowerCase()}:`);
  const plugged = new Set<string>();
  const pullOut = (letter: string): void => {
    rmSync(drive(letter), { force: true });
    plugged.delete(letter);
  };
  let count = 0;
  return {
    title: 'Windows in Wine',
    work,
    toWindows: (file) => `Z:${inside(file).replaceAll('/', '\\')}`,
    node: (args, options = {}) => {
      count += 1;
      const out = path.join(work, 'out', String(count));
      return run(root, inside(options.cwd ?? work), { args, out, ...options });
    },
    plugIn(letter, folder) {
      pullOut(letter);
      symlinkSync(inside(folder), drive(letter));
      plugged.add(letter);
    },
    pullOut,
    kept: path.join(root, 'w/checkout'),
    close() {
      for (const letter of plugged) pullOut(letter);
      closeWine(root);
    },
  };
}

interface Start extends RunOptions {
  readonly args: readonly string[];
  /** Standard streams are files: Node ends at once with a pipe in Wine (`open EBADF`). */
  readonly out: string;
}

function run(root: string, cwd: string, start: Start): Promise<Ran> {
  const { args, out, env = {}, timeoutMs = 120_000 } = start;
  const files = [openSync(`${out}.out`, 'w'), openSync(`${out}.err`, 'w')] as const;
  const inRoot = ['env', '-C', cwd, 'wine', '/w/node.exe', ...args];
  return new Promise((resolve, reject) => {
    const child = spawn('chroot', [root, ...inRoot], {
      env: { ...wineEnvironment, ...env },
      stdio: ['ignore', ...files],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      for (const file of files) closeSync(file);
      const [stdout = '', stderr = ''] = ['out', 'err'].map((which) =>
        readFileSync(`${out}.${which}`, 'utf8'),
      );
      resolve({ code, stdout, stderr });
    });
  });
}
