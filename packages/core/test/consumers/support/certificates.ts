import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openPkcs12 } from '../../../src/pkcs12/open.ts';
import { Secret } from '../../../src/secret.ts';
import type { Material } from '../../../src/consumers/types.ts';

const run = promisify(execFile);

export interface Issued extends Material {
  readonly fingerprint: string;
  /** As `openssl` writes it under another password. */
  readonly sealedBy: (password: string, ...options: readonly string[]) => Promise<Uint8Array>;
}

export interface Certificates {
  /** 45 days left, and its renewal with 1,095. */
  readonly old: Issued;
  readonly renewed: Issued;
  readonly caPem: Uint8Array;
  /** Server certificate for 127.0.0.1 and its key, PEM. */
  readonly server: { readonly certificate: string; readonly key: string };
  readonly close: () => Promise<void>;
}

/** A throw-away authority, a client certificate and its renewal, all made by openssl. */
export async function makeCertificates(algorithm: 'rsa' | 'ec' = 'ec'): Promise<Certificates> {
  const folder = await mkdtemp(join(tmpdir(), 'certificates-'));
  const openssl = (...args: readonly string[]) => run('openssl', [...args], { cwd: folder });
  const newKey =
    algorithm === 'rsa'
      ? ['-newkey', 'rsa:2048']
      : ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
  await openssl(
    ...['req', '-x509', '-nodes', ...newKey, '-keyout', 'ca.key', '-out', 'ca.crt'],
    ...['-subj', '/C=JP/O=Test/CN=Test CA', '-days', '3650'],
  );
  const issue = async (name: string, subject: string, days: number, extension: string) => {
    await writeFile(join(folder, `${name}.ext`), extension);
    await openssl(
      ...['req', '-new', '-nodes', ...newKey, '-keyout', `${name}.key`],
      ...['-out', `${name}.csr`, '-subj', subject],
    );
    await openssl(
      ...['x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.crt', '-CAkey', 'ca.key'],
      ...['-CAcreateserial', '-days', String(days), '-extfile', `${name}.ext`],
      ...['-out', `${name}.crt`],
    );
  };
  const client = '/C=JP/O=Test/OU=000000/CN=client001';
  await issue('old', client, 45, 'extendedKeyUsage=clientAuth\n');
  await issue('renewed', client, 1095, 'extendedKeyUsage=clientAuth\n');
  await issue('server', '/CN=127.0.0.1', 30, 'subjectAltName=IP:127.0.0.1\n');
  const sealed = async (name: string, password: string, options: readonly string[]) => {
    await writeFile(join(folder, 'password'), password, { mode: 0o600 });
    await openssl(
      ...['pkcs12', '-export', '-inkey', `${name}.key`, '-in', `${name}.crt`],
      ...['-certfile', 'ca.crt', '-name', 'client001', '-out', `${name}.p12`],
      ...['-passout', 'file:password', ...options],
    );
    return new Uint8Array(await readFile(join(folder, `${name}.p12`)));
  };
  const issued = async (name: string, password: string): Promise<Issued> => {
    const p12 = await sealed(name, password, []);
    const { identity } = await openPkcs12(p12, new Secret(password));
    return {
      identity,
      p12,
      password: new Secret(password),
      fileName: '000000_JP_u00000000_client001.p12',
      fingerprint: identity.leaf.facts.fingerprintSha256,
      sealedBy: (other, ...options) => sealed(name, other, options),
    };
  };
  return {
    old: await issued('old', 'OldIssued1'),
    renewed: await issued('renewed', 'NewIssued2'),
    caPem: new Uint8Array(await readFile(join(folder, 'ca.crt'))),
    server: {
      certificate: await readFile(join(folder, 'server.crt'), 'utf8'),
      key: await readFile(join(folder, 'server.key'), 'utf8'),
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
