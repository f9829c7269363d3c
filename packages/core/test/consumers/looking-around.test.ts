import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe as always, expect, it, vi } from 'vitest';
import { sha256Hex } from '../../src/bytes.ts';
import { haveCounterparts } from '../support/counterparts.ts';
import type { ConsumerConfiguration } from '../../src/consumers/types.ts';
import { detectConsumers, knownPlaces } from '../../src/detection/detect.ts';
import { findAdoptable } from '../../src/consumers/find-adoptable.ts';
import { probeConsumers } from '../../src/consumers/probe.ts';
import { findOldUses } from '../../src/detection/who-uses-old.ts';
import { certificateToPem } from '../../src/pkcs12/pem.ts';
import { type Certificates, makeCertificates } from './support/certificates.ts';
import { makePlace, type Place } from './support/place.ts';

const describe = haveCounterparts('openssl') ? always : always.skip;

// Real files, keys and programs, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.close());

function of(place: Place, consumers: readonly ConsumerConfiguration[]) {
  return {
    effects: place.effects,
    certificate: { name: 'clinic-a', consumers },
    configFile: place.at('config.json'),
    store: place.store,
    certificateFolder: place.certificateFolder,
  };
}

const p12 = { kind: 'pkcs12', path: '~/client.p12' };

describe('what others may have renewed', () => {
  it('is found in the file itself, dated beside it, and in the folder of monsiaj', async () => {
    const { old, renewed } = certificates;
    const place = await makePlace(old);
    await writeFile(place.at('client.p12'), old.p12);
    await writeFile(place.at('client.p12.20261122'), renewed.p12);
    await writeFile(place.at('client.p12.old-20261122'), renewed.p12);
    await writeFile(place.at('client.p12.20261121'), 'a broken one');
    await mkdir(place.at('.monsiaj', 'certificates'), { recursive: true });
    const theirs = await renewed.sealedBy('TheirPassword');
    await writeFile(place.at('.monsiaj', 'certificates', '20261120101010.p12'), theirs);
    await writeFile(place.at('.monsiaj', 'certificates', '20261120101010.pass'), 'TheirPassword');
    const found = await findAdoptable({ ...of(place, [p12]), fingerprint: old.fingerprint });
    expect(found.map(({ path }) => path)).toStrictEqual([
      place.at('client.p12.20261122'),
      place.at('.monsiaj', 'certificates', '20261120101010.p12'),
    ]);
    const hints = found.map(({ passwordHints }) => passwordHints.map((one) => one.reveal()));
    expect(hints).toStrictEqual([['OldIssued1'], ['TheirPassword', 'OldIssued1']]);
  });

  it('is not what we wrote ourselves, but is what somebody put in its place', async () => {
    const { old, renewed } = certificates;
    const place = await makePlace(old, renewed);
    await writeFile(place.at('client.p12'), old.p12);
    await place.deploy([p12], renewed);
    const question = { ...of(place, [p12]), fingerprint: renewed.fingerprint };
    expect(await findAdoptable(question)).toStrictEqual([]);
    await writeFile(place.at('client.p12'), await renewed.sealedBy('other'));
    expect(await findAdoptable(question)).toHaveLength(1);
  });

  it('may be under the password that settings tell', async () => {
    const { old } = certificates;
    const place = await makePlace(old);
    await writeFile(place.at('.env'), 'P12=client.p12\nPASS=FromSettings\n');
    await writeFile(place.at('client.p12'), await old.sealedBy('FromSettings'));
    const env = { kind: 'env-file', path: '~/.env', pathKey: 'P12', passwordKey: 'PASS' };
    const [found] = await findAdoptable({ ...of(place, [env]), fingerprint: old.fingerprint });
    expect(found?.passwordHints[0]?.reveal()).toBe('FromSettings');
  });
});

describe('settings that name the certificate', () => {
  it('are offered as entries', async () => {
    const { old } = certificates;
    const place = await makePlace(old);
    await mkdir(place.at('.receview'));
    await writeFile(place.at('client.crt'), certificateToPem(old.identity.leaf.der));
    await writeFile(place.at('.receview', 'receview.conf'), `api_crt: ${place.at('client.crt')}\n`);
    await mkdir(place.at('project'));
    await writeFile(place.at('project', 'mine.p12'), old.p12);
    const env = 'ORCA_CERT_PATH=./mine.p12\nORCA_CERT_PASS=x\nDB_PASSWORD=y\n';
    await writeFile(place.at('project', '.env'), env);
    await writeFile(place.at('project', '.env.other'), 'ORCA_CERT_PATH=./foreign.p12\nA_PASS=x\n');
    await writeFile(
      place.at('project', '.env.named'),
      'P=/gone/000000_JP_u00000000_client001.p12\nPASS=x\n',
    );
    const detected = await detectConsumers({
      effects: place.effects,
      fingerprints: new Set([old.fingerprint]),
      p12Digests: new Set([sha256Hex(old.p12)]),
      fileNames: [old.fileName],
      workspaceFiles: ['.env', '.env.other', '.env.named', '.env.missing'].map((name) =>
        place.at('project', name),
      ),
    });
    const entry = { kind: 'env-file', pathKey: 'ORCA_CERT_PATH', passwordKey: 'ORCA_CERT_PASS' };
    expect(detected).toStrictEqual([
      {
        entry: { kind: 'receipt-viewer', path: place.at('.receview', 'receview.conf') },
        names: place.at('client.crt'),
        because: 'content',
      },
      {
        entry: { ...entry, path: place.at('project', '.env') },
        names: place.at('project', 'mine.p12'),
        because: 'content',
      },
      {
        entry: {
          kind: 'env-file',
          path: place.at('project', '.env.named'),
          pathKey: 'P',
          passwordKey: 'PASS',
        },
        names: '/gone/000000_JP_u00000000_client001.p12',
        because: 'name',
      },
    ]);
  });

  it('lie where the facts say, on Windows', () => {
    const paths = knownPlaces({ homeDir: String.raw`C:\Users\u`, platform: 'win32' });
    expect(paths.map(({ path }) => path)).toContain(
      String.raw`C:\Program Files (x86)\Onshi\onshi-receiver.yml`,
    );
    expect(paths.map(({ path }) => path)).toContain(String.raw`C:\Users\u\.receview\receview.conf`);
  });
});

describe('who still uses the old one', () => {
  it('is found in files that hold it and in settings that name it', async () => {
    const { old, renewed } = certificates;
    const place = await makePlace(old, renewed);
    await writeFile(place.at('client.p12'), old.p12);
    await mkdir(place.at('.receview'));
    await writeFile(place.at('client.crt.20231122'), certificateToPem(old.identity.leaf.der));
    const conf = `api_crt: ${place.at('client.crt.20231122')}\n`;
    await writeFile(place.at('.receview', 'receview.conf'), conf);
    const uses = await findOldUses({
      ...of(place, [p12]),
      current: renewed.fingerprint,
      oldFingerprints: new Set([old.fingerprint]),
      oldFileNames: ['client.crt.20231122'],
      stores: false,
    });
    expect(uses).toStrictEqual([
      { path: place.at('client.p12'), how: 'holds', found: old.fingerprint },
      { path: place.at('client.crt.20231122'), how: 'holds', found: old.fingerprint },
      {
        path: place.at('.receview', 'receview.conf'),
        how: 'names',
        found: 'client.crt.20231122',
      },
    ]);
  });
});

describe('a probe', () => {
  it('says which places cannot be written before anything is issued', async () => {
    const { old } = certificates;
    const place = await makePlace(old);
    await writeFile(place.at('client.p12'), old.p12);
    await mkdir(place.at('folder'));
    const consumers = [
      p12,
      { kind: 'password-file', path: '~/missing/password.txt' },
      { kind: 'password-file', path: '~/folder' },
      { kind: 'password-file', path: '~/new.txt' },
      { kind: 'manual', label: 'x' },
    ];
    const { certificateFolder: _unused, store: _store, ...input } = of(place, consumers);
    expect(await probeConsumers(input)).toStrictEqual([
      { path: place.at('client.p12'), ok: true, reason: null, needsElevation: false },
      {
        path: place.at('missing', 'password.txt'),
        ok: false,
        reason: 'missing',
        needsElevation: false,
      },
      { path: place.at('folder'), ok: false, reason: 'not-a-file', needsElevation: false },
      { path: place.at('new.txt'), ok: true, reason: null, needsElevation: false },
    ]);
  });
});
