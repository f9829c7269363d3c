import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { collect } from './support/cli.ts';
import { expectShown, shownOn } from './support/shown.ts';

// The first command of both READMEs, on what was built; and what the READMEs say it shows.
const root = resolve(import.meta.dirname, '../../..');

test.each([
  ['README.md', 'en_US.UTF-8'],
  ['README.ja.md', 'ja_JP.UTF-8'],
])(
  'the demo shows what %s says',
  async (readme, LANG) => {
    const [renewal = '', status = ''] = shownOn(readme);
    const folder = mkdtempSync(join(tmpdir(), 'weborca-cert-demo-test-'));
    try {
      const env = { PATH: process.env['PATH'], HOME: folder, TMPDIR: folder, LANG };
      const script = join(root, 'scripts/demo.ts');
      const child = spawn(process.execPath, [script], { cwd: folder, env, stdio: 'pipe' });
      child.stdin.end();
      const output = collect(child);
      await once(child, 'close');
      const { stdout, stderr } = output();
      expect({ code: child.exitCode, stderr: child.exitCode === 0 ? '' : stderr }).toEqual({
        code: 0,
        stderr: '',
      });
      expectShown(renewal, stdout);
      expectShown(status, stdout);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  60_000,
);
