import type { SealingFormat } from './types.ts';

/**
 * Of every derivation, where nothing is known of a file before. Old programs take seconds from 100,000
 * on.
 */
export const defaultIterations: Readonly<Record<SealingFormat, number>> = {
  modern: 100_000,
  compatible: 2048,
};

/** Windows refuses more: a file that had more keeps fewer rather than becoming useless. */
export const mostIterations = 600_000;
