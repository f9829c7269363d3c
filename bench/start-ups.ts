import type { KnownHome } from './cli-homes.ts';
import { environment, main, median, timed } from './measure.ts';

/** A command that is started alone, beside a Node that does nothing. */
export interface StartUp {
  readonly name: string;
  readonly ms: number;
  /** Median of this time divided by that of `node -e 0` in the same round. */
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
  const times = contestants.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, [, args]] of contestants.entries()) {
      const ms = await timed(process.execPath, args, { env });
      // The first round fills the compile cache.
      if (round > 0) times[index]?.push(ms);
    }
  }
  const [base = []] = times;
  return contestants.map(([name], index) => {
    const taken = times[index] ?? [];
    const ratios = taken.map((ms, round) => ms / (base[round] ?? Number.NaN));
    return { name, ms: median(taken), ratio: median(ratios) };
  });
}
