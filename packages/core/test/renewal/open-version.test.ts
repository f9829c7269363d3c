import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultThresholds } from '../../src/certificate/state.ts';
import type { CertificateConfiguration } from '../../src/configuration/types.ts';
import { openVersion } from '../../src/renewal/open-version.ts';
import type { OpenedPair } from '../../src/renewal/session.ts';
import { Secret } from '../../src/secret.ts';
import { addVersion } from '../../src/store/versions.ts';
import type { StoredVersion } from '../../src/store/types.ts';
import { noon } from '../support/clinic.ts';
import { standIn, testStore } from '../support/pairs.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

const certificate: CertificateConfiguration = {
  name: '本院',
  service: 'production',
  thresholds: defaultThresholds,
  backups: [],
  consumers: [],
  onFailure: null,
};

/** A stand-in that no PKCS#12 reader opens: whatever gives an identity has not opened it again. */
async function saved(): Promise<{
  readonly version: StoredVersion;
  readonly open: (opened: OpenedPair | undefined) => Promise<unknown>;
  readonly checked: OpenedPair;
}> {
  const store = testStore(await temporaryFolder());
  const { p12, password, facts } = standIn({ password: 'パス1' });
  const version = await addVersion(
    store,
    certificate.name,
    { ...standIn(), p12, password, facts },
    noon,
  );
  const empty = new Uint8Array();
  const leaf = {
    facts,
    der: empty,
    subjectDer: empty,
    issuerDer: empty,
    publicKeySha256: '',
    strength: 112,
    isCa: false,
    clientAuth: true,
  };
  const privateKey = new Secret('key');
  const identity = { leaf, privateKey, chain: [], friendlyName: null, localKeyId: null };
  return {
    version,
    open: async (opened) => openVersion({ store, certificate }, version, opened),
    checked: { identity, p12: Uint8Array.from(p12), password: new Secret(password.reveal()) },
  };
}

test('what reads back as it was checked is not opened once more', async () => {
  const { open, checked } = await saved();
  await expect(open(checked)).resolves.toMatchObject({ identity: checked.identity });
});

test('what nobody has checked is opened', async () => {
  const { open } = await saved();
  await expect(open(undefined)).rejects.toMatchObject({ code: 'pkcs12-damaged' });
});

test.each([
  ['certificate.p12', '{}'],
  ['password.txt', 'パス2'],
])('where %s reads back otherwise, what was checked says nothing', async (part, bytes) => {
  const { open, checked, version } = await saved();
  await writeFile(join(version.folder, part), bytes);
  await expect(open(checked)).rejects.toMatchObject({ code: 'pkcs12-damaged' });
});
