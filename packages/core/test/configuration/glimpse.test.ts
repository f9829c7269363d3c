import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { glimpse } from '../../src/configuration/glimpse.ts';
import { findPlaces } from '../../src/configuration/places.ts';
import { nodeEffects } from '../../src/node-effects.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

async function glimpseOf(text: string | Uint8Array, mode = 0o600) {
  const folder = await temporaryFolder();
  await chmod(folder, 0o700);
  const configFile = join(folder, 'config.json');
  await writeFile(configFile, text);
  await chmod(configFile, mode);
  const effects = nodeEffects({ command: 'test' });
  const places = findPlaces(effects, { config: configFile });
  return { folder, seen: await glimpse(effects, places) };
}

const support = '"support": { "name": "神戸", "phone": "078" }';

describe('what a configuration that is not valid still tells', () => {
  test.each([
    ['an unknown key', `{ "publish": "there", ${support}, "oops": 1 }`],
    ['a comma too few', `{ "publish": "there" ${support} }`],
    ['an end that is missing', `{ "publish": "there", ${support}, "certificates": { "a": {`],
    ['a key twice', `{ "publish": "x", "publish": "there", ${support} }`],
    ['a comment that is not closed', `{ "publish": "there", ${support} /* `],
    ['an open string at the end', `{ "publish": "there", ${support}, "machine": "`],
  ])('%s', async (_, text) => {
    const { folder, seen } = await glimpseOf(text);
    expect(seen).toMatchObject({
      publish: join(folder, 'there'),
      support: { name: '神戸', phone: '078' },
    });
  });

  test('letters of another encoding elsewhere', async () => {
    const bytes = Buffer.from(
      '{ "publish": "there", "machine": "\xe9t\xe9", "oops": 1 }',
      'latin1',
    );
    const { folder, seen } = await glimpseOf(bytes);
    expect(seen).toEqual({ publish: join(folder, 'there'), machine: null, support: null });
  });

  test.each([
    ['nothing', ''],
    ['zeros, as a power cut leaves them', '\0'.repeat(64)],
    ['another type', '{ "publish": ["there"] }'],
    ['an empty path', '{ "publish": "" }'],
    ['a list', '["publish"]'],
    ['brackets without end', '['.repeat(200_000)],
  ])('nowhere to publish: %s', async (_, text) => {
    const { seen } = await glimpseOf(text);
    expect(seen?.publish ?? null).toBeNull();
  });

  test.skipIf(process.platform === 'win32')('nothing where others can write it', async () => {
    const { seen } = await glimpseOf('{ "publish": "there", "oops": 1 }', 0o666);
    expect(seen).toBeNull();
  });
});
