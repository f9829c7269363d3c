import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findProgram } from '../../src/host/find-program.ts';

const { platform } = process;
const suffix = platform === 'win32' ? '.exe' : '';

function emptyFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'weborca-find-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  return folder;
}

// The zip of Windows, npm's script there, and a program that starts: a step of the Windows suite.
it('the command is found where it is now: updated, moved, taken away', async () => {
  const folder = emptyFolder();
  const [old, other] = ['old', 'other'].map((name) => path.join(folder, name));
  const [first = '', second = ''] = [old, other].map((one) =>
    path.join(one ?? '', `weborca-cert${suffix}`),
  );
  for (const file of [first, second]) mkdirSync(path.dirname(file));
  // Nothing is looked for in the folder of the editor's project.
  const PATH = ['.', old, other].join(path.delimiter);
  const found = () => findProgram({ PATH }, platform);
  expect(await found()).toBeNull();
  writeFileSync(first, 'one version');
  expect(await found()).toEqual([first]);
  writeFileSync(`${first}.new`, 'a later one');
  renameSync(`${first}.new`, first);
  expect(await found()).toEqual([first]);
  renameSync(first, second);
  expect(await found()).toEqual([second]);
  rmSync(second);
  // Somebody's folder of that name is no program.
  mkdirSync(second);
  expect(await found()).toBeNull();
});
