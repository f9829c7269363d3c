// The command line against the bare minimum, side by side in one run.
//   node bench/cli.ts [--known N] [--renew N] [--rounds N] [--write]
// `--write` also writes docs/benchmarks-cli.md. Needs a built workspace, curl and openssl.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { knownHome, renewalLots, type KnownHome } from './cli-homes.ts';
import { report, type Figures, type Renewals, type StartUp, type Status } from './cli-report.ts';

const main = path.resolve(import.meta.dirname, '../packages/cli/dist/main.js');
const script = path.resolve(import.meta.dirname, 'shell-renewal.sh');

const { values } = parseArgs({
  options: {
    known: { type: 'string', default: '10000' },
    renew: { type: 'string', default: '480' },
    rounds: { type: 'string', default: '31' },
    write: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);

/**
 * Tells peak memory (KB) and processor time (µs) on standard error when the process ends. Memory by
 * the kernel's mark for the program itself: `maxRSS` begins with what the parent had when it forked.
 */
const telling =
  "data:text/javascript,import{readFileSync,writeSync}from'node:fs';process.on('exit',()=>{" +
  'const{userCPUTime,systemCPUTime}=process.resourceUsage();' +
  "const[,peak]=/VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status','utf8'));" +
  "writeSync(2,'\\nused '+peak+' '+(userCPUTime+systemCPUTime)+'\\n')})";

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

function environment({ folder, home }: { readonly folder: string; readonly home: string }) {
  return { PATH: process.env['PATH'], HOME: folder, WEBORCA_CERT_HOME: home, LANG: 'ja_JP.UTF-8' };
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): { ms: number; stderr: string } {
  const begun = performance.now();
  const ended = spawnSync(process.execPath, args, { env, encoding: 'utf8', maxBuffer: 2 ** 30 });
  const ms = performance.now() - begun;
  if (ended.status === null || ![0, 10].includes(ended.status)) throw new Error(ended.stderr);
  return { ms, stderr: ended.stderr };
}

/** What was written to prepare a contest, or by the one before, is on disk: nobody waits for that. */
function settle(): void {
  spawnSync('sync');
}

/** While this process serves: the simulator is in it. */
async function runBeside(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  settle();
  const begun = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`ended with ${String(code)}: ${args.slice(0, 2).join(' ')}`);
  return performance.now() - begun;
}

/** Everybody once a round, so that whatever else the machine does hits all of them. */
function startUps(known: KnownHome): readonly StartUp[] {
  const env = environment(known);
  const contestants: readonly (readonly [string, readonly string[]])[] = [
    ['node -e 0', ['-e', '0']],
    ['--version', [main, '--version']],
    ['check', [main, 'check', 'clinic-1']],
    ['status', [main, 'status', 'clinic-1']],
  ];
  const times = contestants.map(([, args]) => {
    run(args, env); // the compile cache is filled
    return [] as number[];
  });
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, [, args]] of contestants.entries()) times[index]?.push(run(args, env).ms);
  }
  const base = times[0] ?? [];
  return contestants.map(([name], index) => {
    const taken = times[index] ?? [];
    const ratios = taken.map((ms, round) => ms / (base[round] ?? Number.NaN));
    return { name, ms: median(taken), ratio: median(ratios) };
  });
}

function statusOf(known: KnownHome): Status {
  const taken = Array.from({ length: 5 }, () => {
    const { ms, stderr } = run(['--import', telling, main, 'status'], environment(known));
    const [, kilobytes, processor] = /used (\d+) (\d+)/.exec(stderr) ?? [];
    return { ms, megabytes: Number(kilobytes) / 1024, cpuMs: Number(processor) / 1000 };
  });
  const of = (key: 'ms' | 'megabytes' | 'cpuMs'): number => median(taken.map((one) => one[key]));
  return {
    count: Number(values.known),
    ms: of('ms'),
    fastestMs: Math.min(...taken.map(({ ms }) => ms)),
    cpuMs: of('cpuMs'),
    megabytes: of('megabytes'),
  };
}

/** In parts, theirs and ours in turn; ours are as many as make the start of the process small. */
async function renewals(count: number): Promise<Renewals> {
  const parts = 3;
  const size = Math.floor(count / parts);
  const half = Math.max(1, Math.floor(size / 8));
  const [ours, theirs] = await renewalLots(size * parts, 2 * half * parts);
  try {
    const times: { ours: number; one: number; four: number }[] = [];
    for (let part = 0; part < parts; part += 1) {
      const names = ours.names.slice(part * size, (part + 1) * size);
      const oursTook = await runBeside([main, 'renew', ...names], environment(ours));
      const shell = async (from: number, parallel: number): Promise<number> => {
        const lines = theirs.simulator.certificates
          .slice(2 * part * half + from, 2 * part * half + from + half)
          .map(({ commonName, p12, passwordFile }) => `${commonName} ${p12} ${passwordFile}\n`);
        const { api, weborca, caFile } = theirs.simulator;
        const store = path.join(theirs.folder, 'shell');
        const args = [api, weborca, caFile ?? '', store, String(parallel)];
        settle();
        const begun = performance.now();
        const child = spawn(script, args, { stdio: ['pipe', 'ignore', 'inherit'] });
        child.stdin.end(lines.join(''));
        const [code] = await once(child, 'close');
        if (code !== 0) throw new Error(`the shell script ended with ${String(code)}`);
        return performance.now() - begun;
      };
      times.push({
        ours: size / (oursTook / 1000),
        one: half / ((await shell(0, 1)) / 1000),
        four: half / ((await shell(half, 4)) / 1000),
      });
    }
    const { requests } = ours.simulator;
    const asked = requests.filter(({ listener }) => listener === 'api');
    return {
      count: size * parts,
      shellCount: 2 * half * parts,
      ours: median(times.map((one) => one.ours)),
      shell: median(times.map((one) => one.one)),
      shellOfFour: median(times.map((one) => one.four)),
      connectionsPerRenewal:
        new Set(asked.map(({ connection }) => connection)).size / (size * parts),
    };
  } finally {
    await ours.close();
    await theirs.close();
  }
}

const load = loadavg()[0] ?? Number.NaN;
const single = await knownHome(1);
const known = await knownHome(Number(values.known));
let figures: Figures;
try {
  figures = {
    node: process.versions.node,
    processors: `${cpus().length} processors (${cpus()[0]?.model.trim() ?? 'unknown'})`,
    load,
    rounds,
    startUps: startUps(single),
    status: statusOf(known),
    renewals: await renewals(Number(values.renew)),
  };
} finally {
  single.close();
  known.close();
}
const text = report(figures);
console.log(text);
if (values.write) {
  writeFileSync(path.resolve(import.meta.dirname, '../docs/benchmarks-cli.md'), text);
}
