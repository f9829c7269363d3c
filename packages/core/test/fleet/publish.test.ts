import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ownPublished, publishStatus } from '../../src/fleet/publish.ts';
import { readPublished } from '../../src/fleet/read-published.ts';
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

test('a machine tells its own file from those of others, also from one of the same name', async () => {
  const place = await temporaryFolder();
  const folder = join(place, 'shared');
  await mkdir(folder);
  const effects = nodeEffects({ command: 'test' });
  const states = ['here', 'there'].map((name) => join(place, name));
  const [here = '', there = ''] = states;
  expect(await ownPublished(effects, here)).toBeNull();
  for (const stateDir of states) {
    await publishStatus(
      { ...effects, process: { ...effects.process, host: '受付 PC' } },
      { folder, stateDir },
      { certificates: [], lastRun: null, support: null },
    );
  }
  const own = [await ownPublished(effects, here), await ownPublished(effects, there)];
  expect(new Set(own)).toEqual(new Set(await readdir(folder)));
  expect((await readPublished(effects, folder)).sources).toHaveLength(2);
  const { sources } = await readPublished(effects, folder, own[0]);
  expect(sources).toMatchObject([{ host: 'PC', stale: false }]);
});

test('no two machines have one name, whatever their files are called', async () => {
  const folder = await temporaryFolder();
  const long = 'x'.repeat(90);
  const called = [
    ...['a', 'a-12345678', 'a-12345678-87654321', 'kobe-1-00000000'],
    ...[`${long}1-00000000`, `${long}2-00000000`, 'b\u202e', 'b\u202d'],
  ];
  for (const name of called) await writeFile(join(folder, `${name}.weborca-cert.json`), '');
  const { sources } = await readPublished(nodeEffects({ command: 'test' }), folder);
  const hosts = sources.map(({ host }) => host);
  expect(new Set(hosts).size).toBe(called.length);
  expect(hosts).toContain('kobe-1');
  expect(hosts.every((host) => host.length <= 80)).toBe(true);
});
