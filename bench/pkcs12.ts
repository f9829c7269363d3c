import { contestants, type Contestant } from './pkcs12-contestants.ts';
import { median } from './measure.ts';
import { measureAlone, type Alone } from './pkcs12-alone.ts';
import { prepare, type Sample } from './pkcs12-samples.ts';

/** Rounds by iterations; the slow ones of the others take long enough as it is. */
const rounds: Readonly<Record<number, number>> = { 2048: 21, 100_000: 9, 600_000: 7 };

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

/** One file: our time, and of the others theirs and the median of ours divided by theirs. */
export interface OpeningRow {
  readonly file: string;
  readonly cells: readonly ({ readonly ms: number; readonly ratio: number } | null)[];
}

export interface Openings {
  /** By their names, ours first. */
  readonly contestants: readonly { readonly name: string; readonly does: string }[];
  readonly rows: readonly OpeningRow[];
  readonly alone: readonly Alone[];
}

function rowOf({ sample, times }: Result): OpeningRow {
  const ours = times.get('weborca-cert') ?? [];
  const cells = contestants.map(({ name }) => {
    const taken = times.get(name);
    if (taken === undefined) return null;
    const ratio = median(taken.map((value, round) => (ours[round] ?? Number.NaN) / value));
    return { ms: median(taken), ratio };
  });
  return { file: `${sample.format}, ${sample.iterations.toLocaleString('en')}`, cells };
}

/** Opens the same files with everybody, turn by turn. Needs the openssl command. */
export async function openings(iterations: readonly number[]): Promise<Openings> {
  const samples = await prepare(iterations);
  try {
    const rows: OpeningRow[] = [];
    for (const sample of samples.files) rows.push(rowOf(await compete(sample)));
    return {
      contestants: contestants.map(({ name, does }) => ({ name, does })),
      rows,
      alone: samples.files.map((sample) => measureAlone(sample)),
    };
  } finally {
    samples.remove();
  }
}
