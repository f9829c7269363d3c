// The test command: makes the machine ready, builds, runs every suite, adds them up.
//
// Without arguments all of it; with names of suites only those: `pnpm test core cli`; with
// `--changed`, or `--changed=REF`, those that a change since that commit (HEAD) can break.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { changedParts } from './changed.ts';
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
  /** The packages whose change it notices. */
  readonly of: readonly string[];
  /** What drives a browser waits half of its time: beside it something else can count. */
  readonly lane: 'counting' | 'waiting';
}

const root = path.resolve(import.meta.dirname, '..');
const output = path.join(root, 'test-output');
const bin = path.join(root, 'node_modules/.bin');

const packages = ['core', 'simulator', 'cli', 'vscode-ext'] as const;
const ground = ['core', 'simulator'] as const;

const check = (name: string, ...command: readonly string[]): Suite => ({
  name,
  folder: '.',
  command,
  counts: 'check',
  of: packages,
  lane: 'counting',
});
const vitest = (name: string, folder: string, of: readonly string[]): Suite => ({
  name,
  folder,
  // By itself vitest leaves one processor idle. The limits are generous: they are for what hangs, not
  // for a machine that is busy.
  command: ['vitest', 'run', '--maxWorkers=100%', '--testTimeout=120000', '--hookTimeout=120000'],
  counts: 'vitest',
  of,
  lane: 'counting',
});
const workbench = (name: string, script: string): Suite => ({
  name,
  folder: 'packages/vscode-ext',
  command: ['node', script],
  counts: 'line',
  of: [...ground, 'vscode-ext'],
  lane: 'waiting',
});

// By name all of it, which sets Wine up on Debian; else its beginning, where Wine is there already.
const windows = (named: boolean): Suite => ({
  name: 'windows',
  folder: '.',
  command: ['node', 'scripts/windows/run.ts', ...(named ? [] : ['--smoke'])],
  counts: 'line',
  of: [...ground, 'cli'],
  lane: 'counting',
});

const wanted = process.argv.slice(2);

const suites: readonly Suite[] = [
  check('lint', 'oxlint', '--type-aware', '--deny-warnings'),
  check('format', 'oxfmt', '--check'),
  check('types', 'tsc', '-b'),
  // Exports that nothing imports but tests, files and dependencies that nothing needs.
  check('unused', 'knip', '--production', '--no-progress'),
  vitest('core', 'packages/core', ['core']),
  vitest('simulator', 'packages/simulator', ground),
  vitest('cli', 'packages/cli', [...ground, 'cli']),
  vitest('extension-model', 'packages/vscode-ext', [...ground, 'vscode-ext']),
  workbench('extension-workbench', 'scripts/run-server.ts'),
  workbench('extension-ui', 'scripts/run-ui.ts'),
  windows(wanted.includes('windows')),
];

function say(line: string): void {
  console.log(line);
}

interface Ran {
  readonly code: number;
  /** All that it printed, on both channels. */
  readonly printed: string;
}

/** Runs a command. What it prints is in `test-output/NAME.log` at once, and shown when it has ended. */
function run(name: string, command: readonly string[], folder: string): Promise<Ran> {
  const [program = '', ...args] = command;
  // What lies in .bin are .cmd files on Windows, which Node starts through a shell only. No argument
  // of ours has a quote in it.
  const shell = process.platform === 'win32';
  const words = shell ? args.map((word) => `"${word}"`) : args;
  const log = createWriteStream(path.join(output, `${name}.log`));
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
    const chunks: Buffer[] = [];
    const take = (data: Buffer): void => {
      chunks.push(data);
      log.write(data);
    };
    const end = (code: number): void => {
      log.end();
      resolve({ code, printed: Buffer.concat(chunks).toString('utf8') });
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', (error) => {
      take(Buffer.from(`${error.message}\n`));
      end(127);
    });
    child.once('close', (code) => end(code ?? 1));
  });
}

interface Result {
  readonly name: string;
  readonly counts: Counts;
  readonly seconds: number;
}

async function runSuite(suite: Suite): Promise<Result> {
  const { name, folder } = suite;
  const begun = performance.now();
  const report = path.join(output, `${name}.json`);
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const command = suite.counts === 'vitest' ? [...suite.command, ...reporters] : suite.command;
  const { code, printed } = await run(name, command, folder);
  const seconds = (performance.now() - begun) / 1000;
  say(`\n── ${name}, ${seconds.toFixed(1)} s`);
  process.stdout.write(printed);
  const counts = countsOf(suite, { code, printed }, report);
  // A suite that ended badly without a failed test has failed all the same.
  const isBad = code !== 0 && counts.failed === 0;
  return { name, counts: isBad ? { ...counts, failed: 1 } : counts, seconds };
}

function countsOf(suite: Suite, { code, printed }: Ran, report: string): Counts {
  if (suite.counts === 'vitest') return readVitestReport(report);
  if (suite.counts === 'line') return readLine(printed);
  return { passed: code === 0 ? 1 : 0, failed: 0, skipped: 0 };
}

/** One after the other; `told` is what came out of each. */
async function runLane(lane: readonly Suite[]): Promise<readonly Result[]> {
  const told: Result[] = [];
  for (const suite of lane) told.push(await runSuite(suite));
  return told;
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

function readLine(printed: string): Counts {
  const lines = [...printed.matchAll(/(\d+) passed, (\d+) failed(?:, (\d+) skipped)?/g)];
  const [, passed, failed, skipped] = lines.at(-1) ?? [];
  if (passed === undefined || failed === undefined) return { passed: 0, failed: 1, skipped: 0 };
  return { passed: Number(passed), failed: Number(failed), skipped: Number(skipped ?? 0) };
}

/** Of those that were asked for: by name, by what has changed, or all. */
function choose(): readonly Suite[] {
  // `--changed` alone is since HEAD; Node's parser knows no option whose value may be left out.
  const words = process.argv.slice(2).map((word) => (word === '--changed' ? `${word}=HEAD` : word));
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: { changed: { type: 'string' } },
  });
  const unknown = positionals.filter((name) => suites.every((suite) => suite.name !== name));
  if (unknown.length > 0) throw new Error(`no such suite: ${unknown.join(', ')}`);
  const named = suites.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  if (values.changed === undefined) return named;
  const parts = changedParts(root, values.changed, packages);
  return named.filter(({ of }) => of.some((one) => parts.includes(one)));
}

const chosen = choose();
rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
// The Windows suite brings its own.
const missing = wanted.join() === 'windows' ? [] : prepareMachine(say);
for (const { programs, debianPackage, usedFor } of missing) {
  say(
    `Missing: ${programs[0]} (Debian: ${debianPackage}). Left out, or failing under CI: ${usedFor}.`,
  );
}
const started = performance.now();
const tasks = wanted.join() === 'windows' ? ['build'] : ['build', 'package'];
const build = await run('build', ['turbo', 'run', ...tasks, '--output-logs=errors-only'], '.');
process.stdout.write(build.printed);
const names = chosen.map(({ name }) => name).join(', ');
say(names === '' ? 'Nothing has changed.' : `Running ${names}; each is shown when it has ended.`);
const lanes =
  build.code === 0
    ? (['counting', 'waiting'] as const).map((lane) =>
        chosen.filter((suite) => suite.lane === lane),
      )
    : [];
// Side by side only where there is room: a browser that has to share two processors with a suite that
// uses both of them loses keys and clicks.
const roomy = availableParallelism() >= 4;
const results = roomy
  ? (await Promise.all(lanes.map(runLane))).flat()
  : await runLane(lanes.flat());
const sum = (key: keyof Counts): number =>
  results.reduce((total, { counts }) => total + counts[key], 0);
const failed = sum('failed') + (build.code === 0 ? 0 : 1);
say('');
for (const { name, counts, seconds } of results) {
  const mark = counts.failed === 0 ? '✔' : '✖';
  say(
    `${mark} ${name.padEnd(20)} ${counts.passed} + ${counts.failed} + ${counts.skipped} in ${seconds.toFixed(1)} s`,
  );
}
if (build.code !== 0) say('✖ build');
say(`${Math.round((performance.now() - started) / 1000)} s in all`);
say(`${sum('passed')} passed, ${failed} failed, ${sum('skipped')} skipped`);
process.exitCode = failed === 0 ? 0 : 1;
