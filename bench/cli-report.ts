export interface StartUp {
  readonly name: string;
  readonly ms: number;
  /** Median of this time divided by `node -e 0` in the same round. */
  readonly ratio: number;
}

export interface Status {
  readonly count: number;
  readonly ms: number;
  readonly fastestMs: number;
  readonly cpuMs: number;
  readonly megabytes: number;
}

/** Renewals a second. */
export interface Renewals {
  readonly count: number;
  readonly shellCount: number;
  readonly ours: number;
  readonly shell: number;
  readonly shellOfFour: number;
  readonly connectionsPerRenewal: number;
}

export interface Figures {
  readonly node: string;
  readonly processors: string;
  readonly load: number;
  readonly rounds: number;
  readonly startUps: readonly StartUp[];
  readonly status: Status;
  readonly renewals: Renewals;
}

const limits: Readonly<Record<string, string>> = { '--version': '1.3', check: '1.6' };

/** `docs/benchmarks-cli.md`. */
export function report({ node, processors, load, rounds, ...measured }: Figures): string {
  const { startUps, status, renewals } = measured;
  const rows = startUps.map(
    ({ name, ms, ratio }) =>
      `| \`${name}\` | ${ms.toFixed(0)} | ${ratio.toFixed(2)} | ${limits[name] ?? '—'} |`,
  );
  return `# The command line: benchmarks

\`pnpm build && node bench/cli.ts --write\` repeats them. Everything runs side by side in one run, in
turn, so that whatever else the machine does hits everybody. Medians. Measured with \`ownProcess\` and
\`mayBlock\` given to core's \`createContext\` by the command line.

Node ${node}, ${processors}, load ${load.toFixed(1)} at the start.

## Start

${rounds} rounds; the ratio is the median of the ratios to \`node -e 0\` in the same round. The compile
cache is filled. One certificate is under care.

| command | ms | × \`node -e 0\` | at most |
|---|---|---|---|
${rows.join('\n')}

## \`status\` over ${status.count.toLocaleString('en')} certificates

| | median | fastest | at most |
|---|---|---|---|
| time, ms | ${status.ms.toFixed(0)} | ${status.fastestMs.toFixed(0)} | 1,000 |
| processor time, ms | ${status.cpuMs.toFixed(0)} | | |
| memory at its highest, MB | ${status.megabytes.toFixed(0)} | | 150 |

## Renewals

${renewals.count} of ours and ${renewals.shellCount} of the script's, in three parts in turn, against the simulator (RSA 2048, keys from a pool).
[shell-renewal.sh](../bench/shell-renewal.sh) does the same calls and checks with curl and openssl, but
has no journal, no locks, no adopting, no reading back and no history; it syncs 4 times, we 36 times.

| | a second | we are | at least |
|---|---|---|---|
| \`renew\` | ${renewals.ours.toFixed(1)} | | |
| shell script | ${renewals.shell.toFixed(2)} | ${times(renewals.ours, renewals.shell)} times as fast | 5 |
| shell script, four at once | ${renewals.shellOfFour.toFixed(2)} | ${times(renewals.ours, renewals.shellOfFour)} times as fast | — |

TLS connections to the renewal service for POST and GET together: ${renewals.connectionsPerRenewal.toFixed(2)} a renewal.

## What a renewal costs

On a quiet machine 37 ms of the main thread, so that more at once than four changes little (six: 24.7
a second instead of 24.4). By the profiler a sixth is reading certificates and PKCS#12 files, a seventh
TLS (two connections, each with a certificate of its own), more than a quarter the disk: 36 fsyncs,
which wait in Node's thread pool, and 60 small files read and written. The rest is spread thin. What was
found on the way:

- The new file is opened once, as it came. What was saved is read back, and opened only if it is not the
  same, byte for byte: 7 % more renewals a second.
- An extra CA given to TLS as a list costs 14 ms for each connection, and memory that V8 does not know
  of. TLS's own roots are shared instead, and only what they lack is added.
- In the command line's own process the system's roots become TLS's own once.
- Small files of the store are opened, read and written in place, not by four trips through the pool.
- One block of random bytes serves all journals of a process; a megabyte for each left holes in memory.
- The store's folder is looked through for leftovers once, not once a renewal.

## 5,000 in one run

\`WEBORCA_MANY=5000\` with \`test/e2e/many.test.ts\`, 2026-11-23, with nothing else on the two processors:
all renewed in 207 s, 24.1 a second, 269 MB at the highest, by the kernel's mark for the program
(\`maxRSS\` begins with what the parent had when it forked: here the simulator). Killed in the middle and
started again: every one uses what was issued for it last, and only those whose request was in flight
were issued twice. V8's \`--semi-space-growth-factor=1\` takes 163 MB instead, and a twenty-fifth of the
speed.
`;
}

function times(ours: number, theirs: number): string {
  return (ours / theirs).toFixed(1);
}
