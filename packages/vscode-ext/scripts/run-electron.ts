// Runs the same compiled suite in desktop VS Code: the one that VSCODE_EXECUTABLE names, or one that
// is downloaded. VSCODE_VERSION: `stable` (default), `minimum` (the oldest that the manifest allows),
// or a number. On Linux it needs a display: `xvfb-run -a node scripts/run-electron.ts`.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { prepareHome } from './home.ts';
import { concludeSuite } from './report.ts';
import { conclude } from './summary.ts';

const root = path.resolve(import.meta.dirname, '..');
const resultsFile = path.join(root, 'dist-test/results.json');

function wantedVersion(): string {
  const wanted = process.env.VSCODE_VERSION ?? 'stable';
  if (wanted !== 'minimum') return wanted;
  const manifest: unknown = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const range = /"vscode":"\^([\d.]+)"/.exec(JSON.stringify(manifest))?.[1];
  if (range === undefined) throw new Error('engines.vscode is not a ^ range');
  return range;
}

/** Path of an executable. @throws Error that says what to do about it */
async function findEditor(): Promise<string> {
  const named = process.env.VSCODE_EXECUTABLE;
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    throw new Error(`VSCODE_EXECUTABLE names a file that does not exist: ${named}`);
  }
  const version = wantedVersion();
  try {
    return await downloadAndUnzipVSCode({ version, cachePath: path.join(root, '.vscode-test') });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `VS Code ${version} could not be downloaded (${reason}). Name an installed one in VSCODE_EXECUTABLE.`,
      { cause },
    );
  }
}

function requireDisplay(): void {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform !== 'linux' || (DISPLAY ?? WAYLAND_DISPLAY) !== undefined) return;
  throw new Error('desktop VS Code needs a display: run this under xvfb-run -a');
}

/** @returns whether VS Code ended well */
async function runSuite(vscodeExecutablePath: string): Promise<boolean> {
  await using home = await prepareHome({
    names: ['clinic-a', 'untrusted'],
    untrusted: true,
    daysLeft: 45,
  });
  // Short: VS Code puts a socket there, whose path may have about a hundred characters.
  const profile = mkdtempSync(path.join(tmpdir(), 'wo-'));
  try {
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: root,
      extensionTestsPath: path.join(root, 'dist-test/index.cjs'),
      extensionTestsEnv: {
        ...home.env,
        WEBORCA_TEST_FILES: home.files,
        WEBORCA_TEST_RESULTS: resultsFile,
      },
      launchArgs: [
        home.workspace,
        '--disable-extensions',
        '--use-inmemory-secretstorage',
        `--user-data-dir=${path.join(profile, 'user')}`,
        `--extensions-dir=${path.join(profile, 'extensions')}`,
      ],
    });
    return true;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return false;
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

rmSync(resultsFile, { force: true });
try {
  const editor = await findEditor();
  requireDisplay();
  const passed = await runSuite(editor);
  if (!concludeSuite(resultsFile, passed)) console.error('the suite wrote no results');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  conclude({ passed: 0, failed: 1, skipped: 0 });
}
