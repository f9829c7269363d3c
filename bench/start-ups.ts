import type { KnownHome } from './cli-homes.ts';
import { costOfStart, environment, main, median } from './measure.ts';

/** A command that is started alone, beside a Node that does nothing. */
export interface StartUp {
  readonly name: string;
  readonly ms: number;
  readonly cpuMs: number;
  /** Median of this processor time divided by that of `node -e 0` in the same round. */
  readonly ratio: number;
}

/** Everybody once a round, so that whatever else the machine does hits all of them. */
export async function startUps(home: KnownHome, rounds: number): Promise<readonly StartUp[]> {
  const env = environment(home);
  const contestants: readonly (readonly [string, readonly string[]])[] = [
    ['node -e 0', ['-e', '0']],
    ['weborca-cert --version', [main, '--version']],
    ['weborca-cert check', [main, 'check']],
    ['weborca-cert renew', [main, 'renew', '--all']],
    ['weborca-cert status', [main, 'status']],
  ];
  const times = contestants.map((): { ms: number; cpuMs: number }[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, [, args]] of contestants.entries()) {
      const taken = await costOfStart(process.execPath, args, env);
      // The first round fills the compile cache.
      if (round > 0) times[index]?.push(taken);
    }
  }
  const [base = []] = times;
  return contestants.map(([name], index) => {
    const taken = times[index] ?? [];
    const ratios = taken.map(({ cpuMs }, round) => cpuMs / (base[round]?.cpuMs ?? Number.NaN));
    return {
      name,
      ms: median(taken.map(({ ms }) => ms)),
      cpuMs: median(taken.map(({ cpuMs }) => cpuMs)),
      ratio: median(ratios),
    };
  });
}
