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
turn, so that whatever else the machine does hits everybody. Medians.

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
`;
}

function times(ours: number, theirs: number): string {
  return (ours / theirs).toFixed(1);
}
