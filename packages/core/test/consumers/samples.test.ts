import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe as always, expect, it, onTestFinished, vi } from 'vitest';
import { haveCounterparts } from '../support/counterparts.ts';
import { certificateToPem, encryptedKeyPem } from '../../src/pkcs12/pem.ts';
import { openPkcs12 } from '../../src/pkcs12/open.ts';
import { Secret } from '../../src/secret.ts';
import { kinds as kindsById } from '../../src/consumers/kinds.ts';
import type { ConsumerConfiguration } from '../../src/consumers/types.ts';
import { type Certificates, makeCertificates } from './support/certificates.ts';
import {
  flat,
  haveJava,
  javaProperties,
  phpJson,
  pythonDotenv,
  pythonJson,
  rubyDotenv,
  rubyJson,
  rubyYaml,
  type Reader,
} from './support/languages.ts';
import { placeIn, states, storeVersions } from './support/place.ts';

const describe = haveCounterparts('openssl') ? always : always.skip;

// Real files, keys and programs, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** `samples/<kind>-<case>/before` and `after`, byte for byte; @DIR@ is the test's folder. */
const samples = join(import.meta.dirname, 'samples');
const names = await readdir(samples);
const kinds = [...kindsById.keys()].filter((kind) =>
  names.some((one) => one.startsWith(`${kind}-`)),
);
const day = '20261122';
const now = new Date(2026, 10, 22, 12, 34, 56);

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.close());

function entryFor(kind: string): ConsumerConfiguration {
  const entry = { kind, path: '~/settings.yml' };
  if (kind !== 'env-file') return entry;
  return { ...entry, pathKey: 'ORCA_CERT_PATH', passwordKey: 'ORCA_CERT_PASS' };
}

async function filled(name: string, which: string, folder: string): Promise<Buffer> {
  const bytes = await readFile(join(samples, name, which));
  const text = bytes.toString('latin1').replaceAll('@DIR@', folder);
  const dated = text.replaceAll('@DAY@', day).replaceAll('@STAMP@', `${day}123456`);
  return Buffer.from(dated, 'latin1');
}

async function placed(name: string) {
  const { old, renewed } = certificates;
  // ASCII: the samples are in several encodings.
  const folder = await mkdtemp(join(tmpdir(), 'samples-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await storeVersions(folder, old, renewed);
  const file = join(folder, 'settings.yml');
  await writeFile(file, await filled(name, 'before', folder), { mode: 0o600 });
  await writeFile(join(folder, 'client.crt'), certificateToPem(old.identity.leaf.der));
  await writeFile(
    join(folder, 'client.pem'),
    encryptedKeyPem(old.identity, old.password).reveal(),
    { mode: 0o600 },
  );
  await writeFile(join(folder, 'client.p12'), old.p12, { mode: 0o600 });
  await writeFile(join(folder, 'other.p12'), 'not ours', { mode: 0o600 });
  return { folder, file, place: placeIn(folder, { now: () => now }), renewed };
}

/** Fingerprint of the certificate whose key opens under the issued password, as the kind lays it. */
async function usable(kind: string, folder: string): Promise<string> {
  const { password } = certificates.renewed;
  if (kind === 'monsiaj') {
    const pass = await readFile(join(folder, `${day}123456.pass`), 'utf8');
    return fingerprintIn(join(folder, `${day}123456.p12`), new Secret(pass));
  }
  if (kind === 'env-file') return fingerprintIn(join(folder, 'client.p12'), password);
  const suffix = kind === 'receipt-viewer' ? `.${day}` : '';
  const crt = new X509Certificate(await readFile(join(folder, `client.crt${suffix}`)));
  const pem = await readFile(join(folder, `client.pem${suffix}`));
  const key = createPrivateKey({ key: pem, passphrase: password.reveal() });
  if (!crt.checkPrivateKey(key)) return 'certificate and key do not match';
  return crt.fingerprint256.replaceAll(':', '').toLowerCase();
}

async function fingerprintIn(path: string, password: Secret): Promise<string> {
  const { identity } = await openPkcs12(await readFile(path), password);
  return identity.leaf.facts.fingerprintSha256;
}

/** What the programs themselves, or their languages, read the settings with. */
const java = { available: haveJava, read: javaProperties };
const languages: Readonly<Record<string, readonly (readonly [string, Reader])[]>> = {
  'push-exchanger': [['Ruby', rubyYaml]],
  onshi: [['Ruby', rubyYaml]],
  'claim-receiver': [['Ruby', rubyYaml]],
  'receipt-viewer': [['Ruby', rubyYaml]],
  monsiaj: [['Java', java]],
  panda: [
    ['Ruby', rubyJson],
    ['Python', pythonJson],
    ['PHP', phpJson],
  ],
  'env-file': [
    ['Ruby', rubyDotenv],
    ['Python', pythonDotenv],
  ],
};

/** No YAML; and values of several lines, which dotenv of Ruby takes line by line before 2.8. */
const unread: Readonly<Record<string, RegExp>> = { Ruby: /^api_\w+ =|="\w+$/m };

/** Their values may change; those of all others may not. */
const ours =
  /pass(?:phrase|word)?$|api_(?:phrase|crt|pem)$|ORCA_CERT_PASS$|clientCertificateFile$/i;

describe.each(kinds)('samples of %s', (kind) => {
  const own = names.filter((name) => name.startsWith(`${kind}-`));

  it.each(own)('%s: only the intended lines change, byte for byte', async (name) => {
    const { folder, file, place, renewed } = await placed(name);
    expect(states(await place.deploy([entryFor(kind)], renewed))).toStrictEqual(['current']);
    const edited = await readFile(file);
    const wanted = await filled(name, 'after', folder);
    expect(edited.toString('latin1')).toBe(wanted.toString('latin1'));
    expect(await usable(kind, folder)).toBe(renewed.fingerprint);
  });

  for (const [language, { available, read: ask }] of languages[kind] ?? []) {
    it.skipIf(!available)(
      `${language} reads the new password, and all else as it was`,
      async () => {
        const read: {
          readonly name: string;
          readonly sample: Awaited<ReturnType<typeof placed>>;
        }[] = [];
        for (const name of own) {
          const sample = await placed(name);
          const isUnread = unread[language]?.test(await readFile(sample.file, 'latin1')) === true;
          if (!isUnread) read.push({ name, sample });
        }
        // A language starts for all of them at once: that is most of what it takes.
        const files = read.map(({ sample }) => sample.file);
        const before = await ask(files);
        for (const { sample } of read) await sample.place.deploy([entryFor(kind)], sample.renewed);
        const after = await ask(files);
        for (const [index, { name }] of read.entries()) {
          const [was, is] = [flat(before[index]), flat(after[index])];
          const changed = [...new Set([...was.keys(), ...is.keys()])].filter(
            (key) => was.get(key) !== is.get(key),
          );
          const passwords = changed.filter((key) => /pass|phrase/i.test(key));
          expect({
            name,
            others: changed.filter((key) => !ours.test(key)),
            passwords: [...new Set(passwords.map((key) => is.get(key)))],
          }).toStrictEqual({ name, others: [], passwords: ['NewIssued2'] });
        }
      },
    );
  }

  it.each(own)('%s: the second time there is nothing to do', async (name) => {
    const { folder, place, renewed } = await placed(name);
    await place.deploy([entryFor(kind)], renewed);
    const before = await readdir(folder);
    expect(states(await place.inspect([entryFor(kind)], renewed))).toStrictEqual(['current']);
    const [status] = await place.deploy([entryFor(kind)], renewed);
    expect(status).not.toHaveProperty('changes');
    expect(await readdir(folder)).toStrictEqual(before);
  });

  it.each(own)('%s: a dry run shows lines without secrets', async (name) => {
    const { file, place, renewed } = await placed(name);
    const before = await readFile(file);
    const statuses = await place.deploy([entryFor(kind)], renewed, { dryRun: true });
    expect(states(statuses)).toStrictEqual(['behind']);
    const shown = JSON.stringify(statuses);
    expect(shown).toContain('•••');
    expect(shown).not.toMatch(/OldIssued1|NewIssued2|PRIVATE/);
    expect(await readFile(file)).toStrictEqual(before);
  });
});
