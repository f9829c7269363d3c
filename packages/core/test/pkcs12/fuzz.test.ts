import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { fuzz } from './support/fuzz.ts';
import { leftOut } from '../support/left-out.ts';

const seed = Number(process.env['WEBORCA_FUZZ_SEED'] ?? 1);
const longRun = Number(process.env['WEBORCA_FUZZ_INPUTS'] ?? 0);

// By count and not by the clock: a busy machine must not make it less. The long run has the bounds.
test('mutated files end in our own errors', async () => {
  const { inputs, verdicts } = await fuzz(600, seed);
  expect(inputs).toBe(600);
  expect([...verdicts.keys()]).toContain('pkcs12-damaged');
}, 300_000);

const report = v.object({ inputs: v.number(), slowest: v.number(), memory: v.number() });

/** WEBORCA_FUZZ_INPUTS=1000000; an hour or more. Anything but our own errors ends it. */
test.skipIf(longRun === 0)(
  `the long run, also within 256 MB${leftOut(longRun > 0, 'WEBORCA_FUZZ_INPUTS')}`,
  async () => {
    const script = fileURLToPath(new URL('support/fuzz-run.ts', import.meta.url));
    const heap = ['--max-old-space-size=64', '--max-semi-space-size=8'];
    const args = [...heap, script, String(longRun), String(seed)];
    const options = { env: {}, maxBuffer: 64 * 1024 * 1024 };
    const { stdout } = await promisify(execFile)(process.execPath, args, options);
    const { inputs, slowest, memory } = v.parse(report, JSON.parse(stdout));
    expect(inputs).toBe(longRun);
    expect(slowest).toBeLessThan(5000);
    expect(memory).toBeLessThan(256e6);
  },
  24 * 3600 * 1000,
);
