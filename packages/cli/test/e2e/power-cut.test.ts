import { afterAll, beforeAll, expect, test } from 'vitest';
import { losses, type Loss } from '../../../core/test/support/power-cut.ts';
import { isLongRun, sweepingWithin, sweepOf } from '../../../core/test/support/sweep.ts';
import { openProcessClinic, type Place, type ProcessClinic } from './support/process-clinic.ts';
import { expectAfterPowerCut } from './support/after-power-cut.ts';
import { digestOfTree, record, type Recording } from './support/recorded.ts';

let clinic: ProcessClinic;

beforeAll(async () => {
  clinic = await openProcessClinic(1);
}, 60_000);

afterAll(async () => clinic.close());

interface Seen {
  /** Different states, looked at once each. */
  readonly states: Set<string>;
  readonly failures: string[];
}

/** Leaves what the cut leaves, and looks at it unless the very same was looked at before. */
async function cutAndGoOn(
  place: Place,
  recording: Recording,
  { cut, loss }: { readonly cut: number; readonly loss: Loss },
  { states, failures }: Seen,
): Promise<void> {
  const requested = cut >= recording.requested;
  const { issuance } = recording;
  const issued = cut >= recording.issued ? issuance : null;
  await recording.cutAfter(cut, loss);
  const state = `${requested} ${issued !== null} ${digestOfTree(place.root)}`;
  if (states.has(state)) return;
  states.add(state);
  try {
    await expectAfterPowerCut(place, { requested, issued });
  } catch (error) {
    failures.push(`${loss}, after ${recording.describe(cut)}: ${String(error)}`);
  }
}

function onlyPlace(): Place {
  const [place] = clinic.places;
  if (place === undefined) throw new Error('no place');
  return place;
}

test(
  'a power cut after any change, whatever of it got lost',
  { timeout: sweepingWithin(600_000) },
  async () => {
    const place = onlyPlace();
    const recording = await record(place);
    const { cuts } = recording;
    expect(recording.result).toMatchObject({ outcome: 'renewed' });
    expect(recording.issued).toBeLessThan(cuts.at(-1) ?? 0);
    const seen: Seen = { states: new Set(), failures: [] };
    const every = losses.flatMap((loss) => cuts.map((cut) => ({ cut, loss })));
    const sweep = sweepOf('power cut', 13);
    const chosen = every.filter((_, index) => sweep.takes(index));
    for (const one of chosen) await cutAndGoOn(place, recording, one, seen);
    const { states, failures } = seen;
    process.stdout.write(
      `power cut: ${chosen.length} of ${every.length} states, ${states.size} differ; ${sweep.told}\n`,
    );
    expect(failures).toEqual([]);
    expect(states.size).toBeGreaterThan(isLongRun ? 100 : 15);
  },
);

test(
  'killed around the request, gone on, then the power goes',
  { timeout: sweepingWithin(600_000) },
  async () => {
    const place = onlyPlace();
    const { cuts, requested, issued } = await record(place);
    const first = cuts.findIndex((cut) => cut >= requested) - 6;
    const last = cuts.findIndex((cut) => cut >= issued) + 8;
    const seen: Seen = { states: new Set(), failures: [] };
    const sweep = sweepOf('killed, then power cut', 7);
    for (let killAt = first; killAt <= last; killAt += 1) {
      if (!sweep.takes(killAt)) continue;
      const recording = await record(place, killAt);
      // Every tenth change of the second run, each time other ones: it is what relies on the first.
      const second = recording.cuts.slice(killAt).filter((_, index) => index % 10 === killAt % 10);
      for (const cut of second) {
        await cutAndGoOn(place, recording, { cut, loss: 'unsynced-dropped' }, seen);
      }
    }
    process.stdout.write(`killed, then power cut: ${seen.states.size} states; ${sweep.told}\n`);
    expect(seen.failures).toEqual([]);
    expect(seen.states.size).toBeGreaterThan(isLongRun ? 50 : 5);
  },
);
