import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { publishStatus } from '../../src/fleet/publish.ts';
import { nodeEffects } from '../../src/node-effects.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

test('a machine that is called otherwise now does not stay behind under its old name', async () => {
  const place = await temporaryFolder();
  const folder = join(place, 'shared');
  const stateDir = join(place, 'state');
  await mkdir(folder);
  const effects = nodeEffects({ command: 'test' });
  const publishAs = (host: string) =>
    publishStatus(
      { ...effects, process: { ...effects.process, host } },
      { folder, stateDir },
      { certificates: [], lastRun: null, support: null },
    );
  expect(await publishAs('pod-a')).toBeNull();
  const [first = ''] = await readdir(folder);
  expect(first).toMatch(/^pod-a-[0-9a-f]{8}\.weborca-cert\.json$/);
  expect(await publishAs('pod-b')).toBeNull();
  expect(await readdir(folder)).toEqual([first.replace('pod-a', 'pod-b')]);
});
