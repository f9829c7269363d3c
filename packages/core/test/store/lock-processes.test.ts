import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { acquireLock } from '../../src/store/lock.ts';
import { isLongRun } from '../support/sweep.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { lockEffects } from '../support/test-effects.ts';

const program = join(import.meta.dirname, '..', 'support', 'lock-child.ts');
const contenders = isLongRun ? 50 : 20;
const children = new Set<ChildProcess>();

function contend(folder: string, file: string, hold: string): ChildProcess {
  const child = spawn(process.execPath, [program, folder, file, hold], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  return child;
}

async function exitOf(child: ChildProcess): Promise<unknown> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode ?? child.signalCode;
}

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all([...children].map(exitOf));
  children.clear();
});

test(
  `${contenders} processes hold it one after the other, and all of them do`,
  { timeout: 120_000 },
  async () => {
    const root = await temporaryFolder();
    const folder = join(root, '.locks', '本 院');
    const file = join(root, 'held');
    const exits = Array.from({ length: contenders }, () => exitOf(contend(folder, file, '5')));
    expect(await Promise.all(exits)).toEqual(Array.from({ length: contenders }, () => 0));
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    expect(lines).toHaveLength(2 * contenders);
    for (let index = 0; index < lines.length; index += 2) {
      const [, pid] = lines[index]?.split(' ') ?? [];
      expect(lines.slice(index, index + 2)).toEqual([`begin ${pid}`, `end ${pid}`]);
    }
    expect(new Set(lines).size).toBe(2 * contenders);
    expect(await readdir(folder)).toEqual([]);
  },
);

test('a holder that was killed is recognised at once', { timeout: 30_000 }, async () => {
  const root = await temporaryFolder();
  const folder = join(root, '.locks', 'a');
  const holder = contend(folder, join(root, 'held'), 'forever');
  if (holder.stdout !== null) await once(holder.stdout, 'data');
  const effects = lockEffects('weborca-cert');
  const atOnce = { waitMs: 0, signal: new AbortController().signal };
  await expect(acquireLock(effects, { folder, name: 'a' }, atOnce)).rejects.toMatchObject({
    code: 'locked',
    details: { pid: holder.pid, command: 'lock-child' },
  });
  holder.kill('SIGKILL');
  await exitOf(holder);
  const lock = await acquireLock(effects, { folder, name: 'a' }, atOnce);
  expect(await readdir(folder)).toHaveLength(1);
  await lock.release();
});
