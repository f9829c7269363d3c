import { expect, test } from 'vitest';
import { inspect } from '../../src/porcelain/inspect.ts';
import { clinic } from '../support/clinic.ts';

test('a folder is not called missing', async () => {
  const place = await clinic();
  const looking = inspect(place.context, place.home, { password: async () => null });
  await expect(looking).rejects.toMatchObject({
    code: 'not-a-certificate',
    details: { path: place.home, found: 'is-a-folder' },
  });
});
