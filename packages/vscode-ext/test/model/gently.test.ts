import { expect, it } from 'vitest';
import { gently } from '../../src/model/gently.ts';

it('follows the first change at once, rests as long as that took, and once more for all that came', async () => {
  let now = 0;
  let runs = 0;
  const pauses: { readonly ms: number; readonly over: () => void }[] = [];
  const ended = Promise.withResolvers<void>();
  const changed = gently(
    async () => {
      runs += 1;
      await ended.promise;
      now += 300;
    },
    { now: () => now, later: (ms, over) => pauses.push({ ms, over }) },
  );
  changed();
  expect(runs).toBe(1);
  for (let times = 0; times < 5; times += 1) changed();
  ended.resolve();
  await expect.poll(() => pauses.length).toBe(1);
  changed();
  expect(runs).toBe(1);
  expect(pauses[0]?.ms).toBe(300);
  pauses[0]?.over();
  expect(runs).toBe(2);
  await expect.poll(() => pauses.length).toBe(2);
  pauses[1]?.over();
  expect(runs).toBe(2);
  changed();
  expect(runs).toBe(3);
});
