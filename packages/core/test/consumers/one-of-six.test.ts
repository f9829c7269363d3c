import { X509Certificate } from 'node:crypto';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe as always, expect, it, vi } from 'vitest';
import type { ConsumerConfiguration } from '../../src/consumers/types.ts';
import type { FileSystem } from '../../src/files/file-system.ts';
import { nodeFileSystem } from '../../src/files/node-file-system.ts';
import { openPkcs12 } from '../../src/pkcs12/open.ts';
import { certificateToPem, encryptedKeyPem, identityToPem } from '../../src/pkcs12/pem.ts';
import { Secret } from '../../src/secret.ts';
import { haveCounterparts } from '../support/counterparts.ts';
import { hookedFileSystem, type FileOperation } from '../support/file-operations.ts';
import { partOf } from '../support/sweep.ts';
import { type Certificates, makeCertificates } from './support/certificates.ts';
import { makePlace, placeIn, states, type Place } from './support/place.ts';

const describe = haveCounterparts('openssl') ? always : always.skip;

// Real files, keys and programs, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.close());

const five: readonly ConsumerConfiguration[] = [
  { kind: 'pkcs12', path: '~/one/client.p12' },
  { kind: 'pkcs12', path: '~/two/client.p12' },
  { kind: 'pem', certificate: '~/three/client.crt', key: '~/three/client.pem' },
  { kind: 'push-exchanger', path: '~/four/push.yml' },
  { kind: 'env-file', path: '~/five/.env', passwordKey: 'PASS', pathKey: 'P12' },
];
const sixth: ConsumerConfiguration = { kind: 'pkcs12', path: '~/six/client.p12' };
const sixthSettings: ConsumerConfiguration = { kind: 'push-exchanger', path: '~/six/push.yml' };

/** Six programs in six folders, of five kinds; all have the old certificate. */
async function clinic(): Promise<Place> {
  const { old, renewed } = certificates;
  const place = await makePlace(old, renewed);
  for (const name of ['one', 'two', 'three', 'four', 'five', 'six']) await mkdir(place.at(name));
  for (const name of ['one', 'two', 'five', 'six']) {
    await writeFile(place.at(name, 'client.p12'), old.p12);
  }
  const { certificate, key } = identityToPem(old.identity);
  await writeFile(place.at('three', 'client.crt'), certificate);
  await writeFile(place.at('three', 'client.pem'), key.reveal(), { mode: 0o600 });
  for (const name of ['four', 'six']) {
    await writeFile(place.at(name, 'c.crt'), certificateToPem(old.identity.leaf.der));
    await writeFile(place.at(name, 'c.key'), encryptedKeyPem(old.identity, old.password).reveal());
    const lines = [
      `:cert: '${place.at(name, 'c.crt')}'`,
      `:cert_key: '${place.at(name, 'c.key')}'`,
    ];
    await writeFile(
      place.at(name, 'push.yml'),
      [...lines, ':passphrase: OldIssued1', ''].join('\n'),
    );
  }
  await writeFile(place.at('five', '.env'), 'P12=client.p12\nPASS=OldIssued1\n');
  return place;
}

/** The certificates that the five would use now. */
async function inUse(place: Place): Promise<readonly string[]> {
  const found: string[] = [];
  const passwords = [
    'OldIssued1',
    'OldIssued1',
    /PASS=(.*)/.exec(await text(place, 'five/.env'))?.[1],
  ];
  for (const [index, name] of ['one', 'two', 'five'].entries()) {
    const bytes = await readFile(place.at(name, 'client.p12'));
    const { identity } = await openPkcs12(bytes, new Secret(passwords[index] ?? ''));
    found.push(identity.leaf.facts.fingerprintSha256);
  }
  for (const path of ['three/client.crt', 'four/c.crt']) {
    const { fingerprint256 } = new X509Certificate(await readFile(place.at(path)));
    found.push(fingerprint256.replaceAll(':', '').toLowerCase());
  }
  return found;
}

async function text(place: Place, path: string): Promise<string> {
  return readFile(place.at(path), 'utf8');
}

/** Operations on a file, or beside it, that are refused as the system refuses them. */
function refusing(place: Place, code: string, kinds: readonly FileOperation['kind'][]): FileSystem {
  const folder = place.at('six');
  return hookedFileSystem(nodeFileSystem(process.platform), {
    before(operation) {
      const at = operation.kind === 'rename' ? operation.to : operation.path;
      if (!kinds.includes(operation.kind) || !`${at}/`.startsWith(`${folder}/`)) return;
      throw Object.assign(new Error(code), { code, path: at });
    },
  });
}

interface Way {
  readonly entry?: ConsumerConfiguration;
  readonly happens?: (place: Place) => Promise<unknown>;
  readonly files?: (place: Place) => FileSystem;
  readonly told: string;
}

const ways: Readonly<Record<string, Way>> = {
  'a file that may not be replaced': {
    files: (place) => refusing(place, 'EPERM', ['rename']),
    told: 'failed no-permission',
  },
  'a folder that may not be written': {
    files: (place) => refusing(place, 'EACCES', ['create', 'append', 'overwrite']),
    told: 'needs-elevation no-permission',
  },
  'a drive that is read-only': {
    files: (place) => refusing(place, 'EROFS', ['create', 'append', 'overwrite']),
    told: 'failed read-only',
  },
  'a folder in its place': {
    async happens({ at }) {
      await rm(at('six', 'client.p12'));
      await mkdir(at('six', 'client.p12'));
    },
    told: 'failed not-a-file',
  },
  'a password that nobody has told': {
    happens: async ({ at }) =>
      writeFile(at('six', 'client.p12'), await certificates.old.sealedBy('Unknown9')),
    told: 'failed password-unknown',
  },
  'a link that leads to itself': {
    async happens({ at }) {
      await rm(at('six', 'client.p12'));
      await symlink(at('six', 'client.p12'), at('six', 'client.p12'));
    },
    told: 'failed symbolic-link',
  },
  'a folder that is a link to itself': {
    async happens({ at }) {
      await rm(at('six'), { recursive: true });
      await symlink(at('six'), at('six'));
    },
    told: 'failed symbolic-link',
  },
  'a mount point that may not be written': {
    files: (place) => {
      const real = refusing(place, 'EROFS', ['append', 'overwrite']);
      const line = `1 2 0:1 / ${place.at('six', 'client.p12').replaceAll(' ', String.raw`\040`)} ro\n`;
      const readFileOr: FileSystem['readFile'] = (path) =>
        path === '/proc/self/mountinfo' ? Promise.resolve(Buffer.from(line)) : real.readFile(path);
      return { ...real, readFile: readFileOr };
    },
    told: 'needs-elevation no-permission',
  },
  'a full disk': {
    files: (place) => {
      const real = nodeFileSystem(process.platform);
      return hookedFileSystem(real, {
        before({ kind, path }) {
          if (kind !== 'overwrite' || dirname(path) !== place.at('six')) return;
          throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', path });
        },
      });
    },
    told: 'failed disk-full',
  },
  'a damaged .p12': {
    happens: ({ at }) => writeFile(at('six', 'client.p12'), certificates.old.p12.subarray(0, 900)),
    told: 'failed not-a-pkcs12',
  },
  'settings that nobody can read': {
    entry: sixthSettings,
    happens: ({ at }) => writeFile(at('six', 'push.yml'), '\0\0settings of tomorrow\0'),
    told: 'failed settings-not-readable',
  },
  'settings that name no key': {
    entry: sixthSettings,
    happens: ({ at }) =>
      writeFile(at('six', 'push.yml'), ":cert: ''\n:cert_key: ''\n:passphrase: x\n"),
    told: 'failed not-named',
  },
  'somebody who writes to it meanwhile': {
    files: (place) => {
      let looked = 0;
      return hookedFileSystem(nodeFileSystem(process.platform), {
        async before({ kind, path }) {
          if (kind !== 'readFile' || path !== place.at('six', 'client.p12')) return;
          looked += 1;
          if (looked === 2) await writeFile(path, 'by somebody else');
        },
      });
    },
    told: 'failed changed-meanwhile',
  },
  'a later certificate in its place': {
    happens: ({ at }) => writeFile(at('six', 'client.p12'), certificates.renewed.p12),
    told: 'failed later-certificate',
  },
};

describe('one of six consumers that fails', () => {
  it.each(Object.entries(ways))(
    'by %s leaves the other five on the new certificate',
    async (_, { entry = sixth, happens, files, told }) => {
      const place = await clinic();
      await happens?.(place);
      const { root, at } = place;
      const hooked = files === undefined ? place : placeIn(root, { files: files(place) });
      const command = {
        kind: 'command',
        run: [
          process.execPath,
          '-e',
          `require('fs').appendFileSync(${JSON.stringify(at('ran'))}, '.')`,
        ],
      };
      const six = [...five, entry, command];
      // A later certificate cannot be made of these two: the old one is brought in instead.
      const back = told.endsWith('later-certificate');
      const wanted = back ? certificates.old : certificates.renewed;
      const done = await hooked.deploy(six, wanted);
      expect(states(done)).toStrictEqual([...Array(5).fill('current'), told, 'current']);
      expect(await inUse(place)).toStrictEqual(Array(5).fill(wanted.fingerprint));
      expect(await text(place, 'ran')).toBe('.');
      expect(done[5]?.path ?? '').toContain('six');
      // What is told later is the same, without a second look at what fails.
      expect(states(await placeIn(root).inspect(six, wanted))[5]).toMatch(told.split(' ')[0] ?? '');
    },
  );

  const operations = [
    ...(['readFile', 'status', 'list', 'realPath', 'create', 'overwrite', 'append'] as const),
    ...(['syncFile', 'syncDirectory', 'changeMode', 'rename', 'removeFile'] as const),
  ];
  it.each(partOf('one of six, refused', operations, 3))(
    'whatever the system says to %s',
    async (operation) => {
      for (const code of ['EIO', 'ELOOP']) {
        const place = await clinic();
        const files = refusing(place, code, [operation]);
        const done = await placeIn(place.root, { files }).deploy(
          [...five, sixth],
          certificates.renewed,
        );
        expect(states(done).slice(0, 5)).toStrictEqual(Array(5).fill('current'));
        expect(await inUse(place)).toStrictEqual(Array(5).fill(certificates.renewed.fingerprint));
      }
    },
  );

  it('is brought up to date when it can be, and the command runs again', async () => {
    const place = await clinic();
    const { at } = place;
    const run = [
      process.execPath,
      '-e',
      `require('fs').appendFileSync(${JSON.stringify(at('ran'))}, '.')`,
    ];
    const six = [...five, sixth, { kind: 'command', run }];
    await writeFile(at('six', 'client.p12'), 'damaged');
    await place.deploy(six, certificates.renewed);
    await place.deploy(six, certificates.renewed);
    expect(await text(place, 'ran')).toBe('.');
    await writeFile(at('six', 'client.p12'), certificates.old.p12);
    const again = await place.deploy(six, certificates.renewed);
    expect(states(again)).toStrictEqual(Array(7).fill('current'));
    expect(await text(place, 'ran')).toBe('..');
  });
});

/** What a run leaves that could put nothing back. */
const open = (target: string, digest: string) => ({
  phase: 'undoing',
  pairs: [
    {
      target,
      temporary: `${target}.gone`,
      newSha256: digest,
      kept: `${target}.lost`,
      oldSha256: '0'.repeat(64),
    },
  ],
});

describe('a switch that could not be put back', () => {
  it('holds its own set, and no other', async () => {
    const place = await clinic();
    const { at, certificateFolder } = place;
    const { sha256Hex } = await import('../../src/bytes.ts');
    const stuck = open(at('six', 'client.p12'), sha256Hex(certificates.old.p12));
    await mkdir(`${certificateFolder}/consumers`);
    const record = `${certificateFolder}/consumers/switch.json`;
    await writeFile(record, JSON.stringify({ schemaVersion: 1, ...stuck }));
    const command = { kind: 'command', run: [process.execPath, '-e', '0'] };
    const done = await place.deploy([...five, sixth, command], certificates.renewed);
    expect(states(done)).toStrictEqual([
      ...Array(5).fill('current'),
      'failed interrupted',
      'behind waits-for-files',
    ]);
    expect(await inUse(place)).toStrictEqual(Array(5).fill(certificates.renewed.fingerprint));
    expect(JSON.parse(await readFile(record, 'utf8'))).toStrictEqual({
      schemaVersion: 2,
      sets: [stuck],
    });
  });

  it('whose record nobody can read holds all', async () => {
    const place = await clinic();
    await mkdir(`${place.certificateFolder}/consumers`);
    await writeFile(`${place.certificateFolder}/consumers/switch.json`, '{');
    const done = await place.deploy([...five, sixth], certificates.renewed);
    expect(states(done)).toStrictEqual(Array(6).fill('failed record-unreadable'));
  });
});
