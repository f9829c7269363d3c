import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { unixOnly } from '../../../core/test/support/left-out.ts';

const root = path.resolve(import.meta.dirname, '../..');

function run(script: string, env: Readonly<Record<string, string>>) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`scripts/${script}`], {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  return { status, stderr, last: stdout.trim().split('\n').at(-1) };
}

describe.each(['run-server.ts', 'run-ui.ts'])('%s without Chromium', (script) => {
  const missing = { WEBORCA_TEST_CHROMIUM: path.join(root, 'no-such-browser') };

  it('leaves its tests out with a plain line that says what to install', () => {
    const { status, stderr, last } = run(script, { ...missing, CI: '' });
    expect(stderr).toMatch(/need Chromium and were left out: install .* "chromium"/);
    expect({ status, last }).toEqual({ status: 0, last: '0 passed, 0 failed, 1 skipped' });
  });

  it('fails where CI says that everything is to run', () => {
    const { status, last } = run(script, { ...missing, CI: 'true' });
    expect({ status, last }).toEqual({ status: 1, last: '0 passed, 1 failed, 0 skipped' });
  });
});

/** In place of VS Code: writes results as the suite would, and ends. */
function standIn(exitCode: number): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'weborca-stand-in-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const results = [
    { title: 'a', state: 'passed', ms: 1 },
    { title: 'b', state: 'skipped', ms: 0 },
  ];
  const file = path.join(folder, 'editor');
  const line = `echo '${JSON.stringify({ results })}' > "$WEBORCA_TEST_RESULTS"`;
  writeFileSync(file, `#!/bin/sh\n${line}\nexit ${exitCode}\n`, { mode: 0o700 });
  return file;
}

describe.skipIf(process.platform === 'win32')(`run-electron.ts${unixOnly}`, () => {
  it('adds up what the suite in VS Code has written', () => {
    const { status, last } = run('run-electron.ts', {
      VSCODE_EXECUTABLE: standIn(0),
      DISPLAY: ':9',
    });
    expect({ status, last }).toEqual({ status: 0, last: '1 passed, 0 failed, 1 skipped' });
  });

  it('fails when VS Code ends badly although no test has failed', () => {
    const { status, last } = run('run-electron.ts', {
      VSCODE_EXECUTABLE: standIn(1),
      DISPLAY: ':9',
    });
    expect({ status, last }).toEqual({ status: 1, last: '1 passed, 1 failed, 1 skipped' });
  });
  it('says what it is in need of, and fails', () => {
    const { status, stderr, last } = run('run-electron.ts', {
      VSCODE_EXECUTABLE: path.join(root, 'no-such-editor'),
    });
    expect(stderr).toMatch(/no-such-editor/);
    expect({ status, last }).toEqual({ status: 1, last: '0 passed, 1 failed, 0 skipped' });
  });
});
