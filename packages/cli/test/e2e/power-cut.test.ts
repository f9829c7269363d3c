import { afterAll, beforeAll, expect, test } from 'vitest';
import { losses } from '../../../core/test/support/power-cut.ts';
import { openProcessClinic, type ProcessClinic } from './support/process-clinic.ts';
import { expectAfterPowerCut } from './support/after-power-cut.ts';
import { digestOfTree, record } from './support/recorded.ts';

let clinic: ProcessClinic;

beforeAll(async () => {
  clinic = await openProcessClinic(1);
}, 60_000);

afterAll(async () => clinic.close());

test('a power cut after any change, whatever of it got lost', { timeout: 600_000 }, async () => {
  const [place] = clinic.places;
  if (place === undefined) throw new Error('no place');
  const recording = await record(place);
  expect(recording.result).toMatchObject({ outcome: 'renewed' });
  const [issuance] = place.issued();
  if (issuance === undefined) throw new Error('nothing issued');
  const seen = new Set<string>();
  const failures: string[] = [];
  let states = 0;
  for (const loss of losses) {
    for (const cut of recording.cuts) {
      const requested = cut >= recording.requested;
      const issued = cut >= recording.issued;
      await recording.cutAfter(cut, loss);
      states += 1;
      const state = `${requested} ${issued} ${digestOfTree(place.root)}`;
      if (seen.has(state)) continue;
      seen.add(state);
      try {
        await expectAfterPowerCut(place, { requested, issued: issued ? issuance : null });
      } catch (error) {
        failures.push(`${loss}, after ${recording.describe(cut)}: ${String(error)}`);
      }
    }
  }
  process.stdout.write(`power cut: ${states} states, ${seen.size} of them different\n`);
  expect(failures).toEqual([]);
  expect(seen.size).toBeGreaterThan(100);
});
