import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { rollback } from '../../src/porcelain/versions.ts';
import { kept, useCertificates } from './support/kept.ts';

// Real files and keys, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const certificates = useCertificates();

test('goes back to a version that opens, not to the damaged one that was restored since', async () => {
  const place = await kept(certificates());
  const { folder } = await place.put('old');
  const path = await place.backUp();
  await writeFile(join(folder, 'certificate.p12'), 'x');
  const { version: restored } = await place.restore(path);
  await place.put('renewed');
  const back = () => rollback(place.context, 'clinic-a', { force: false });
  expect(await back()).toMatchObject({ to: restored });
  expect(await place.inUse()).toBe(certificates().old.fingerprint);
  // And from there to the other certificate again, not to the damaged copy of this one.
  await back();
  expect(await place.inUse()).toBe(certificates().renewed.fingerprint);
});
