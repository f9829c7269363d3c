import { expect, test } from 'vitest';
import { fuzz } from './support/fuzz.ts';

const wanted = Number(process.env['WEBORCA_FUZZ_INPUTS'] ?? 4000);
const seed = Number(process.env['WEBORCA_FUZZ_SEED'] ?? 1);
const isLong = wanted > 4000;

/** WEBORCA_FUZZ_INPUTS=1000000 for the long run (about two hours); the short one ends by itself. */
test(
  'mutated files end in our own errors, soon and in little memory',
  async () => {
    const start = performance.now();
    const result = await fuzz(wanted, seed, () => !isLong && performance.now() - start > 10_000);
    expect(result.inputs).toBeGreaterThan(isLong ? wanted - 1 : 300);
    expect(result.slowest).toBeLessThan(5000);
    expect(result.memory).toBeLessThan(isLong ? 256e6 : 512e6);
    expect([...result.verdicts.keys()]).toContain('pkcs12-damaged');
    if (isLong)
      process.stdout.write(`${JSON.stringify({ ...result, verdicts: [...result.verdicts] })}\n`);
  },
  24 * 3600 * 1000,
);
