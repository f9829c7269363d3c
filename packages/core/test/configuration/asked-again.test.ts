import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfiguration } from '../../src/configuration/load.ts';
import { findPlaces } from '../../src/configuration/places.ts';
import { nodeEffects } from '../../src/node-effects.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

test('a configuration that is asked for again is judged anew when a byte of it has changed', async () => {
  const home = await temporaryFolder();
  const effects = nodeEffects({ command: 'test' });
  const file = join(home, 'config.json');
  const places = findPlaces(effects, { config: file });
  const at = new Date('2026-11-22T00:00:00Z');
  const write = async (name: string): Promise<void> => {
    await writeFile(file, `{"certificates": {"${name}": {}}}`, { mode: 0o600 });
    await utimes(file, at, at);
  };
  const read = () => loadConfiguration(effects, places);

  await write('a');
  const first = await read();
  expect(await read()).toBe(first);
  // The same size and the same times.
  await write('b');
  expect([...(await read()).certificates.keys()]).toEqual(['b']);
  // The same text, read for somebody whose paths begin elsewhere.
  const elsewhere = await loadConfiguration({ ...effects, homeDir: '/elsewhere' }, places);
  expect(elsewhere).not.toBe(await read());
  await writeFile(file, '{"certificates": {"b": {"x": 1}}}');
  await expect(read()).rejects.toMatchObject({ code: 'config-invalid' });
});
