import { limit } from './problems.ts';
import { type Derivation, hashLengths } from './scheme.ts';

/** Bounds against hostile files. */
export interface Limits {
  /** Of the file. Real ones have 2 to 10 KB. */
  readonly bytes: number;
  /** Of one derivation. Windows refuses more than 600,000. */
  readonly iterations: number;
  /** Of all derivations of one file together, with every spelling of the password. */
  readonly totalIterations: number;
  readonly derivations: number;
  /** Of certificates and of keys in the clear; the trust store of a system has some 150. */
  readonly certificates: number;
  readonly keys: number;
  /** Bytes that scrypt may use. */
  readonly memory: number;
}

/** About five seconds of one processor at the worst. */
export const defaultLimits: Limits = {
  bytes: 4 * 1024 * 1024,
  iterations: 5_000_000,
  totalIterations: 30_000_000,
  derivations: 200,
  certificates: 1000,
  keys: 200,
  memory: 64 * 1024 * 1024,
};

/**
 * For all files of a zip or a folder and every password together, as much as for one: a run that looks
 * into a download of somebody else's (the editor does, unasked) is not kept busy by 40 of them.
 * There are more derivations, since there are more files and passwords, and each costs little.
 */
export const severalLimits: Limits = { ...defaultLimits, derivations: 1000 };

/** What is left of the limits while one file is being opened. */
export interface Budget {
  /** @throws `pkcs12-limit` when the derivation costs more than there is. */
  readonly spend: (derivation: Derivation) => void;
  /** The same for several, before the first of them is begun; nothing is spent yet. */
  readonly require: (derivations: readonly Derivation[]) => void;
  /**
   * For what was found: each certificate is read and each key held against them, which costs as much
   * as it is, though no password is needed for it.
   *
   * @throws `pkcs12-limit`
   */
  readonly admit: (found: { readonly certificates: number; readonly keys: number }) => void;
  /** Whether these could be spent. */
  readonly affords: (derivations: readonly Derivation[]) => boolean;
}

export function createBudget(limits: Limits): Budget {
  let left = limits.totalIterations;
  let number = limits.derivations;
  let { certificates, keys } = limits;
  const check = (derivations: readonly Derivation[]): void => {
    for (const derivation of derivations) checkOne(derivation, limits);
    if (derivations.length > number) throw limit('derivations');
    if (sum(derivations) > left) throw limit('iterations');
  };
  return {
    spend: (derivation) => {
      check([derivation]);
      left -= cost(derivation);
      number -= 1;
    },
    require: check,
    admit: (found) => {
      if (found.certificates > certificates) throw limit('certificates');
      if (found.keys > keys) throw limit('keys');
      certificates -= found.certificates;
      keys -= found.keys;
    },
    affords: (derivations) => derivations.length <= number && sum(derivations) <= left,
  };
}

function sum(derivations: readonly Derivation[]): number {
  return derivations.reduce((total, derivation) => total + cost(derivation), 0);
}

function checkOne(derivation: Derivation, limits: Limits): void {
  if (derivation.kind === 'scrypt') {
    const { iterations, blockSize, parallel } = derivation;
    if (128 * blockSize * (iterations + parallel) > limits.memory) throw limit('memory');
  } else if (derivation.iterations > limits.iterations) {
    throw limit('iterations');
  }
}

/** In hash blocks; one round of scrypt's inner mixing (128 bytes of block size) is about two. */
function cost(derivation: Derivation): number {
  const { iterations } = derivation;
  if (derivation.kind === 'scrypt') {
    return 4 * iterations * derivation.blockSize * derivation.parallel;
  }
  return Math.max(1, iterations) * blockCount(derivation);
}

/** How many times the hash has to be iterated for the bytes that are wanted. */
function blockCount(derivation: Exclude<Derivation, { kind: 'scrypt' }>): number {
  return Math.ceil(derivation.length / hashLengths[derivation.hash]);
}
