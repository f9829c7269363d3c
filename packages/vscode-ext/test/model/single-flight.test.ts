import { describe, expect, it } from 'vitest';
import { singleFlight } from '../../src/model/single-flight.ts';

/** Work whose runs end when the test says so. */
function gate() {
  const runs: PromiseWithResolvers<number>[] = [];
  const call = singleFlight(() => {
    const run = Promise.withResolvers<number>();
    runs.push(run);
    return run.promise;
  });
  return { runs, call };
}

describe('singleFlight', () => {
  it('runs once at a time and once more for all who came in between', async () => {
    const { runs, call } = gate();
    const first = call();
    const second = call();
    const third = call();
    expect(runs).toHaveLength(1);
    runs[0]?.resolve(1);
    expect(await first).toBe(1);
    await expect.poll(() => runs.length).toBe(2);
    runs[1]?.resolve(2);
    expect(await Promise.all([second, third])).toEqual([2, 2]);
    expect(runs).toHaveLength(2);
  });

  it('runs again after a failure, also for those who waited', async () => {
    const { runs, call } = gate();
    const first = call();
    const second = call();
    runs[0]?.reject(new Error('no'));
    await expect(first).rejects.toThrow('no');
    await expect.poll(() => runs.length).toBe(2);
    runs[1]?.resolve(2);
    expect(await second).toBe(2);
  });
});
