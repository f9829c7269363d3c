import { describe, expect, test } from 'vitest';
import { orderChain } from '../../src/certificate/several.ts';
import { openContents, openPkcs12 } from '../../src/pkcs12/open.ts';
import { Secret } from '../../src/secret.ts';
import { certificateBag, keyBag, pfx, plainSafe } from './support/build.ts';
import { clientCertificate, clientKey } from './support/client.ts';
import { sampleIdentity } from './support/identity.ts';
import { fingerprints, publicKeySha256 } from './support/judge.ts';
import { vectorBytes } from './support/vectors.ts';

const rsa = await sampleIdentity('rsa2048');
const ec = await sampleIdentity('p256');
const [intermediate, root] = rsa.chain;
if (intermediate === undefined || root === undefined) throw new Error('the sample has a chain');

function key({ privateKey }: typeof rsa): Uint8Array {
  return keyBag(Buffer.from(privateKey.reveal(), 'base64'));
}

test('the leaf is found by its key, not by its place; the chain goes upwards', async () => {
  const certificates = [root, ec.leaf, intermediate, rsa.leaf].map(({ der }) =>
    certificateBag(der),
  );
  const file = pfx([plainSafe(...certificates, key(rsa))]);
  const { identity } = await openPkcs12(file, new Secret(''));
  expect(fingerprints(identity)).toEqual(
    fingerprints({ ...rsa, chain: [intermediate, root, ec.leaf] }),
  );
});

describe('several keys', () => {
  test('are said; without a client among them the first with a certificate is taken', async () => {
    const bytes = vectorBytes('keytool17-two-keys.p12');
    const { identity, notes } = await openPkcs12(bytes, new Secret('testpass123'));
    expect(identity.leaf.facts.commonName).toBe('clinic-rsa2048');
    expect(notes).toContain('several-keys');
  });

  test('the client among them is taken, wherever it is', async () => {
    const keys = [key(rsa), key(ec), keyBag(clientKey)];
    const certificates = [rsa.leaf.der, ec.leaf.der, clientCertificate].map((der) =>
      certificateBag(der),
    );
    for (const bags of [
      [...keys, ...certificates],
      [...certificates.toReversed(), ...keys.toReversed()],
    ]) {
      const { identity, notes } = await openPkcs12(pfx([plainSafe(...bags)]), new Secret(''));
      expect(identity.leaf.facts.commonName).toBe('client001');
      expect(notes).toContain('several-keys');
    }
  });

  test('the one that has a certificate is taken', async () => {
    const file = pfx([plainSafe(key(rsa), key(ec), certificateBag(ec.leaf.der))]);
    const { identity } = await openPkcs12(file, new Secret(''));
    expect(publicKeySha256(identity)).toBe(publicKeySha256(ec));
  });
});

test('a certificate that is there twice is there once', async () => {
  const twice = [rsa.leaf, rsa.leaf, intermediate, intermediate].map(({ der }) =>
    certificateBag(der),
  );
  const { identity } = await openPkcs12(pfx([plainSafe(...twice, key(rsa))]), new Secret(''));
  expect(fingerprints(identity)).toEqual(fingerprints({ ...rsa, chain: [intermediate] }));
});

test('a chain ends at its root and does not go round in circles', () => {
  const a = { ...intermediate, issuerDer: root.subjectDer };
  const b = { ...root, issuerDer: intermediate.subjectDer };
  expect(orderChain(rsa.leaf, [b, a])).toEqual([a, b]);
});

describe('contents that are no identity', () => {
  test('a trust store', async () => {
    const bytes = vectorBytes('keytool17-truststore.p12');
    const contents = await openContents(bytes, new Secret('testpass123'));
    expect(contents).toMatchObject({ identity: null, keyCount: 0 });
    expect(contents.certificates.map(({ isCa }) => isCa)).toEqual([true]);
    expect(contents.mac?.iterations).toBe(10_000);
  });

  test('a key and the certificate of another', async () => {
    const file = pfx([plainSafe(key(rsa), certificateBag(ec.leaf.der))]);
    const contents = await openContents(file, new Secret(''));
    expect(contents).toMatchObject({ identity: null, keyCount: 1 });
    expect(contents.certificates).toHaveLength(1);
  });

  test('an identity, leaf first', async () => {
    const file = pfx([plainSafe(key(rsa), certificateBag(root.der), certificateBag(rsa.leaf.der))]);
    const { identity, certificates } = await openContents(file, new Secret(''));
    expect(certificates[0]).toBe(identity?.leaf);
    expect(certificates).toHaveLength(2);
  });
});
