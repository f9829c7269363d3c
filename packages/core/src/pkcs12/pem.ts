import { createPrivateKey } from 'node:crypto';
import { sameBytes } from '../bytes.ts';
import type { Certificate } from '../certificate/facts.ts';
import { Secret } from '../secret.ts';
import { isSelfIssued } from '../certificate/several.ts';
import type { Identity } from './types.ts';

/**
 * For TLS: leaf and intermediates in order, without the root (RFC 8446, 4.4.2), and the key as
 * PKCS#8. What of the file does not belong to the leaf's chain is left out.
 */
export function identityToPem(identity: Identity): {
  readonly certificate: string;
  readonly key: Secret;
} {
  const chain = [identity.leaf, ...intermediatesOf(identity)];
  return {
    certificate: chain.map(({ der }) => certificateToPem(der)).join(''),
    key: new Secret(armour('PRIVATE KEY', identity.privateKey.reveal())),
  };
}

/** The leaf's issuers in order, without the root. */
export function intermediatesOf({ leaf, chain }: Identity): readonly Certificate[] {
  const found: Certificate[] = [];
  let last = leaf;
  for (const next of chain) {
    if (!sameBytes(next.subjectDer, last.issuerDer) || isSelfIssued(next)) break;
    found.push(next);
    last = next;
  }
  return found;
}

/** One certificate in PEM, with a line end after it. */
export function certificateToPem(der: Uint8Array): string {
  return armour('CERTIFICATE', Buffer.from(der).toString('base64'));
}

function armour(label: string, base64: string): string {
  const lines = base64.match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** How a key is written in PEM, as its reader takes it. */
export interface KeyLabel {
  /** PKCS#8 (RFC 5958), or the older form of its own kind (RFC 8017 A.1.2, RFC 5915). */
  readonly form: 'pkcs8' | 'traditional';
  /** Of an older one that is encrypted (RFC 1421, 4.6.1.3). */
  readonly cipher: string | null;
}

/** How the first private key of a file is written. */
export function keyLabel(bytes: Uint8Array): KeyLabel {
  const text = Buffer.from(bytes).toString('latin1');
  const kind = /-----BEGIN ([A-Z ]*)PRIVATE KEY-----/.exec(text)?.[1] ?? '';
  const traditional = /^(?:RSA|EC) $/.test(kind);
  const cipher = /^DEK-Info: ((?:AES-(?:128|192|256)|DES-EDE3)-CBC),/m.exec(text)?.[1];
  return {
    form: traditional ? 'traditional' : 'pkcs8',
    cipher: traditional ? (cipher?.toLowerCase() ?? null) : null,
  };
}

/**
 * The key in PEM, encrypted if there is a password: PKCS#8 with PBES2, AES-256-CBC (RFC 5958, 8018),
 * or in the form that was there before.
 */
export function keyPem(
  identity: Identity,
  password: Secret | null,
  before: KeyLabel | null = null,
): Secret {
  const der = Buffer.from(identity.privateKey.reveal(), 'base64');
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const older =
    key.asymmetricKeyType === 'rsa' ? 'pkcs1' : key.asymmetricKeyType === 'ec' ? 'sec1' : null;
  const type = before?.form === 'traditional' && older !== null ? older : 'pkcs8';
  if (password === null) {
    if (type === 'pkcs8') return identityToPem(identity).key;
    return new Secret(key.export({ format: 'pem', type }).toString());
  }
  const cipher = (type === 'pkcs8' ? null : before?.cipher) ?? 'aes-256-cbc';
  const passphrase = password.reveal();
  return new Secret(key.export({ format: 'pem', type, cipher, passphrase }).toString());
}

/** The same as PKCS#8, whatever was there before. */
export function encryptedKeyPem(identity: Identity, password: Secret): Secret {
  return keyPem(identity, password);
}
