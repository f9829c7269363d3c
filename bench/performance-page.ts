import type { Look, Resting } from './looks.ts';
import type { Openings } from './pkcs12.ts';
import type { Cost, Renewals } from './renewals.ts';
import type { StartUp } from './start-ups.ts';

export interface Figures {
  readonly node: string;
  readonly processors: string;
  /** Of the machine, when the run began and when it ended. */
  readonly load: readonly [number, number];
  readonly rounds: number;
  readonly startUps: readonly StartUp[];
  readonly resting: readonly Resting[];
  readonly looks: readonly Look[];
  readonly renewals: Renewals;
  readonly openings: Openings;
}

/**
 * `docs/performance.md`. Every number comes in from the run: a test renders the page from made-up
 * figures, and finds none besides.
 */
export function performancePage(figures: Figures): string {
  const { node, processors, load, rounds, renewals } = figures;
  return `# Performance

In English only, since a program writes it. | プログラムが書き出すページのため、英語のみです。

Written by \`node bench/performance.ts --write\`, from one run; every number on this page was measured in it. Contestants take turns, so that whatever else the machine does hits everybody: ratios say more than times. Medians.

Node ${node}, ${processors}; load ${load[0].toFixed(1)} at the start, ${load[1].toFixed(1)} at the end.

## To start

One certificate is registered, and not due. ${rounds} rounds, the compile cache filled; the ratio is the median of the ratios of processor time to that of \`node -e 0\` in the same round, which a busy machine changes less than time.

${table(
  ['command', 'ms', 'ms of CPU', '× `node -e 0`'],
  figures.startUps.map(({ name, ms, cpuMs, ratio }) => [
    code(name),
    ms.toFixed(0),
    cpuMs.toFixed(0),
    ratio.toFixed(2),
  ]),
)}

## A daily run with nothing due

\`weborca-cert renew --all\`, the processor's time for each certificate; what the same run over one takes is taken off.

${table(
  ['around each certificate', 'certificates', 'ms of CPU each', 'files and folders opened each'],
  figures.resting.map(({ around, count, cpuMsEach, opened }) => [
    around,
    whole(count),
    cpuMsEach.toFixed(2),
    opened.toFixed(1),
  ]),
)}

## Over many

${table(
  ['command', 'certificates', 'ms', 'ms of CPU', 'MB at the highest'],
  figures.looks.map(({ command, count, ms, cpuMs, megabytes }) => [
    code(command),
    whole(count),
    ms.toFixed(0),
    cpuMs.toFixed(0),
    megabytes.toFixed(0),
  ]),
)}

## What a renewal costs

Counted over ${renewals.count} renewals in one process each; what a process takes to start and to look is taken off, what renews is loaded once in it. The bare client ([bare-client.mjs](../bench/bare-client.mjs)) is the least that a renewal is in Node: it opens the .p12 that it has and the one that comes, makes both handshakes, writes both files and syncs as often as we do. It has no journal, no lock and no history, looks at nothing twice, and leaves nothing whole in a crash. Bytes are those of the file system, not of the network.

${table(
  ['each renewal', 'weborca-cert', 'bare client', 'ratio'],
  costRows.map(([label, key, digits]) => {
    const [ours, bare] = [renewals.ours[key], renewals.bare[key]];
    return [label, ours.toFixed(digits), bare.toFixed(digits), ratioOf(ours, bare)];
  }),
)}

## Renewals a second

${renewals.count} each, ${renewals.parts} times in turn, against the simulator on the same processors. One at a time, ours is a process for each certificate, as is the shell script; the bare client is one process. Four at once, ours and the bare client are one process, the script is four at a time. The script ([shell-renewal.sh](../bench/shell-renewal.sh)) does the same calls and checks with curl and openssl, syncs less often, and has no journal, no locks, no reading back and no history.

${table(
  ['', 'one at a time', 'four at once'],
  speedRows.map(([label, who]) => {
    const speed = renewals.speeds[who];
    return [label, speed.oneAtATime.toFixed(1), speed.fourAtOnce.toFixed(1)];
  }),
)}

${table(
  ['we are … times as fast as', 'one at a time', 'four at once'],
  speedRows.slice(1).map(([label, who]) => {
    const [ours, theirs] = [renewals.speeds.ours, renewals.speeds[who]];
    return [
      label,
      ratioOf(ours.oneAtATime, theirs.oneAtATime),
      ratioOf(ours.fourAtOnce, theirs.fourAtOnce),
    ];
  }),
)}

${openingSection(figures.openings)}`;
}

const costRows: readonly (readonly [string, keyof Cost, number])[] = [
  ['ms of CPU', 'cpuMs', 1],
  ['fsyncs', 'fsyncs', 1],
  ['bytes written', 'bytes', 0],
  ['files and folders opened', 'opened', 1],
  ['TLS handshakes', 'handshakes', 2],
];

const speedRows: readonly (readonly [string, keyof Renewals['speeds']])[] = [
  ['weborca-cert', 'ours'],
  ['bare client', 'bare'],
  ['shell script', 'shell'],
];

function openingSection({ contestants, rows, alone }: Openings): string {
  return `## Opening a PKCS#12

Milliseconds; in brackets the median of our time divided by theirs in the same round. *modern* is AES with PBKDF2 and a SHA-2 MAC, *old* is RC2 and triple DES with a SHA-1 MAC; the number is that of the iterations. "—": cannot open it.

${table(
  ['file', ...contestants.map(({ name }) => name)],
  rows.map(({ file, cells }) => [
    file,
    ...cells.map((cell, index) => {
      if (cell === null) return '—';
      const shown = cell.ms.toFixed(cell.ms < 20 ? 1 : 0);
      return index === 0 ? shown : `${shown} (${cell.ratio.toFixed(2)})`;
    }),
  ]),
)}

They do not all do the same work:

${contestants.map(({ name, does }) => `- **${name}** ${does}.`).join('\n')}

Ours alone, in a fresh process: the first opening, without loading the modules; the longest turn of the event loop (processor time of the main thread); memory at its highest, beside that of an empty Node.

${table(
  ['file', 'first opening, ms', 'longest turn, ms', 'memory, MB', 'empty Node, MB'],
  alone.map(({ name, first, longestTurn, memory, baseline }) => [
    name,
    first.toFixed(0),
    longestTurn.toFixed(1),
    (memory / 1e6).toFixed(0),
    (baseline / 1e6).toFixed(0),
  ]),
)}
`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}

function whole(count: number): string {
  return count.toLocaleString('en');
}

function ratioOf(ours: number, theirs: number): string {
  return (ours / theirs).toFixed(2);
}
