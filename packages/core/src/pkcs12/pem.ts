import { createPrivateKey } from 'node:crypto';
import type { Certificate } from '../certificate/facts.ts';
import { Secret } from '../secret.ts';
import { isSelfIssued } from './chain.ts';
import type { Identity } from './types.ts';

/**
 * For TLS: leaf and intermediates in order, without the root (RFC 8446, 4.4.2), and the key as
 * PKCS#8. What of the file does not belong to the leaf's chain is left out.
 */
export function identityToPem(identity: Identity): {
  readonly certificate: string;
  readonly key: Secret;
} {
  const chain = [identity.leaf, ...intermediates(identity)];
  return {
    certificate: chain.map(({ der }) => certificateToPem(der)).join(''),
    key: new Secret(armour('PRIVATE KEY', identity.privateKey.reveal())),
  };
}

function intermediates({ leaf, chain }: Identity): readonly Certificate[] {
  const found: Certificate[] = [];
  let last = leaf;
  for (const next of chain) {
    if (Buffer.compare(next.subjectDer, last.issuerDer) !== 0 || isSelfIssued(next)) break;
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

/** The key in PEM, encrypted for a password: PKCS#8 with PBES2, AES-256-CBC (RFC 5958, 8018). */
export function encryptedKeyPem(identity: Identity, password: Secret): Secret {
  const der = Buffer.from(identity.privateKey.reveal(), 'base64');
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const pem = key.export({
    format: 'pem',
    type: 'pkcs8',
    cipher: 'aes-256-cbc',
    passphrase: password.reveal(),
  });
  return new Secret(pem.toString());
}
