import { expect, test } from 'vitest';
import {
  readJavaVersion,
  readOpensslVersion,
  unreadableFor,
  windowsReader,
  type Reader,
} from '../../src/doctor/readers.ts';

test('versions out of what programs print', () => {
  expect(readOpensslVersion('OpenSSL 3.0.19 27 Jan 2026 (Library: …)')).toEqual({
    program: 'OpenSSL',
    version: '3.0.19',
  });
  expect(readOpensslVersion('OpenSSL 1.1.1w  11 Sep 2023')?.version).toBe('1.1.1w');
  expect(readOpensslVersion('LibreSSL 3.3.6\n')?.program).toBe('LibreSSL');
  expect(readOpensslVersion('')).toBeNull();
  expect(readJavaVersion('openjdk version "17.0.9" 2023-10-17\n…')?.version).toBe('17.0.9');
  expect(readJavaVersion('java version "1.8.0_292"')?.version).toBe('1.8.0_292');
  expect(readJavaVersion('The operation couldn’t be completed.')).toBeNull();
});

const files = {
  modern: ['HMAC-SHA-256', 'PBES2 AES-256-CBC, PBKDF2 HMAC-SHA-256'],
  pbmac1: ['PBMAC1 HMAC-SHA-256', 'PBES2 AES-256-CBC, PBKDF2 HMAC-SHA-256'],
  rc2: ['HMAC-SHA-1', 'PKCS#12 RC2-40-CBC, SHA-1', 'PKCS#12 3DES-CBC, SHA-1'],
  compatible: ['HMAC-SHA-1', 'PKCS#12 3DES-CBC, SHA-1'],
} as const;

const of = (program: Reader['program'], version: string): Reader => ({ program, version });

// Measured over the vectors (docs/pkcs12-vectors.md), and JDK-8153005, acme.sh #6805.
test.each<[Reader, readonly (keyof typeof files)[]]>([
  [of('OpenSSL', '3.0.19'), ['modern', 'compatible']],
  [of('OpenSSL', '3.4.0'), ['modern', 'pbmac1', 'compatible']],
  [of('OpenSSL', '1.1.1w'), ['modern', 'rc2', 'compatible']],
  [of('LibreSSL', '3.3.6'), ['modern', 'rc2', 'compatible']],
  [of('Java', '25.0.1'), ['modern', 'pbmac1', 'rc2', 'compatible']],
  [of('Java', '17.0.9'), ['modern', 'rc2', 'compatible']],
  [of('Java', '11.0.12'), ['modern', 'rc2', 'compatible']],
  [of('Java', '11.0.11'), ['rc2', 'compatible']],
  [of('Java', '1.8.0_301'), ['modern', 'rc2', 'compatible']],
  [of('Java', '1.8.0_292'), ['rc2', 'compatible']],
  [windowsReader('10.0.17763'), ['modern', 'rc2', 'compatible']],
  [windowsReader('10.0.26100'), ['modern', 'rc2', 'compatible']],
  [windowsReader('10.0.14393'), ['rc2', 'compatible']],
  [windowsReader('6.1.7601'), ['rc2', 'compatible']],
])('%j reads %j', (reader, readable) => {
  for (const [kind, [mac, ...encryption]] of Object.entries(files)) {
    const algorithm = unreadableFor(reader, {
      mac: { algorithm: mac, iterations: 2048 },
      encryption: encryption.map((one) => ({ for: 'key', algorithm: one, iterations: 2048 })),
    });
    expect([kind, algorithm === null]).toEqual([kind, readable.some((one) => one === kind)]);
  }
});
