import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { openKey } from '../../src/consumers/pem-text.ts';
import { Secret } from '../../src/secret.ts';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const passphrase = new Secret('a passphrase');
const cipher = 'aes-256-cbc';

/** The same key, which says that it takes so many iterations. */
function withIterations(count: number): Buffer {
  const der = privateKey.export({
    type: 'pkcs8',
    format: 'der',
    cipher,
    passphrase: passphrase.reveal(),
  });
  // Node's 2048, as an INTEGER.
  const at = der.indexOf(Buffer.from([0x02, 0x02, 0x08, 0x00]));
  expect(at).toBeGreaterThan(0);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(count);
  const longer = Buffer.concat([
    der.subarray(0, at),
    Buffer.from([0x02, 0x04]),
    bytes,
    der.subarray(at + 4),
  ]);
  // Each of the sequences around it is two bytes longer now.
  for (const tag of sequencesAround(der, at)) longer[tag] = (longer[tag] ?? 0) + 2;
  return pem(longer);
}

/** Where the lengths stand of what is around a place, each in one byte, or the last of it. */
function sequencesAround(der: Buffer, place: number): readonly number[] {
  const lengths: number[] = [];
  for (let at = 0; at < place;) {
    const first = der[at + 1] ?? 0;
    const more = first < 0x80 ? 0 : first & 0x7f;
    const from = at + 2 + more;
    const length =
      more === 0 ? first : Number.parseInt(der.subarray(at + 2, from).toString('hex'), 16);
    const isAround = der[at] === 0x30 && from + length > place;
    if (isAround) lengths.push(from - 1);
    at = isAround ? from : from + length;
  }
  return lengths;
}

function pem(der: Buffer): Buffer {
  const lines = der.toString('base64').replaceAll(/.{64}/g, '$&\n');
  const label = 'ENCRYPTED PRIVATE KEY';
  return Buffer.from(`-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`);
}

test('a key under its passphrase is opened, however old its form', () => {
  const forms = [
    { type: 'pkcs8', format: 'pem', cipher, passphrase: passphrase.reveal() },
    { type: 'sec1', format: 'pem', cipher, passphrase: passphrase.reveal() },
  ] as const;
  for (const form of forms) {
    const key = openKey(Buffer.from(privateKey.export(form)), passphrase);
    expect(key?.equals(privateKey)).toBe(true);
  }
});

test.each([20_000_000, 0x7fff_ffff])('one that asks for %d iterations keeps nobody', (count) => {
  const start = performance.now();
  expect(openKey(withIterations(count), passphrase)).toBeNull();
  expect(performance.now() - start).toBeLessThan(1000);
});

test('one with headers of its own, or that is no DER, does not open', () => {
  const text = withIterations(2048).toString();
  const headed = text.replace('\n', '\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\n');
  expect(openKey(Buffer.from(headed), passphrase)).toBeNull();
  for (const der of ['', '30', '3080', '3084ffffffff30', '30'.repeat(600)]) {
    expect(openKey(pem(Buffer.from(der, 'hex')), passphrase)).toBeNull();
  }
});
