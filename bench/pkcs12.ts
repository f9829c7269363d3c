import { loadavg, cpus } from 'node:os';
import { writeFileSync } from 'node:fs';
import { contestants, type Contestant } from './pkcs12-contestants.ts';
import { measureAlone } from './pkcs12-alone.ts';
import { prepare, type Sample } from './pkcs12-samples.ts';

// Opens the same files with everybody, turn by turn in one run, and prints medians and ratios.
//   node bench/pkcs12.ts            prints
//   node bench/pkcs12.ts --write    also writes docs/benchmarks-pkcs12.md
// Needs a built core (tsc -b packages/core) and the openssl command.

/** Rounds by iterations; the slow ones of the others take long enough as it is. */
const rounds: Readonly<Record<number, number>> = { 2048: 21, 100_000: 9, 600_000: 7 };

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

async function time({ open }: Contestant, sample: Sample): Promise<number> {
  const start = performance.now();
  await open(sample);
  return performance.now() - start;
}

interface Result {
  readonly sample: Sample;
  /** Milliseconds by contestant, one a round. */
  readonly times: ReadonlyMap<string, readonly number[]>;
}

/** Everybody once a round, so that whatever else the machine does hits all of them. */
async function compete(sample: Sample): Promise<Result> {
  const times = new Map<string, number[]>();
  const able = contestants.filter((contestant) => contestant.formats.includes(sample.format));
  for (const contestant of able) await contestant.open(sample);
  for (let round = 0; round < (rounds[sample.iterations] ?? 5); round += 1) {
    for (const contestant of able) {
      if (round > 1 && contestant.isSlow && sample.iterations > 10_000) continue;
      const taken = times.get(contestant.name) ?? [];
      taken.push(await time(contestant, sample));
      times.set(contestant.name, taken);
    }
  }
  return { sample, times };
}

function line({ sample, times }: Result): string {
  const ours = times.get('weborca-cert') ?? [];
  const cells = contestants.map(({ name }) => {
    const taken = times.get(name);
    if (taken === undefined) return '—';
    const ratio = median(taken.map((value, round) => (ours[round] ?? Number.NaN) / value));
    const shown = median(taken).toFixed(median(taken) < 20 ? 1 : 0);
    return name === 'weborca-cert' ? shown : `${shown} (${ratio.toFixed(2)})`;
  });
  return `| ${sample.format}, ${sample.iterations.toLocaleString('en')} | ${cells.join(' | ')} |`;
}

const samples = await prepare();
const load = loadavg()[0] ?? Number.NaN;
const lines: string[] = [];
for (const sample of samples.files) lines.push(line(await compete(sample)));
const alone = samples.files.map((sample) => measureAlone(sample));
samples.remove();

const header = `| file | ${contestants.map(({ name }) => name).join(' | ')} |`;
const aloneLines = alone.map(
  (one) =>
    `| ${one.name} | ${one.first.toFixed(0)} | ${one.longestTurn.toFixed(1)} | ${(one.memory / 1e6).toFixed(0)} | ${(one.baseline / 1e6).toFixed(0)} |`,
);
const report = `# PKCS#12: benchmarks

\`tsc -b packages/core && node bench/pkcs12.ts --write\` repeats them. Everything runs in one process, turn
by turn, five to twenty times; medians in milliseconds, in brackets the median of our time divided
by theirs in the same round. Files: RSA 2048, chain of three; *modern* is AES-256 with
PBKDF2-HMAC-SHA-256 and a SHA-256 MAC, *old* is RC2-40 and 3DES with a SHA-1 MAC. "—": cannot open it.

Node ${process.versions.node}, ${cpus().length} processors (${cpus()[0]?.model ?? 'unknown'}), load ${load.toFixed(1)} at the start.

${header}
|${'---|'.repeat(contestants.length + 1)}
${lines.join('\n')}

Ours alone, in a fresh process: the first opening (threads start in it; loading modules is not
counted), the longest turn of the event loop (processor time of the main thread), and resident
memory at its highest, beside that of an empty Node.

| file | first opening, ms | longest turn, ms | memory, MB | empty Node, MB |
|---|---|---|---|---|
${aloneLines.join('\n')}
`;
process.stdout.write(report);
if (process.argv.includes('--write')) {
  writeFileSync(new URL('../docs/benchmarks-pkcs12.md', import.meta.url), report);
}
