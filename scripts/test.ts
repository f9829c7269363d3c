// The test command: makes the machine ready, builds, runs every suite, adds them up.
//
// Without arguments all of it; with names of suites only those: `pnpm test core cli`.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { prepareMachine } from './counterparts.ts';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Suite {
  readonly name: string;
  readonly folder: string;
  readonly command: readonly string[];
  /** `vitest` writes a report; `line` ends with `N passed, N failed, N skipped`; a check is one test. */
  readonly counts: 'vitest' | 'line' | 'check';
}

const root = path.resolve(import.meta.dirname, '..');
const output = path.join(root, 'test-output');
const bin = path.join(root, 'node_modules/.bin');

const check = (name: string, ...command: readonly string[]): Suite => ({
  name,
  folder: '.',
  command,
  counts: 'check',
});
const vitest = (name: string, folder: string): Suite => ({
  name,
  folder,
  // Generous: a limit here is for what hangs, not for a machine that is busy.
  command: ['vitest', 'run', '--testTimeout=120000', '--hookTimeout=120000'],
  counts: 'vitest',
});

const suites: readonly Suite[] = [
  check('lint', 'oxlint', '--type-aware', '--deny-warnings'),
  check('format', 'oxfmt', '--check'),
  check('types', 'tsc', '-b'),
  // Exports that nothing imports but tests, files and dependencies that nothing needs.
  check('unused', 'knip', '--production', '--no-progress'),
  vitest('core', 'packages/core'),
  vitest('simulator', 'packages/simulator'),
  vitest('cli', 'packages/cli'),
  vitest('extension-model', 'packages/vscode-ext'),
  {
    name: 'extension-workbench',
    folder: 'packages/vscode-ext',
    command: ['node', 'scripts/run-server.ts'],
    counts: 'line',
  },
  {
    name: 'extension-ui',
    folder: 'packages/vscode-ext',
    command: ['node', 'scripts/run-ui.ts'],
    counts: 'line',
  },
];

function say(line: string): void {
  console.log(line);
}

/** Runs a command, shows what it prints, and returns its exit code with the end of its output. */
function run(
  command: readonly string[],
  folder: string,
): Promise<{ readonly code: number; readonly tail: string }> {
  const [program = '', ...args] = command;
  // What lies in .bin are .cmd files on Windows, which Node starts through a shell only. No argument
  // of ours has a quote in it.
  const shell = process.platform === 'win32';
  const words = shell ? args.map((word) => `"${word}"`) : args;
  return new Promise((resolve) => {
    const child = spawn(program, words, {
      shell,
      cwd: path.join(root, folder),
      env: {
        ...process.env,
        PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}`,
        TURBO_TELEMETRY_DISABLED: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let tail = '';
    const show = (data: Buffer): void => {
      process.stdout.write(data);
      tail = (tail + data.toString('utf8')).slice(-4000);
    };
    child.stdout.on('data', show);
    child.stderr.on('data', show);
    child.once('error', (error) => resolve({ code: 127, tail: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, tail }));
  });
}

async function runSuite(suite: Suite): Promise<Counts> {
  say(`\n── ${suite.name}`);
  const report = path.join(output, `${suite.name}.json`);
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const command = suite.counts === 'vitest' ? [...suite.command, ...reporters] : suite.command;
  const { code, tail } = await run(command, suite.folder);
  const counts =
    suite.counts === 'vitest'
      ? readVitestReport(report)
      : suite.counts === 'line'
        ? readLine(tail)
        : { passed: code === 0 ? 1 : 0, failed: 0, skipped: 0 };
  // A suite that ended badly without a failed test has failed all the same.
  if (code !== 0 && counts.failed === 0) return { ...counts, failed: 1 };
  return counts;
}

interface VitestReport {
  readonly testResults?: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** Nothing is left out without a word. */
function sayWhatWasLeftOut({ testResults = [] }: VitestReport): void {
  for (const { fullName, status } of testResults.flatMap((file) => file.assertionResults)) {
    if (status !== 'passed' && status !== 'failed') say(`  left out: ${fullName}`);
  }
}

function readVitestReport(file: string): Counts {
  try {
    const report: VitestReport = JSON.parse(readFileSync(file, 'utf8'));
    sayWhatWasLeftOut(report);
    const number = (key: string): number => {
      const value: unknown = Object.entries(report ?? {}).find(([name]) => name === key)?.[1];
      return typeof value === 'number' ? value : 0;
    };
    return {
      passed: number('numPassedTests'),
      failed: number('numFailedTests'),
      skipped: number('numPendingTests') + number('numTodoTests'),
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function readLine(tail: string): Counts {
  const lines = [...tail.matchAll(/(\d+) passed, (\d+) failed(?:, (\d+) skipped)?/g)];
  const [, passed, failed, skipped] = lines.at(-1) ?? [];
  if (passed === undefined || failed === undefined) return { passed: 0, failed: 1, skipped: 0 };
  return { passed: Number(passed), failed: Number(failed), skipped: Number(skipped ?? 0) };
}

const wanted = process.argv.slice(2);
const chosen = wanted.length === 0 ? suites : suites.filter(({ name }) => wanted.includes(name));
rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
const missing = prepareMachine(say);
for (const { programs, debianPackage, usedFor } of missing) {
  say(
    `Missing: ${programs[0]} (Debian: ${debianPackage}). Left out, or failing under CI: ${usedFor}.`,
  );
}
const started = performance.now();
const totals = { passed: 0, failed: 0, skipped: 0 };
const build = await run(['turbo', 'run', 'build', 'package', '--output-logs=errors-only'], '.');
const results: { name: string; counts: Counts; seconds: number }[] = [];
if (build.code === 0) {
  for (const suite of chosen) {
    const begun = performance.now();
    const counts = await runSuite(suite);
    results.push({ name: suite.name, counts, seconds: (performance.now() - begun) / 1000 });
    totals.passed += counts.passed;
    totals.failed += counts.failed;
    totals.skipped += counts.skipped;
  }
} else {
  totals.failed += 1;
}
say('');
for (const { name, counts, seconds } of results) {
  const { passed, failed, skipped } = counts;
  const mark = failed === 0 ? '✔' : '✖';
  say(`${mark} ${name.padEnd(20)} ${passed} + ${failed} + ${skipped} in ${seconds.toFixed(1)} s`);
}
if (build.code !== 0) say('✖ build');
say(`${Math.round((performance.now() - started) / 1000)} s in all`);
say(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed === 0 ? 0 : 1;
