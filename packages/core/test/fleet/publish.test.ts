import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanHost, hostsOf, publishedName } from '../../src/fleet/machine-names.ts';
import { ownPublished, publishStatus } from '../../src/fleet/publish.ts';
import { readPublished } from '../../src/fleet/read-published.ts';
import { nodeEffects } from '../../src/node-effects.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

const configFile = '/config.json';
const nothing = { certificates: [], lastRun: null, stopped: null, support: null };

test('a machine that is called otherwise now does not stay behind under its old name', async () => {
  const place = await temporaryFolder();
  const folder = join(place, 'shared');
  const stateDir = join(place, 'state');
  await mkdir(folder);
  const effects = nodeEffects({ command: 'test' });
  const publishAs = (host: string) =>
    publishStatus(
      { ...effects, process: { ...effects.process, host } },
      { folder, stateDir, configFile, machine: null },
      nothing,
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
      { folder, stateDir, configFile, machine: null },
      nothing,
    );
  }
  const own = [await ownPublished(effects, here), await ownPublished(effects, there)];
  expect(new Set(own)).toEqual(new Set(await readdir(folder)));
  expect((await readPublished(effects, folder)).sources).toHaveLength(2);
  const { sources } = await readPublished(effects, folder, { except: own[0] ?? null });
  expect(sources).toMatchObject([{ host: '受付-PC', stale: false }]);
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

test('a file that names nobody is not ours, and shown by what it is called', async () => {
  const folder = await temporaryFolder();
  const document = { schemaVersion: 1, command: 'status', at: new Date(), certificates: [] };
  for (const name of ['-00000001', '  -00000002', '--00000003', 'a-00000004'])
    await writeFile(join(folder, `${name}.weborca-cert.json`), JSON.stringify(document));
  const { sources } = await readPublished(nodeEffects({ command: 'test' }), folder);
  expect(sources.map(({ host, id, trouble }) => [host, id, trouble])).toEqual([
    ['  -00000002', '00000002', 'not-ours'],
    ['--00000003', '00000003', 'not-ours'],
    ['-00000001', '00000001', 'not-ours'],
    ['a', '00000004', null],
  ]);
});

test.each([
  ['受付PC', '受付PC'],
  ['神戸クリニック 受付', '神戸クリニック-受付'],
  ['青葉台内科・小児科（本院）', '青葉台内科-小児科-本院'],
  ['が\u3099か\u3099', 'が\u3099が'],
  ['ﾊﾞｯｸｵﾌｨｽ 々〆ヶ 𠮷', 'ﾊﾞｯｸｵﾌｨｽ-々〆ヶ-𠮷'],
  ['葛\u{e0100}城', '葛城'],
  ['kobe-1.example', 'kobe-1.example'],
  ['..', 'host'],
  ['\u202e', 'host'],
  ['a/b\\c:d*e?"<>|f', 'a-b-c-d-e-f'],
  ['-x-', 'x'],
])('the machine %s is called %s in its file’s name', (host, called) => {
  expect(cleanHost(host)).toBe(called);
  expect(hostsOf([publishedName(host, '0123abcd')])(publishedName(host, '0123abcd'))).toBe(called);
});

test('a long name is cut between letters, and its file’s name fits an encrypted folder', () => {
  for (const letter of ['青', '𠮷', 'a', 'か\u3099']) {
    const name = publishedName(letter.repeat(200), '0123abcd');
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(143);
    expect(name.isWellFormed()).toBe(true);
    expect(hostsOf([name])(name)).toBe(cleanHost(letter.repeat(200)));
  }
});

test('a name that macOS hands on decomposed is shown as it was, and two such are two', () => {
  const composed = publishedName('ガ', '0123abcd');
  const decomposed = composed.normalize('NFD');
  expect(decomposed).not.toBe(composed);
  expect(hostsOf([decomposed])(decomposed)).toBe('ガ');
  const hostOf = hostsOf([composed, decomposed]);
  expect(hostOf(composed)).not.toBe(hostOf(decomposed));
});

test('a machine is called as its configuration says', async () => {
  const place = await temporaryFolder();
  const folder = join(place, 'shared');
  await mkdir(folder);
  const effects = nodeEffects({ command: 'test' });
  const at = { folder, stateDir: join(place, 'state'), configFile };
  await publishStatus(effects, { ...at, machine: null }, nothing);
  await publishStatus(effects, { ...at, machine: '神戸クリニック 受付' }, nothing);
  // What it was called before is gone.
  expect(await readdir(folder)).toHaveLength(1);
  const { sources } = await readPublished(effects, folder);
  expect(sources).toMatchObject([{ host: '神戸クリニック-受付' }]);
});

test('a run that came to no certificate tells it since when, beside what was known', async () => {
  const place = await temporaryFolder();
  const folder = join(place, 'shared');
  await mkdir(folder);
  const at = { folder, stateDir: join(place, 'state'), configFile, machine: 'kobe-1' };
  let now = new Date('2026-11-20T00:00:00Z');
  const effects = { ...nodeEffects({ command: 'test' }), now: () => now };
  const support = { name: 'desk', phone: '078' };
  const unreadable = { name: 'clinic-a', state: 'unreadable', service: 'production' };
  await publishStatus(effects, at, { ...nothing, support });
  const [file = ''] = await readdir(folder);
  const document: object = JSON.parse(await readFile(join(folder, file), 'utf8'));
  const known = { ...document, certificates: [{ ...unreadable, renewWithin: '30d' }] };
  await writeFile(join(folder, file), JSON.stringify(known));
  const stop = { ...nothing, certificates: null };
  for (const day of ['2026-11-21', '2026-11-22']) {
    now = new Date(`${day}T00:00:00Z`);
    await publishStatus(effects, at, { ...stop, stopped: 'config-invalid' });
  }
  const since = new Date('2026-11-21T00:00:00Z');
  expect(await readPublished(effects, folder)).toMatchObject({
    sources: [
      { host: 'kobe-1', at: now, stopped: { at: now, since, code: 'config-invalid' }, support },
    ],
    certificates: [unreadable],
  });
  expect(await readFile(join(folder, file), 'utf8')).toContain('"renewWithin":"30d"');
  await publishStatus(effects, at, { ...stop, stopped: 'nothing-under-care', certificates: [] });
  expect(await readPublished(effects, folder)).toMatchObject({
    sources: [{ stopped: { since: now, code: 'nothing-under-care' } }],
    certificates: [],
  });
  await publishStatus(effects, at, nothing);
  expect(await readPublished(effects, folder)).toMatchObject({ sources: [{ stopped: null }] });
});

test('a folder that is away in a run that was stopped is told in the next one', async () => {
  const place = await temporaryFolder();
  const at = {
    folder: join(place, 'away'),
    stateDir: join(place, 'state'),
    configFile,
    machine: null,
  };
  const effects = nodeEffects({ command: 'test' });
  const publishing = (stopped: 'config-invalid' | null) =>
    publishStatus(effects, at, { ...nothing, stopped });
  await publishing('config-invalid');
  expect(await publishing(null)).toMatchObject({ code: 'destination-not-writable' });
  expect(await publishing(null)).toBeNull();
});
