// What everything costs, measured side by side in one run.
//   node bench/performance.ts [--write] [--certificates N] [--many N] [--renewals N]
//     [--parts N] [--rounds N] [--iterations N,…]
// `--write` writes docs/performance.md.
// Ends with 1 where something is over its limit. Needs a built workspace, curl and openssl.
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { knownHome } from './cli-homes.ts';
import { looks, restingRuns } from './looks.ts';
import { performancePage, type Figures } from './performance-page.ts';
import { openings } from './pkcs12.ts';
import { renewals } from './renewals.ts';
import { startUps, type StartUp } from './start-ups.ts';

const { values } = parseArgs({
  options: {
    certificates: { type: 'string', default: '5000' },
    many: { type: 'string', default: '50000' },
    renewals: { type: 'string', default: '40' },
    parts: { type: 'string', default: '3' },
    iterations: { type: 'string', default: '2048,100000,600000' },
    rounds: { type: 'string', default: '31' },
    write: { type: 'boolean', default: false },
  },
});

function load(): number {
  return loadavg()[0] ?? Number.NaN;
}

async function started(rounds: number): Promise<readonly StartUp[]> {
  const one = await knownHome(1, 'resting-alone');
  try {
    return await startUps(one, rounds);
  } finally {
    one.close();
  }
}

const begun = performance.now();

/** With the seconds gone by. */
function say(what: string): void {
  const seconds = Math.round((performance.now() - begun) / 1000);
  process.stderr.write(`${String(seconds).padStart(4)} s  ${what} …\n`);
}

async function measure(): Promise<Figures> {
  const before = load();
  const rounds = Number(values.rounds);
  say('start');
  const starts = await started(rounds);
  say('renewals');
  const renewed = await renewals(Number(values.renewals), Number(values.parts));
  say('PKCS#12');
  const opened = await openings(values.iterations.split(',').map(Number));
  say('nothing due');
  const resting = await restingRuns(Number(values.certificates));
  say('many');
  const looked = await looks(Number(values.many));
  say('written');
  return {
    node: process.versions.node,
    processors: `${cpus().length} processors (${cpus()[0]?.model.trim() ?? 'unknown'})`,
    load: [before, load()],
    rounds,
    startUps: starts,
    resting,
    looks: looked,
    renewals: renewed,
    openings: opened,
  };
}

/** What is over its limit; a busy machine is no excuse, but a reason to measure again. */
function over({ startUps: starts, resting, looks: looked }: Figures): readonly string[] {
  const most: Readonly<Record<string, number>> = { '--version': 1.2, check: 1.5, renew: 4 };
  return [
    ...starts.flatMap(({ name, ratio }) => {
      const limit = most[name.replace('weborca-cert ', '')] ?? Infinity;
      return ratio > limit ? [`${name}: ${ratio.toFixed(2)} × node -e 0, at most ${limit}`] : [];
    }),
    ...resting
      .filter(({ cpuMsEach }) => cpuMsEach > 0.5)
      .map(
        ({ around, cpuMsEach }) => `not due, ${around}: ${cpuMsEach.toFixed(2)} ms, at most 0.5`,
      ),
    ...looked
      .filter(
        ({ command, megabytes }) => command.startsWith('weborca-cert metrics') && megabytes > 200,
      )
      .map(({ command, megabytes }) => `${command}: ${megabytes.toFixed(0)} MB, at most 200`),
  ];
}

const figures = await measure();
const page = performancePage(figures);
process.stdout.write(page);
const docs = path.resolve(import.meta.dirname, '../docs/performance.md');
if (values.write) writeFileSync(docs, page);
const told = over(figures);
for (const line of told) process.stderr.write(`over its limit: ${line}\n`);
process.exitCode = told.length > 0 ? 1 : 0;
