import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  failingFileSystem,
  type FileOperation,
} from '../../../core/test/support/file-operations.ts';
import { isLongRun, sweepingWithin, sweepOf } from '../../../core/test/support/sweep.ts';
import { openProcessClinic, type Place, type ProcessClinic } from './support/process-clinic.ts';
import { expectFinished, expectPromise } from './support/promise.ts';
import { disk, renewHere } from './support/recorded.ts';

let clinic: ProcessClinic;

beforeAll(async () => {
  clinic = await openProcessClinic(1);
}, 60_000);

afterAll(async () => clinic.close());

/** What needs disk: all but what is written over in place, or only gets another name. */
function takesSpace({ kind }: FileOperation): boolean {
  return kind === 'create' || kind === 'append' || kind === 'makeDirectory';
}

/** Codes that say what is wrong: the store, the backup, the consumer. Never `internal`. */
const told = [undefined, 'destination-not-writable', 'backup-failed', 'consumer-failed'];

async function failAt(place: Place, n: number, fails: 'once' | 'from-then-on'): Promise<void> {
  place.reset();
  const { files } = failingFileSystem(disk, n, 'ENOSPC', { counts: takesSpace, fails });
  const result = await renewHere(place, { files });
  expect(told).toContain(result.error?.code);
  const [issued] = place.issued();
  await expectPromise(place, issued === undefined ? [] : [issued.pass]);
  const next = await renewHere(place);
  expect(next.error).toBeUndefined();
  expect(['renewed', 'resumed', 'not-due']).toContain(next.outcome);
  expect(place.posts()).toBe(1);
  await expectFinished(place, place.issued()[0]?.fingerprint ?? 'none');
}

test.each(['once', 'from-then-on'] as const)(
  'a disk that is full at any write, %s',
  { timeout: sweepingWithin(300_000) },
  async (fails) => {
    const [place] = clinic.places;
    if (place === undefined) throw new Error('no place');
    place.reset();
    const counting = failingFileSystem(disk, 0, 'ENOSPC', { counts: takesSpace });
    await renewHere(place, { files: counting.files });
    const failures: string[] = [];
    const sweep = sweepOf(`full disk ${fails}`, 5);
    let tried = 0;
    for (let n = 1; n <= counting.count(); n += 1) {
      if (!sweep.takes(n)) continue;
      tried += 1;
      await failAt(place, n, fails).catch((error: unknown) =>
        failures.push(`${n}: ${String(error)}`),
      );
    }
    process.stdout.write(
      `full disk, ${fails}: ${tried} of ${counting.count()} points, ${sweep.told}\n`,
    );
    expect(failures).toEqual([]);
    expect(tried).toBeGreaterThan(isLongRun ? 30 : 5);
  },
);
