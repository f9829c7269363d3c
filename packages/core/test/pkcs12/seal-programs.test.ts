import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sealPkcs12 } from '../../src/pkcs12/seal.ts';
import type { Identity, SealingFormat } from '../../src/pkcs12/types.ts';
import { Secret } from '../../src/secret.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { sampleIdentity } from './support/identity.ts';
import { leftOut } from '../support/left-out.ts';

const password = 'Test-pass 123';

interface Program {
  readonly name: string;
  readonly path: string;
  /** Certificates and, if the program shows it, the key, as PEM; throws when it does not open. */
  readonly open: (file: string, passwordFile: string) => Promise<string>;
}

async function run(program: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { timeout: 30_000, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8' } };
    const child = execFile(program, args, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${program}: ${stderr}${stdout}`, { cause: error }));
    });
    // A program that does not read its input closes it first.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

const openssl = '/usr/bin/openssl';
const keytool = '/usr/bin/keytool';
const certtool = '/usr/bin/certtool';
const pk12util = '/usr/bin/pk12util';
const certutil = '/usr/bin/certutil';

const programs: readonly Program[] = [
  {
    name: 'OpenSSL',
    path: openssl,
    open: async (file, from) =>
      run(openssl, ['pkcs12', '-in', file, '-passin', `file:${from}`, '-nodes']),
  },
  {
    name: 'GnuTLS certtool',
    path: certtool,
    open: async (file) =>
      run(certtool, ['--p12-info', '--infile', file, '--inder', '--password', password]),
  },
  {
    name: 'Java keytool',
    path: keytool,
    open: async (file, from) => {
      const store = ['-keystore', file, '-storetype', 'PKCS12', '-storepass:file', from];
      const entries = await run(keytool, ['-J-Duser.language=en', '-list', '-v', ...store]);
      if (!entries.includes('PrivateKeyEntry')) throw new Error(entries);
      return run(keytool, ['-list', '-rfc', ...store]);
    },
  },
  {
    name: 'NSS pk12util',
    path: pk12util,
    open: async (file, from) => {
      const database = `sql:${await temporaryFolder()}`;
      await run(certutil, ['-N', '-d', database, '--empty-password']);
      await run(pk12util, ['-i', file, '-d', database, '-w', from]);
      const keys = await run(certutil, ['-K', '-d', database]);
      if (!/rsa|ec/.test(keys)) throw new Error(keys);
      return run(certutil, ['-L', '-d', database, '-n', 'clinic', '-a']);
    },
  },
];

function sha256s(output: string): readonly string[] {
  const blocks = output.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END/g);
  return [...blocks].map(([, body = '']) =>
    createHash('sha256').update(Buffer.from(body, 'base64')).digest('hex'),
  );
}

async function sealed(identity: Identity, format: SealingFormat): Promise<[string, string]> {
  const folder = await temporaryFolder();
  const file = join(folder, 'sealed.p12');
  const passwordFile = join(folder, 'password.txt');
  const named = { ...identity, friendlyName: 'clinic' };
  await writeFile(file, await sealPkcs12(named, new Secret(password), { format }));
  await writeFile(passwordFile, password);
  return [file, passwordFile];
}

// Where the programs must be there, a missing one is a failure, not a skipped test.
const mustExist = process.env['CI'] === 'true';

describe.each(programs)('$name opens what we seal', ({ path, open }) => {
  describe.each(['rsa2048', 'p256'] as const)('%s', (key) => {
    const runs = mustExist || existsSync(path);
    test.runIf(runs).each(['modern', 'compatible'] as const)(
      `%s${leftOut(runs, `no ${path}`)}`,
      async (format) => {
        const identity = await sampleIdentity(key);
        const output = await open(...(await sealed(identity, format)));
        expect(sha256s(output)).toContain(identity.leaf.facts.fingerprintSha256);
      },
      60_000,
    );
  });
});

const hasOpenssl = mustExist || existsSync(openssl);
const without = leftOut(hasOpenssl, 'no openssl');
test.runIf(hasOpenssl)(`OpenSSL reads our encrypted key${without}`, async () => {
  const { encryptedKeyPem } = await import('../../src/pkcs12/pem.ts');
  const identity = await sampleIdentity();
  const folder = await temporaryFolder();
  const file = join(folder, 'key.pem');
  await writeFile(file, encryptedKeyPem(identity, new Secret(password)).reveal());
  const args = ['pkey', '-in', file, '-passin', 'stdin', '-noout', '-text'];
  expect(await run(openssl, args, password)).toContain('Private-Key: (2048 bit');
});
