import { isWeborcaError } from '../../../src/errors.ts';
import { openPkcs12 } from '../../../src/pkcs12/open.ts';
import { Secret } from '../../../src/secret.ts';
import { vectorBytes, vectors } from './vectors.ts';

/** A small generator with a seed (mulberry32): the same inputs again when something is found. */
export function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

type Random = (below: number) => number;
type Mutation = (bytes: Uint8Array, random: Random) => Uint8Array;

/** What is done to a real file: what transfers, editors, disks and attackers do. */
const mutations: readonly Mutation[] = [
  (bytes, random) => changed(bytes, random, () => random(256)),
  (bytes, random) => changed(bytes, random, (byte) => byte ^ (1 << random(8))),
  (bytes, random) => changed(bytes, random, () => pick([0, 0x7f, 0x80, 0xff, 0x30, 0x24], random)),
  (bytes, random) => bytes.subarray(0, random(bytes.length)),
  (bytes, random) => bytes.subarray(random(bytes.length)),
  (bytes, random) => Buffer.concat([bytes, bytes.subarray(random(bytes.length))]),
  (bytes, random) => {
    const from = random(bytes.length);
    const to = from + random(64);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  (bytes, random) => {
    const at = random(bytes.length);
    const piece = bytes.subarray(random(bytes.length)).subarray(0, random(64));
    return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
  },
  // The header, where lengths, algorithms and iterations are.
  (bytes, random) => {
    const copy = Uint8Array.from(bytes);
    copy[random(Math.min(160, copy.length))] = random(256);
    return copy;
  },
  (bytes, random) => {
    const copy = Uint8Array.from(bytes);
    copy[copy.length - 1 - random(Math.min(160, copy.length))] = random(256);
    return copy;
  },
];

function changed(bytes: Uint8Array, random: Random, to: (byte: number) => number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (let count = 1 + random(4); count > 0; count -= 1) {
    const at = random(copy.length);
    copy[at] = to(copy[at] ?? 0);
  }
  return copy;
}

function pick<T>(values: readonly [T, ...T[]], random: Random): T {
  return values[random(values.length)] ?? values[0];
}

// A mutated count may ask for much: this is how a caller that opens strangers' files bounds it.
const limits = { iterations: 5000, totalIterations: 40_000, memory: 4 * 1024 * 1024 };

export interface FuzzResult {
  readonly inputs: number;
  readonly verdicts: ReadonlyMap<string, number>;
  /** Milliseconds of the slowest input. */
  readonly slowest: number;
  /** Bytes of resident memory at most, seen every thousand inputs. */
  readonly memory: number;
}

/** Opens `inputs` mutated real files; throws with the seed when anything else than ours is thrown. */
export async function fuzz(inputs: number, seed: number): Promise<FuzzResult> {
  const random = createRandom(seed);
  const files = vectors
    .map(({ file, password }) => ({
      bytes: vectorBytes(file),
      password: new Secret(password ?? ''),
    }))
    .filter(({ bytes }) => bytes.length > 0);
  const verdicts = new Map<string, number>();
  let slowest = 0;
  let memory = 0;
  let done = 0;
  for (; done < inputs; done += 1) {
    const file = files[random(files.length)];
    const mutate = mutations[random(mutations.length)];
    if (file === undefined || mutate === undefined) continue;
    const start = performance.now();
    const verdict = await open(mutate(file.bytes, random), file.password, `${seed}/${done}`);
    slowest = Math.max(slowest, performance.now() - start);
    verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    if (done % 1000 === 0) memory = Math.max(memory, process.memoryUsage.rss());
  }
  return { inputs: done, verdicts, slowest, memory };
}

async function open(bytes: Uint8Array, password: Secret, name: string): Promise<string> {
  try {
    await openPkcs12(bytes, password, { limits });
    return 'opened';
  } catch (error) {
    if (isWeborcaError(error) && error.code !== 'internal') return error.code;
    throw new Error(`input ${name}`, { cause: error });
  }
}
