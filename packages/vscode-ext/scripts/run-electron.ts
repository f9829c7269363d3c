// Runs the same compiled suite in desktop VS Code. Needs a display and a VS Code to download (or
// VSCODE_EXECUTABLE naming an installed one). VSCODE_VERSION: `stable` (default), or a number;
// `minimum` is the oldest that the manifest allows.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { prepareHome } from './home.ts';

const root = path.resolve(import.meta.dirname, '..');

function wantedVersion(): string {
  const wanted = process.env.VSCODE_VERSION ?? 'stable';
  if (wanted !== 'minimum') return wanted;
  const manifest: unknown = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const range = /"vscode":"\^([\d.]+)"/.exec(JSON.stringify(manifest))?.[1];
  if (range === undefined) throw new Error('engines.vscode is not a ^ range');
  return range;
}

await using home = await prepareHome({
  names: ['clinic-a', 'untrusted'],
  untrusted: true,
  daysLeft: 45,
});
const vscodeExecutablePath = process.env.VSCODE_EXECUTABLE;
try {
  await runTests({
    ...(vscodeExecutablePath === undefined
      ? { version: wantedVersion() }
      : { vscodeExecutablePath }),
    extensionDevelopmentPath: root,
    extensionTestsPath: path.join(root, 'dist-test/index.cjs'),
    extensionTestsEnv: {
      ...home.env,
      WEBORCA_TEST_FILES: home.files,
      WEBORCA_TEST_RESULTS: path.join(root, 'dist-test/results.json'),
    },
    launchArgs: ['--disable-extensions', '--disable-workspace-trust', home.workspace],
  });
} catch (error) {
  console.error(
    'the tests in desktop VS Code did not pass:',
    error instanceof Error ? error.message : error,
  );
  process.exitCode = 1;
}
