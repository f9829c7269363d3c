import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createContext } from '../../src/porcelain/create-context.ts';
import { downloadsFolder } from '../../src/files/downloads-folder.ts';
import { onWindows } from '../support/left-out.ts';

let homeDir: string;
beforeEach(() => {
  homeDir = mkdtempSync(join(tmpdir(), 'weborca-cert-test-'));
});
afterEach(() => rmSync(homeDir, { recursive: true, force: true }));

function folder(platform: NodeJS.Platform, settings?: string): Promise<string> {
  if (settings !== undefined) {
    mkdirSync(join(homeDir, '.config'), { recursive: true });
    writeFileSync(join(homeDir, '.config', 'user-dirs.dirs'), settings);
  }
  const { effects } = createContext({ command: 'test' });
  return downloadsFolder({ ...effects, env: {}, homeDir, platform });
}

const translated =
  '# comment\nXDG_DESKTOP_DIR="$HOME/デスクトップ"\nXDG_DOWNLOAD_DIR="$HOME/ダウンロード"\n';

const cases = [
  ['linux', translated, 'ダウンロード'],
  ['linux', 'XDG_DOWNLOAD_DIR="$HOME/"\n', ''],
  ['linux', 'XDG_DOWNLOAD_DIR="relative"\n', 'Downloads'],
  ['linux', undefined, 'Downloads'],
  ['win32', translated, 'Downloads'],
] as const;
// A home folder of Windows is none of Linux.
const here = cases.filter(([platform]) => !onWindows || platform === 'win32');

test.each(here)('%s with %j: %s', async (platform, settings, name) => {
  expect(join(await folder(platform, settings))).toBe(join(homeDir, name, name === '' ? '/' : ''));
});

test('a place outside the home folder', async () => {
  expect(await folder('linux', 'XDG_DOWNLOAD_DIR="/mnt/data/a\\"b"')).toBe('/mnt/data/a"b');
});
