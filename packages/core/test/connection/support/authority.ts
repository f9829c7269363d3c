import { execFile } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readCertificate } from '../../../src/certificate/read.ts';
import type { Identity } from '../../../src/pkcs12/types.ts';
import { Secret } from '../../../src/secret.ts';

const run = promisify(execFile);

/** A key pair with its certificate, as files and as PEM. */
export interface Issued {
  readonly keyFile: string;
  readonly certFile: string;
  readonly key: string;
  readonly cert: string;
}

export type KeyKind = 'ec' | 'rsa';

export interface Order {
  readonly name: string;
  readonly keys?: KeyKind;
  /** Who signs; without one the certificate signs itself. */
  readonly issuer?: Issued;
  /** Lines of an OpenSSL extension section. */
  readonly extensions: readonly string[];
  /** Negative: expired since yesterday. */
  readonly days?: number;
}

export const caExtensions = ['basicConstraints=critical,CA:true', 'keyUsage=keyCertSign,cRLSign'];
export const clientExtensions = ['extendedKeyUsage=clientAuth'];
export const serverExtensions = [
  'subjectAltName=IP:127.0.0.1,IP:127.0.0.2',
  'extendedKeyUsage=serverAuth',
];

let serial = 1000;

/** Makes a key and a certificate with openssl in `folder`. */
export async function issue(folder: string, order: Order): Promise<Issued> {
  const { name, keys = 'ec', issuer, extensions, days = 30 } = order;
  const file = (suffix: string): string => join(folder, `${name}.${suffix}`);
  const algorithm =
    keys === 'ec'
      ? ['EC', '-pkeyopt', 'ec_paramgen_curve:P-256']
      : ['RSA', '-pkeyopt', 'rsa_keygen_bits:2048'];
  await run('openssl', ['genpkey', '-algorithm', ...algorithm, '-out', file('key')]);
  await run('openssl', [
    'req',
    '-new',
    '-key',
    file('key'),
    '-subj',
    `/O=Test/CN=${name}`,
    '-out',
    file('csr'),
  ]);
  await writeFile(file('ext'), extensions.join('\n'));
  const signer =
    issuer === undefined
      ? ['-signkey', file('key')]
      : ['-CA', issuer.certFile, '-CAkey', issuer.keyFile];
  const own = ['-in', file('csr'), '-extfile', file('ext'), '-out', file('crt')];
  serial += 1;
  await run('openssl', [
    'x509',
    '-req',
    ...own,
    ...signer,
    '-set_serial',
    String(serial),
    '-days',
    String(days),
  ]);
  return {
    keyFile: file('key'),
    certFile: file('crt'),
    key: await readFile(file('key'), 'utf8'),
    cert: await readFile(file('crt'), 'utf8'),
  };
}

/** What opening a .p12 would give. */
export function identityOf(leaf: Issued, chain: readonly Issued[] = []): Identity {
  const der = createPrivateKey(leaf.key).export({ format: 'der', type: 'pkcs8' });
  const read = ({ cert }: Issued) => readCertificate(new X509Certificate(cert).raw);
  return {
    leaf: read(leaf),
    privateKey: new Secret(der.toString('base64')),
    chain: chain.map(read),
    friendlyName: null,
    localKeyId: null,
  };
}

export interface World {
  readonly root: Issued;
  readonly intermediate: Issued;
  readonly server: Issued;
  readonly client: Issued;
  readonly identity: Identity;
  /** Signed by nobody the server knows. */
  readonly stranger: Issued;
  readonly strangerIdentity: Identity;
}

/** Root → intermediate → client, and root → server, in `folder`. */
export async function makeWorld(folder: string, keys: KeyKind = 'ec'): Promise<World> {
  const root = await issue(folder, { name: 'root', keys, extensions: caExtensions });
  const [intermediate, server, stranger] = await Promise.all([
    issue(folder, { name: 'intermediate', keys, issuer: root, extensions: caExtensions }),
    issue(folder, { name: 'server', keys, issuer: root, extensions: serverExtensions }),
    issue(folder, { name: 'stranger', keys, extensions: clientExtensions }),
  ]);
  const client = await issue(folder, {
    name: 'client001',
    keys,
    issuer: intermediate,
    extensions: clientExtensions,
  });
  return {
    root,
    intermediate,
    server,
    client,
    identity: identityOf(client, [intermediate, root]),
    stranger,
    strangerIdentity: identityOf(stranger),
  };
}
