import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import type { Answers, FreshWindows, Machine, Ran, RunOptions } from './machine.ts';
import { closeWine, makeFreshWindows, prepareWine } from './wine-root.ts';
import { wineEnvironment, workFolder } from './wine-root.ts';

/** Node for Windows in Wine, over this machine's own loopback. */
export function windowsInWine(say: (line: string) => void): Machine {
  const root = prepareWine(say);
  const work = workFolder(root);
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
      tasks: path.join(driveC, 'windows/system32/tasks'),
      start: (words, { env = {}, ...options } = {}) =>
        run(root, inside(options.cwd ?? profile), {
          words,
          out: nextOut(),
          env: { ...environment, ...env },
          ...options,
        }),
      talk: (words, answers) => {
        const inRoot = [root, 'env', '-C', inside(profile), 'wine', ...words];
        return talk(inRoot, environment, answers);
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
  const files = [openSync(`${out}.out`, 'w'), openSync(`${out}.err`, 'w')] as const;
  const inRoot = ['env', '-C', cwd, 'wine', ...words];
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

/** In a terminal (`script`, util-linux), which is a console to what runs in Wine. */
function talk(
  inRoot: readonly string[],
  env: Readonly<Record<string, string>>,
  answers: Answers,
): Promise<Ran> {
  // Raw: what is typed before Wine has set the terminal up would come with another line end, and twice.
  const quoted = inRoot.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ');
  const command = `stty cols 160 rows 50 raw -echo; exec chroot ${quoted}`;
  return new Promise((resolve, reject) => {
    const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
      env: { ...env, TERM: 'xterm', SHELL: '/bin/sh' },
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: 240_000,
      killSignal: 'SIGKILL',
    });
    let stdout = '';
    let seen = 0;
    const left = [...answers];
    child.stdin.on('error', () => undefined);
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      stdout = withoutControls(stdout + part);
      const [next] = left;
      const at = next === undefined ? -1 : stdout.indexOf(next[0], seen);
      if (next === undefined || at < 0) return;
      seen = at + next[0].length;
      left.shift();
      child.stdin.write(`${next[1]}\r`);
    });
    // cmd.exe throws away what is typed before its `pause` listens.
    const pressing = setInterval(() => {
      if (left.length === 0) child.stdin.write('\r');
    }, 1000);
    child.once('error', reject);
    child.once('close', (code) => {
      clearInterval(pressing);
      const stderr = left.map(([question]) => `not asked: ${question}`).join('\n');
      resolve({ code, stdout, stderr });
    });
  });
}

/** Colours go; a cursor that moves right is a blank. */
function withoutControls(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/\u001b\[\d*C/g, ' ').replaceAll(/\u001b\[[?\d;]*[A-BD-Za-z]/g, '');
}
