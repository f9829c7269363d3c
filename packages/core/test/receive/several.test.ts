import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe as always, expect, test, vi } from 'vitest';
import { openContents } from '../../src/pkcs12/open.ts';
import { allOf, asOwnFile, choose, type Found } from '../../src/receive/choose.ts';
import { findInZip } from '../../src/receive/zip.ts';
import { openPkcs12 } from '../../src/pkcs12/open.ts';
import { Secret } from '../../src/secret.ts';
import { type Certificates, makeCertificates } from '../consumers/support/certificates.ts';
import { certificateBag, keyBag, pfx, plainSafe } from '../pkcs12/support/build.ts';
import { clientCertificate, clientKey } from '../pkcs12/support/client.ts';
import { haveCounterparts } from '../support/counterparts.ts';
import { zipOf } from './support/zip-of.ts';

const describe = haveCounterparts('openssl') ? always : always.skip;

let made: Certificates;
beforeAll(async () => {
  if (haveCounterparts('openssl')) made = await makeCertificates();
}, 60_000);
afterAll(() => made?.close());

const nobody = async (): Promise<null> => null;

function bagsOf({ identity }: Certificates['old']): readonly Uint8Array[] {
  const key = Buffer.from(identity.privateKey.reveal(), 'base64');
  return [keyBag(key), certificateBag(identity.leaf.der)];
}

async function inKeystore(...bags: readonly Uint8Array[]): Promise<readonly [Found, ...Found[]]> {
  const p12 = pfx([plainSafe(...bags)]);
  const opened = await openPkcs12(p12, new Secret(''));
  return allOf({ p12, opened, fileName: 'both.p12' });
}

async function inZip(...files: readonly (readonly [string, Uint8Array | string])[]) {
  return findInZip(await zipOf(...files), { path: 'z.zip', password: nobody, randomBytes });
}

describe('old and renewed certificate of one client', () => {
  test('in a keystore, in either order: the renewed one, and a word on the old', async () => {
    const { old, renewed } = made;
    for (const bags of [
      [...bagsOf(old), ...bagsOf(renewed)],
      [...bagsOf(renewed), ...bagsOf(old)],
    ]) {
      const chosen = choose(await inKeystore(...bags), {});
      expect(chosen.identity.leaf.facts.fingerprintSha256).toBe(renewed.fingerprint);
      expect(chosen.alsoThere.map((one) => one.fingerprintSha256)).toEqual([old.fingerprint]);
      // The old one is no part of the chain.
      expect(chosen.identity.chain).toEqual([]);
      const { certificates } = await openContents(pfx([plainSafe(...bags)]), new Secret(''));
      expect(certificates).toHaveLength(2);
    }
  });

  test('in a zip, whatever the files are called', async () => {
    const { old, renewed } = made;
    const [first, second] = [await old.sealedBy('same'), await renewed.sealedBy('same')];
    for (const files of [
      [first, second],
      [second, first],
    ] as const) {
      const { found } = await inZip(['a.p12', files[0]], ['b.p12', files[1]], ['pw.txt', 'same']);
      const chosen = choose(found, {});
      expect(chosen.identity.leaf.facts.fingerprintSha256).toBe(renewed.fingerprint);
      expect(chosen.alsoThere).toHaveLength(1);
    }
  });

  test('a certificate renewed with the same key counts as well', async () => {
    const { old } = made;
    const found = await inKeystore(...bagsOf(old), certificateBag(old.identity.leaf.der));
    expect(found).toHaveLength(1);
  });

  test('one that stays closed is said', async () => {
    const { old, renewed } = made;
    const closed = await renewed.sealedBy('another');
    const { found, leftClosed } = await inZip(
      ['a.p12', await old.sealedBy('same')],
      ['b.p12', closed],
      ['pw.txt', 'same'],
    );
    expect([found.length, leftClosed]).toEqual([1, true]);
  });
});

const both = async (): Promise<readonly [Found, ...Found[]]> =>
  inKeystore(...bagsOf(made.old), keyBag(clientKey), certificateBag(clientCertificate));

describe('two clients', () => {
  test('are for a person to decide', async () => {
    const found = await both();
    expect(() => choose(found, {})).toThrow(
      expect.objectContaining({
        code: 'usage-invalid',
        details: { problem: 'several-clients-in-file', among: ['client001'] },
      }),
    );
  });

  test('the one that can follow what is under care is taken, wherever it stands', async () => {
    const { subject } = made.old.identity.leaf.facts;
    const chosen = choose(await both(), { fits: (facts) => facts.subject !== subject });
    expect(chosen.identity.leaf.der).toEqual(new Uint8Array(clientCertificate));
    expect(chosen.alsoThere).toHaveLength(1);
    // The store's file opens by itself to what was chosen.
    const own = await asOwnFile(chosen, randomBytes);
    const again = await openPkcs12(own.p12, own.opened.password);
    expect(again.identity.leaf.der).toEqual(new Uint8Array(clientCertificate));
    expect(again.others).toEqual([]);
  });

  test('a CN that is not in the file is said', async () => {
    const found = await both();
    expect(() => choose(found, { commonName: 'client009' })).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ problem: 'cn-not-in-file' }) }),
    );
  });
});

vi.setConfig({ testTimeout: 60_000 });
