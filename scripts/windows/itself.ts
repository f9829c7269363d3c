import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Machine, Ran, RunOptions } from './machine.ts';

/** Windows itself: nothing to set up. */
export function windowsItself(): Machine {
  const work = mkdtempSync(path.join(tmpdir(), 'weborca-cert-windows-'));
  const letters = new Set<string>();
  const pullOut = (letter: string): void => {
    spawnSync('subst', [`${letter}:`, '/D'], { stdio: 'ignore' });
    letters.delete(letter);
  };
  return {
    title: `Windows ${process.env['OS'] ?? ''}, Node ${process.version}`,
    work,
    toWindows: (file) => file,
    node: (args, options = {}) => run(args, { cwd: work, ...options }),
    plugIn(letter, folder) {
      spawnSync('subst', [`${letter}:`, folder], { stdio: 'ignore' });
      letters.add(letter);
    },
    pullOut,
    fresh: null,
    kept: null,
    close() {
      for (const letter of letters) pullOut(letter);
      rmSync(work, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function run(args: readonly string[], options: RunOptions): Promise<Ran> {
  const { env = {}, timeoutMs = 120_000, cwd } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args], {
      ...(cwd === undefined ? {} : { cwd }),
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    const texts = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...texts }));
  });
}
