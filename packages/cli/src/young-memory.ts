import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8's space for young objects from growing: it follows what a long run has allocated, not
 * what is alive at once, which is the same for five certificates and for 5,000
 * (docs/benchmarks-cli.md: a sixth of the memory, no more time).
 */
export function keepYoungMemorySmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
