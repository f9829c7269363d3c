import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findPlaces } from '../../src/configuration/places.ts';
import { loadConfiguration } from '../../src/configuration/load.ts';
import { nodeEffects } from '../../src/node-effects.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

test('a configuration that a person named has to be there, unless it is about to be written', async () => {
  const effects = nodeEffects({ command: 'test' });
  const folder = await temporaryFolder();
  const places = findPlaces(effects, { config: join(folder, 'typo.json') });
  await expect(loadConfiguration(effects, places)).rejects.toMatchObject({
    code: 'config-invalid',
    details: { reason: 'unreadable', why: 'missing' },
  });
  const empty = await loadConfiguration(effects, places, { aboutToWrite: true });
  expect(empty.certificates.size).toBe(0);
  const unnamed = { ...places, configNamed: false };
  expect((await loadConfiguration(effects, unnamed)).certificates.size).toBe(0);
});
