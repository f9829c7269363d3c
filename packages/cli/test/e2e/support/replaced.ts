import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { cleanEnvironment, mainFile, type Ran } from '../../support/cli.ts';

/** What may lie where a file of ours was: by accident, by a run as root, or by somebody's hand. */
export const kinds = [
  'fifo',
  'folder',
  'loop',
  'zero',
  'garbage',
  'nothing',
  'gone',
  'unreadable',
] as const;
export type Kind = (typeof kinds)[number];

/** Every file below, in an order that does not change. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name)))
    .toSorted();
}

export function replace(file: string, kind: Kind): void {
  if (kind === 'unreadable') return chmodSync(file, 0);
  rmSync(file);
  switch (kind) {
    case 'fifo':
      if (spawnSync('mkfifo', ['-m', '600', file]).status !== 0) throw new Error('no mkfifo');
      return;
    case 'folder':
      mkdirSync(file, { mode: 0o700 });
      return writeFileSync(path.join(file, 'inside'), 'x', { mode: 0o600 });
    case 'loop':
      return symlinkSync(path.basename(file), file);
    case 'zero':
      return symlinkSync('/dev/zero', file);
    case 'garbage':
      return writeFileSync(file, Buffer.from('7f\u0000"{[\u3042<', 'utf8'), { mode: 0o600 });
    case 'nothing':
      return writeFileSync(file, '', { mode: 0o600 });
    case 'gone':
  }
}

/** Of root's rights the one that reads what nobody may read is taken away; null: that cannot be. */
export const withoutMight: readonly string[] | null =
  process.getuid?.() === 0 ? droppingCapabilities() : [];

function droppingCapabilities(): readonly string[] | null {
  const drop = ['setpriv', '--bounding-set=-dac_override,-dac_read_search'];
  const [program = '', ...args] = drop;
  return spawnSync(program, [...args, 'true']).status === 0 ? drop : null;
}

export function copyOf(folder: string, to: string): void {
  cpSync(folder, to, { recursive: true, preserveTimestamps: true });
}

/** One that waits for ever is ended: `code` is null then. The memory it may take is bounded, too. */
export async function runBounded(
  args: readonly string[],
  home: string,
  mostMs: number,
): Promise<Ran> {
  const node = [process.execPath, '--max-old-space-size=256', mainFile, ...args];
  const [program = '', ...rest] = [...(withoutMight ?? []), ...node];
  const child = spawn(program, rest, {
    cwd: '/',
    env: cleanEnvironment({ home }),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: mostMs,
    killSignal: 'SIGKILL',
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  await once(child, 'close');
  return { code: child.exitCode, ...output };
}
