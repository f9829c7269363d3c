import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { FreshWindows, Machine, Ran, RunOptions } from './machine.ts';
import { closeWine, makeFreshWindows, prepareWine, wineEnvironment } from './wine-root.ts';

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
  const nextOut = (): string => path.join(work, 'out', String((count += 1)));
  const toWindows = (file: string): string => `Z:${inside(file).replaceAll('/', '\\')}`;
  return {
    title: 'Windows in Wine',
    work,
    toWindows,
    node: (args, options = {}) => {
      const words = ['/w/node.exe', ...args];
      return run(root, inside(options.cwd ?? work), { words, out: nextOut(), ...options });
    },
    plugIn(letter, folder) {
      pullOut(letter);
      symlinkSync(inside(folder), drive(letter));
      plugged.add(letter);
    },
    pullOut,
    fresh: () => freshWindows(),
    kept: path.join(root, 'w/checkout'),
    close() {
      for (const letter of plugged) pullOut(letter);
      closeWine(root);
    },
  };

  function freshWindows(): FreshWindows {
    const { drive: driveC, environment } = makeFreshWindows(root);
    const profile = path.join(driveC, 'users/root');
    const toOwn = (file: string): string =>
      file.startsWith(`${driveC}/`)
        ? `C:${file.slice(driveC.length).replaceAll('/', '\\')}`
        : toWindows(file);
    return {
      at: (...segments) => path.join(profile, ...segments),
      toWindows: toOwn,
      start(words, { lines = [], env = {}, ...options } = {}) {
        const out = nextOut();
        writeFileSync(`${out}.in`, lines.map((line) => `${line}\n`).join(''));
        const all = { ...environment, ...env };
        return run(root, inside(options.cwd ?? profile), { words, out, env: all, ...options });
      },
    };
  }
}

interface Start extends RunOptions {
  readonly words: readonly string[];
  /** Standard streams are files: Node ends at once with a pipe in Wine (`open EBADF`). */
  readonly out: string;
}

function run(root: string, cwd: string, start: Start): Promise<Ran> {
  const { words, out, env = {}, timeoutMs = 120_000 } = start;
  const input = existsSync(`${out}.in`) ? openSync(`${out}.in`, 'r') : null;
  const files = [openSync(`${out}.out`, 'w'), openSync(`${out}.err`, 'w')] as const;
  const inRoot = ['env', '-C', cwd, 'wine', ...words];
  return new Promise((resolve, reject) => {
    const child = spawn('chroot', [root, ...inRoot], {
      env: { ...wineEnvironment, ...env },
      stdio: [input ?? 'ignore', ...files],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      for (const file of [input, ...files]) if (file !== null) closeSync(file);
      const [stdout = '', stderr = ''] = ['out', 'err'].map((which) =>
        readFileSync(`${out}.${which}`, 'utf8'),
      );
      resolve({ code, stdout, stderr });
    });
  });
}
