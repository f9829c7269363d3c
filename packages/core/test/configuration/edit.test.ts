import { mkdir, readFile, readdir, stat, symlink, writeFile, chmod, lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  addBackupDestination,
  addCertificateEntry,
  addConsumerEntry,
  addDownloadHost,
  removeCertificateEntry,
  removeConsumerEntry,
  renameCertificateEntry,
  setFailureCommand,
  setServiceApi,
} from '../../src/configuration/edit.ts';
import { loadConfiguration } from '../../src/configuration/load.ts';
import { findPlaces } from '../../src/configuration/places.ts';
import { configurationEffects } from '../support/configuration-effects.ts';
import { modeHere, onWindows, unixOnly } from '../support/left-out.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

async function setUp(text?: string | Buffer) {
  const homeDir = await temporaryFolder();
  const effects = configurationEffects(homeDir);
  const { platform } = process;
  const places = findPlaces({ env: {}, platform, homeDir, cwd: onWindows ? 'C:\\' : '/' });
  if (text !== undefined) {
    await mkdir(dirname(places.configFile), { recursive: true, mode: 0o700 });
    await writeFile(places.configFile, text, { mode: 0o600 });
  }
  const written = () => readFile(places.configFile, 'utf8');
  return { effects, places, written };
}

const handMade = `{
\t// for the reception
\t"certificates": { // all of them
\t\t/* main house */ "本院": { "service": "demo", "backups": [] }, // note a
\t\t// about b
\t\t"b": {
\t\t\t"renewWithin": "90d" // asked for by Dr. X
\t\t} // note b
\t\t// tail
\t}
}
`.replaceAll('\n', '\r\n');

describe('a configuration that is not there yet', () => {
  test('is created for its owner alone, with the schema beside it and a word of help', async () => {
    const { effects, places, written } = await setUp();
    const configuration = await addCertificateEntry({ effects, places }, 'clinic-a', {
      service: 'production',
      renewWithin: { unit: 'days', value: 60 },
      backups: ['D:/backup'],
      consumers: [
        { kind: 'pkcs12', path: '~/000000_JP_u00000000_client001.p12', password: 'keep' },
      ],
    });
    expect(configuration.certificates.get('clinic-a')?.thresholds.due.value).toBe(60);
    expect(await written()).toMatchSnapshot();
    expect((await stat(places.configFile)).mode & 0o777).toBe(modeHere(0o600));
    expect((await stat(dirname(places.configFile))).mode & 0o777).toBe(modeHere(0o700));
    expect((await readdir(dirname(places.configFile))).toSorted()).toEqual([
      'config.json',
      'config.schema.json',
    ]);
    const again = await loadConfiguration(effects, places);
    expect(again).toEqual(configuration);
  });
});

describe('edits keep what they are not about', () => {
  test('a new entry goes behind the comment of the last one, with its commas and line ends', async () => {
    const { effects, places, written } = await setUp(handMade);
    await addCertificateEntry({ effects, places }, 'c', { service: 'demo' });
    await setFailureCommand({ effects, places }, 'b', ['tell']);
    await addBackupDestination({ effects, places }, '本院', { path: '/mnt/x', password: 'beside' });
    expect(await written()).toBe(
      handMade
        .replace('"backups": []', '"backups": ["/mnt/x"]')
        .replace(
          '"90d" // asked for by Dr. X',
          '"90d", // asked for by Dr. X\r\n\t\t\t"onFailure": ["tell"]',
        )
        .replace('} // note b', '}, // note b\r\n\t\t"c": { "service": "demo" }'),
    );
  });

  test('adding and removing gives the same bytes again', async () => {
    const { effects, places, written } = await setUp(handMade);
    await addCertificateEntry({ effects, places }, 'c', { service: 'demo' });
    expect(await written()).not.toBe(handMade);
    await removeCertificateEntry({ effects, places }, 'c');
    expect(await written()).toBe(handMade);
  });

  test('consumers are told apart by what they are', async () => {
    const { effects, places, written } = await setUp(handMade);
    await addConsumerEntry({ effects, places }, 'b', { kind: 'manual', label: '受付' });
    await addConsumerEntry({ effects, places }, 'b', { kind: 'pkcs12', path: '~/x.p12' });
    await addConsumerEntry({ effects, places }, 'b', { kind: 'manual', label: '薬局' });
    const removed = await removeConsumerEntry(
      { effects, places },
      'b',
      ({ kind }) => kind === 'manual',
    );
    expect(removed.certificates.get('b')?.consumers).toEqual([{ kind: 'pkcs12', path: '~/x.p12' }]);
    expect(await written()).toBe(
      handMade.replace(
        '"90d" // asked for by Dr. X',
        '"90d", // asked for by Dr. X\r\n\t\t\t"consumers": [\r\n\t\t\t\t{ "kind": "pkcs12", "path": "~/x.p12" }\r\n\t\t\t]',
      ),
    );
  });

  test('renaming changes the key alone', async () => {
    const { effects, places, written } = await setUp(handMade);
    await renameCertificateEntry({ effects, places }, { from: '本院', to: 'main.house' });
    await renameCertificateEntry({ effects, places }, { from: 'b', to: 'B' });
    expect(await written()).toBe(handMade.replace('"本院"', '"main.house"').replace('"b"', '"B"'));
  });

  test('trailing commas stay trailing commas', async () => {
    const text = '{\n  "certificates": {\n    "a": {}, // a\n    "b": {},\n  },\n}\n';
    const { effects, places, written } = await setUp(text);
    await addCertificateEntry({ effects, places }, 'c', { service: 'demo' });
    expect(await written()).toBe(
      text.replace('"b": {},', '"b": {},\n    "c": { "service": "demo" },'),
    );
    await removeCertificateEntry({ effects, places }, 'b');
    expect(await written()).toBe(text.replace('"b": {},', '"c": { "service": "demo" },'));
  });

  test('services and their hosts', async () => {
    const { effects, places, written } = await setUp('{}\n');
    await setServiceApi(
      { effects, places },
      'production',
      new URL('https://auth.example/api/cert'),
    );
    await addDownloadHost({ effects, places }, { service: 'production', host: 'dl.example:8443' });
    await addDownloadHost({ effects, places }, { service: 'production', host: 'DL.example:8443' });
    const { services } = await setServiceApi({ effects, places }, 'production', null);
    expect(services.get('production')).toMatchObject({
      api: null,
      downloadHosts: ['dl.example:8443'],
    });
    expect(await written()).toBe(
      '{\n  "services": {\n    "production": { "api": null, "downloadHosts": ["dl.example:8443"] }\n  }\n}\n',
    );
  });

  test('a backup place is added once', async () => {
    const { effects, places } = await setUp();
    await addCertificateEntry({ effects, places }, 'a', { service: 'demo' });
    const path = onWindows ? String.raw`D:\控え` : '/mnt/x';
    const destination = { path, password: 'separate' } as const;
    await addBackupDestination({ effects, places }, 'a', destination);
    const added = await addBackupDestination({ effects, places }, 'a', destination);
    expect(added.certificates.get('a')?.backups).toEqual([destination]);
  });

  test.skipIf(onWindows)(`a byte order mark, the rights and a link stay${unixOnly}`, async () => {
    const { effects, places } = await setUp();
    const real = join(dirname(dirname(dirname(places.configFile))), 'real.json');
    await writeFile(real, '\ufeff{}');
    await chmod(real, 0o640);
    await mkdir(dirname(places.configFile), { recursive: true, mode: 0o700 });
    await symlink(real, places.configFile);
    await addCertificateEntry({ effects, places }, 'a', { service: 'demo' });
    expect((await lstat(places.configFile)).isSymbolicLink()).toBe(true);
    expect((await readFile(real)).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect((await stat(real)).mode & 0o777).toBe(0o640);
    expect((await loadConfiguration(effects, places)).certificates.has('a')).toBe(true);
  });
});

describe('edits that cannot be made leave the file as it was', () => {
  test.for([
    ['name-taken', 'B'],
    ['usage-invalid', '../x'],
    ['usage-invalid', 'nul'],
  ] as const)('%s: adding %s', async ([code, name]) => {
    const { effects, places, written } = await setUp(handMade);
    await expect(
      (async () => addCertificateEntry({ effects, places }, name, { service: 'demo' }))(),
    ).rejects.toMatchObject({ code });
    expect(await written()).toBe(handMade);
  });

  test('unknown names, unknown services, and names that are taken', async () => {
    const { effects, places, written } = await setUp(handMade);
    const unknown = { code: 'name-unknown', details: { name: 'x', known: ['本院', 'b'] } };
    await expect(removeCertificateEntry({ effects, places }, 'x')).rejects.toMatchObject(unknown);
    await expect(
      renameCertificateEntry({ effects, places }, { from: 'x', to: 'y' }),
    ).rejects.toMatchObject(unknown);
    await expect(
      addConsumerEntry({ effects, places }, 'x', { kind: 'manual' }),
    ).rejects.toMatchObject(unknown);
    await expect(
      renameCertificateEntry({ effects, places }, { from: 'b', to: '本院' }),
    ).rejects.toMatchObject({
      code: 'name-taken',
    });
    await expect(
      addCertificateEntry({ effects, places }, 'c', { service: 'nowhere' }),
    ).rejects.toMatchObject({
      code: 'config-invalid',
    });
    expect(await written()).toBe(handMade);
  });

  test('a file that is broken already', async () => {
    const { effects, places, written } = await setUp('{ "certificates": {');
    await expect(
      addCertificateEntry({ effects, places }, 'c', { service: 'demo' }),
    ).rejects.toMatchObject({
      code: 'config-invalid',
    });
    expect(await written()).toBe('{ "certificates": {');
  });

  test('a disk that is full', async () => {
    const { effects, places, written } = await setUp(handMade);
    const full = {
      ...effects.files,
      rename: async (from: string, to: string) => {
        if (to === places.configFile) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
        await effects.files.rename(from, to);
      },
    };
    await expect(
      addCertificateEntry({ effects: { ...effects, files: full }, places }, 'c', {
        service: 'demo',
      }),
    ).rejects.toMatchObject({ code: 'destination-not-writable', details: { reason: 'disk-full' } });
    expect(await written()).toBe(handMade);
  });
});

describe('two at once', () => {
  test('of edits in one process none is lost', async () => {
    const { effects, places } = await setUp();
    const names = Array.from({ length: 12 }, (_, index) => `n${index}`);
    await Promise.all(
      names.map((name) => addCertificateEntry({ effects, places }, name, { service: 'demo' })),
    );
    const { certificates } = await loadConfiguration(effects, places);
    expect([...certificates.keys()].toSorted()).toEqual(names.toSorted());
  });

  test('what an editor saves in between is not overwritten', async () => {
    const { effects, places, written } = await setUp('{\n}\n');
    let saved = false;
    const files = {
      ...effects.files,
      readFile: async (path: string) => {
        const bytes = await effects.files.readFile(path);
        if (path === places.configFile && !saved) {
          saved = true;
          await writeFile(path, '{\n  // saved meanwhile\n}\n');
        }
        return bytes;
      },
    };
    await addCertificateEntry({ effects: { ...effects, files }, places }, 'a', { service: 'demo' });
    expect(await written()).toContain('// saved meanwhile');
    expect(await written()).toContain('"a"');
  });
});
