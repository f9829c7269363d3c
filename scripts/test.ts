// The test command: makes the machine ready, builds, runs every suite, adds them up.
//
// Without arguments all of it; with names of suites only those: `pnpm test core cli`; with
// `--changed`, or `--changed=REF`, those that a change since that commit (HEAD) can break.
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { changedParts } from './changed.ts';
import { prepareMachine } from './counterparts.ts';
import { memoryDisk } from './memory-disk.ts';
import { outcomeOf, sweptBy, type Outcome } from './outcome.ts';
import { fullName, packages, suitesFor, type Suite } from './suites.ts';

const root = path.resolve(import.meta.dirname, '..');
const output = path.join(root, 'test-output');
const bin = path.join(root, 'node_modules/.bin');
/** Of one suite so many failures are named at the end: more would push the first out of sight. */
const most = 20;

const wanted = process.argv.slice(2);
const suites = suitesFor(wanted);

function say(line: string): void {
  console.log(line);
}

interface Ran {
  readonly code: number;
  /** All that it printed, on both channels. */
  readonly printed: string;
}

/** Runs a command. What it prints is in `test-output/NAME.log` at once, and shown when it has ended. */
function run(
  name: string,
  command: readonly string[],
  { folder, rule }: Pick<Suite, 'folder' | 'rule'>,
): Promise<Ran> {
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
        ...(rule === undefined ? {} : { WEBORCA_RULE: rule, WEBORCA_SWEEP: undefined }),
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
  readonly suite: Suite;
  readonly outcome: Outcome;
  /** The commit whose part of the sweeps it was, if it has any. */
  readonly sweptBy: string | null;
  readonly seconds: number;
}

async function runSuite(suite: Suite): Promise<Result> {
  const name = fullName(suite);
  const begun = performance.now();
  const file = path.join(output, `${name}.json`);
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
  const command = suite.counts === 'vitest' ? [...suite.command, ...reporters] : suite.command;
  // A check writes nothing; Wine has its folders elsewhere.
  const disk = suite.counts === 'check' || suite.name === 'windows' ? [] : memory;
  const { code, printed } = await run(name, [...disk, ...command], suite);
  const seconds = (performance.now() - begun) / 1000;
  say(`\n── ${name}, ${seconds.toFixed(1)} s`);
  process.stdout.write(printed);
  const report = existsSync(file) ? readFileSync(file, 'utf8') : null;
  const outcome = outcomeOf(suite, { code, printed, report });
  for (const one of outcome.leftOut) say(`  left out: ${one}`);
  return { suite, outcome, sweptBy: sweptBy(printed), seconds };
}

/** One after the other; `told` is what came out of each. */
async function runLane(lane: readonly Suite[]): Promise<readonly Result[]> {
  const told: Result[] = [];
  for (const suite of lane) told.push(await runSuite(suite));
  return told;
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
const memory = memoryDisk(root);
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
const build = await run('build', ['turbo', 'run', ...tasks, '--output-logs=errors-only'], {
  folder: '.',
});
process.stdout.write(build.printed);
const names = chosen.map(fullName).join(', ');
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
const sum = (key: keyof Outcome['counts']): number =>
  results.reduce((total, { outcome }) => total + outcome.counts[key], 0);
const failed = sum('failed') + (build.code === 0 ? 0 : 1);

/** Which part of what takes hours was gone through, and how to go through it again. */
function saySweeps({ suite, outcome, sweptBy: commit }: Result): void {
  if (outcome.sweeps.length === 0 || commit === null) return;
  const rule = suite.rule === undefined ? '' : `WEBORCA_RULE=${suite.rule} `;
  say(`  ${fullName(suite)}: ${rule}WEBORCA_SWEEP=${commit} npx -y pnpm@12 test ${suite.name}`);
  for (const one of outcome.sweeps) say(`    ${one}`);
}

/** A name with its reason, which is cut: what is behind it stands further up. */
function sayFailures({ suite, outcome }: Result): void {
  for (const failure of outcome.failures.slice(0, most)) {
    const [first = '', ...more] = failure.split('\n');
    say(`✖ ${fullName(suite)}: ${first.slice(0, 400)}`);
    for (const line of more) say(`    ${line.slice(0, 300)}`);
  }
  const rest = outcome.failures.length - most;
  if (rest > 0) say(`✖ ${fullName(suite)}: and ${rest} more`);
}

if (results.some((one) => one.sweptBy !== null)) {
  say('\nOf what takes hours a part was run (all of it: WEBORCA_SWEEP=all). The same part again:');
  results.forEach(saySweeps);
}
say('');
results.forEach(sayFailures);
for (const { suite, outcome, seconds } of results) {
  const { passed, failed: bad, skipped } = outcome.counts;
  const mark = bad === 0 ? '✔' : '✖';
  say(
    `${mark} ${fullName(suite).padEnd(20)} ${passed} + ${bad} + ${skipped} in ${seconds.toFixed(1)} s`,
  );
}
if (build.code !== 0) say('✖ build');
say(`${Math.round((performance.now() - started) / 1000)} s in all`);
say(`${sum('passed')} passed, ${failed} failed, ${sum('skipped')} skipped`);
process.exitCode = failed === 0 ? 0 : 1;
