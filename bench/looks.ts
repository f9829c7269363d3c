import path from 'node:path';
import { knownHome, type KnownHome } from './cli-homes.ts';
import { environment, main, median, used } from './measure.ts';

/** A command over many certificates. */
export interface Look {
  readonly command: string;
  readonly count: number;
  readonly ms: number;
  readonly cpuMs: number;
  readonly megabytes: number;
}

/** A daily run in which nothing is due. */
export interface Resting {
  readonly around: string;
  readonly count: number;
  /** Of the processor, a certificate: what the same run over one takes is taken off. */
  readonly cpuMsEach: number;
  readonly opened: number;
}

const times = 3;

async function look(home: KnownHome, count: number, args: readonly string[]): Promise<Look> {
  const { ms, cpuMs, megabytes } = await used([main, ...args], environment(home));
  const command = ['weborca-cert', ...args.filter((one) => !path.isAbsolute(one))].join(' ');
  return { command, count, ms, cpuMs, megabytes };
}

export async function looks(count: number): Promise<readonly Look[]> {
  const home = await knownHome(count);
  try {
    const all: Look[] = [];
    const file = path.join(home.folder, 'written');
    const commands = [
      ['check'],
      ['status'],
      ['metrics'],
      ['metrics', '--textfile', file],
      ['report'],
      ['report', '--csv'],
    ];
    for (const args of commands) all.push(await look(home, count, args));
    return all;
  } finally {
    home.close();
  }
}

export async function restingRuns(count: number): Promise<readonly Resting[]> {
  const all: Resting[] = [];
  for (const [around, what] of [
    ['resting-alone', 'nothing else'],
    ['resting', 'a file that uses it, and a place for backups'],
  ] as const) {
    const many = await knownHome(count, around);
    const one = await knownHome(1, around);
    try {
      const run = async (home: KnownHome): Promise<{ cpuMs: number; opened: number }> => {
        const taken = [];
        for (let round = 0; round < times; round += 1) {
          taken.push(await used([main, 'renew', '--all'], environment(home)));
        }
        return {
          cpuMs: median(taken.map(({ cpuMs }) => cpuMs)),
          opened: median(taken.map(({ opened }) => opened)),
        };
      };
      const [whole, start] = [await run(many), await run(one)];
      all.push({
        around: what,
        count,
        cpuMsEach: (whole.cpuMs - start.cpuMs) / (count - 1),
        opened: (whole.opened - start.opened) / (count - 1),
      });
    } finally {
      many.close();
      one.close();
    }
  }
  return all;
}
