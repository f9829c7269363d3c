import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { besidesOf } from '../../src/consumers/opened.ts';
import { openPkcs12 } from '../../src/pkcs12/open.ts';
import { sealPkcs12 } from '../../src/pkcs12/seal.ts';
import type { Identity } from '../../src/pkcs12/types.ts';
import { openRenewed } from '../../src/renewal/open-renewed.ts';
import { Secret } from '../../src/secret.ts';
import { type Certificates, makeCertificates } from '../consumers/support/certificates.ts';

const password = new Secret('Keystore1');
let certificates: Certificates;
/** Old and renewed certificate of one client. */
let keystore: Uint8Array;
beforeAll(async () => {
  certificates = await makeCertificates();
  const { old, renewed } = certificates;
  const opened = await openPkcs12(await old.sealedBy(password.reveal()), password);
  const besides = besidesOf(opened, renewed.identity, renewed.identity);
  keystore = await sealPkcs12(renewed.identity, password, {
    ...{ format: 'modern', iterations: 100 },
    ...(besides === null ? {} : { besides }),
  });
}, 60_000);
afterAll(() => certificates.close());

function renewedIn(bytes: Uint8Array, identity: Identity) {
  const context = { effects: { randomBytes } };
  const found = { path: '/keys/all.p12', bytes, passwordHints: [password], shared: false } as const;
  return openRenewed({ context }, { form: 'pkcs12', ...found }, { password, identity });
}

/** One whose client nobody else has. */
function asAnother(identity: Identity): Identity {
  const subjectDer = Uint8Array.from(identity.leaf.subjectDer, (byte) => byte ^ 1);
  return { ...identity, leaf: { ...identity.leaf, subjectDer } };
}

test('of several in a keystore, the latest of our own', async () => {
  const { old, renewed } = certificates;
  const found = await renewedIn(keystore, old.identity);
  expect(found?.certificate.facts.fingerprintSha256).toBe(renewed.fingerprint);
});

test('where all of several are of others, none', async () => {
  const { old } = certificates;
  expect(await renewedIn(keystore, asAnother(old.identity))).toBeNull();
});

test('one alone is looked at, whoever it is of: what it may be used for is decided elsewhere', async () => {
  const { old, renewed } = certificates;
  const alone = await renewed.sealedBy(password.reveal());
  const found = await renewedIn(alone, asAnother(old.identity));
  expect(found?.certificate.facts.fingerprintSha256).toBe(renewed.fingerprint);
});
