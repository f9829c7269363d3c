import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { password, type Sample } from './pkcs12-samples.ts';

export interface Alone {
  readonly name: string;
  /** Milliseconds of the first opening after the modules are loaded. */
  readonly first: number;
  /** Milliseconds of the main thread's processor time in one turn of the event loop. */
  readonly longestTurn: number;
  /** Bytes, at the highest. */
  readonly memory: number;
  /** The same of a Node that does nothing. */
  readonly baseline: number;
}

const peak = fileURLToPath(new URL('peak.mjs', import.meta.url));
const secret = fileURLToPath(new URL('../packages/core/dist/secret.js', import.meta.url));
const open = fileURLToPath(new URL('../packages/core/dist/pkcs12/open.js', import.meta.url));

// JavaScript in text: a .ts file would bring Node's type stripper, 20 MB, into what is measured.
const program = `
import { readFileSync } from 'node:fs';
import { peakKb } from ${JSON.stringify(peak)};
import { Secret } from ${JSON.stringify(secret)};
const { openPkcs12 } = await import(${JSON.stringify(open)});
const [path, password] = process.argv.slice(-2);
const bytes = readFileSync(path);
let longestTurn = 0, done = false, last = process.threadCpuUsage();
const watch = () => {
  const { user, system } = process.threadCpuUsage(last);
  last = process.threadCpuUsage();
  longestTurn = Math.max(longestTurn, (user + system) / 1000);
  if (!done) setImmediate(watch);
};
setImmediate(watch);
const start = performance.now();
await openPkcs12(bytes, new Secret(password));
const first = performance.now() - start;
await new Promise((resolve) => setImmediate(resolve));
done = true;
console.log(JSON.stringify({ first, longestTurn, memory: peakKb() * 1024 }));
`;

const emptyProgram = `
import { peakKb } from ${JSON.stringify(peak)};
console.log(JSON.stringify({ memory: peakKb() * 1024 }));
`;

/** A process of its own for every file. */
export function measureAlone(sample: Sample): Alone {
  const measured = run(program, [sample.path, password]);
  const empty = run(emptyProgram, []);
  return {
    name: `${sample.format}, ${sample.iterations.toLocaleString('en')}`,
    first: measured['first'] ?? Number.NaN,
    longestTurn: measured['longestTurn'] ?? Number.NaN,
    memory: measured['memory'] ?? Number.NaN,
    baseline: empty['memory'] ?? Number.NaN,
  };
}

function run(text: string, args: readonly string[]): Readonly<Record<string, number>> {
  const all = ['--input-type=module', '-e', text, '--', ...args];
  const { stdout } = spawnSync(process.execPath, all, { encoding: 'utf8', timeout: 60_000 });
  return JSON.parse(stdout);
}
