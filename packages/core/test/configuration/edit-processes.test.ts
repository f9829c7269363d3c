import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { loadConfiguration } from '../../src/configuration/load.ts';
import { findPlaces } from '../../src/configuration/places.ts';
import { configurationEffects } from '../support/configuration-effects.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

const child = fileURLToPath(new URL('../support/edit-child.ts', import.meta.url));
const run = promisify(execFile);

test('of edits by several processes at once none is lost', async () => {
  const homeDir = await temporaryFolder();
  const prefixes = ['a', 'b', 'c', 'd'];
  await Promise.all(
    prefixes.map((prefix) =>
      run(process.execPath, [child, homeDir, prefix, '5'], { timeout: 60_000 }),
    ),
  );
  const places = findPlaces({ env: {}, platform: 'linux', homeDir, cwd: '/' });
  const { certificates } = await loadConfiguration(configurationEffects(homeDir), places);
  expect(certificates.size).toBe(20);
}, 70_000);
