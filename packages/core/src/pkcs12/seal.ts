import { createHash, createHmac, randomBytes as nodeRandomBytes } from 'node:crypto';
import type { Certificate } from '../certificate/facts.ts';
import type { Secret } from '../secret.ts';
import {
  bmpString,
  explicitly,
  implicitOctets,
  int,
  nul,
  octetString,
  oid,
  seq,
  setOf,
} from './der.ts';
import { encrypt, type RandomBytes, type Sealing } from './encryption.ts';
import { derive } from './kdf.ts';
import { attributes, bags, content, oids } from './oids.ts';
import { type PasswordForm, passwordForm } from './password.ts';
import { limit } from './problems.ts';
import { hashLengths } from './scheme.ts';
import { defaultIterations } from './sealing.ts';
import type { CertificatePiece, Identity, KeyPiece, Pieces, SealingFormat } from './types.ts';

/** Shape of `sealPkcs12`'s options. */
export interface SealingOptions {
  readonly format: SealingFormat;
  /** Of the key, where it is not the file's; old Java programs have two. */
  readonly keyPassword?: Secret;
  /** Of every derivation; 100,000 for `modern`, 2,048 for `compatible` if absent. */
  readonly iterations?: number;
  /**
   * What else is in the file, see `besidesOf`. Keys without a password of their own go under the
   * file's.
   */
  readonly besides?: Pieces;
  /** Salts and IVs; `node:crypto` if absent. */
  readonly randomBytes?: RandomBytes;
}

/**
 * Writes a PKCS#12 (DER): the key, its certificate and the chain, with friendlyName and localKeyId,
 * key and certificates encrypted, and a MAC.
 *
 * @example
 * const bytes = await sealPkcs12(identity, new Secret('…'), { format: 'modern' });
 */
export async function sealPkcs12(
  identity: Identity,
  password: Secret,
  options: SealingOptions,
): Promise<Uint8Array> {
  const form = passwordForm(password.reveal());
  const { format, keyPassword = password, randomBytes = nodeRandomBytes } = options;
  const iterations = options.iterations ?? defaultIterations[format];
  if (!Number.isSafeInteger(iterations) || iterations < 1) throw limit('iterations');
  const sealing = { format, iterations, randomBytes };
  const { besides } = options;
  // Others may have the same: Windows counts from 1.
  const given = besides === undefined ? identity.localKeyId : null;
  const localKeyId = given ?? sha1(identity.leaf.der);
  const named = bagAttributes(identity.friendlyName, localKeyId);
  const there = new Set(besides?.certificates.map(fingerprint));
  const chain = identity.chain.filter((certificate) => !there.has(fingerprint({ certificate })));
  const certificates = seq(
    certificateBag(identity.leaf, named),
    ...chain.map((certificate) => certificateBag(certificate)),
    ...(besides?.certificates ?? []).map((one) => pieceOf(one)),
    ...(besides?.unknown ?? []),
  );
  const shroud = async (
    { privateKey, apart, attributes: own }: KeyPiece,
    under: PasswordForm,
  ): Promise<Uint8Array> => {
    if (apart !== null) return apart;
    const pkcs8 = Buffer.from(privateKey.reveal(), 'base64');
    const { algorithm, ciphertext } = await encrypt(pkcs8, under, sealing);
    const keyInfo = seq(algorithm, octetString(ciphertext));
    return seq(oid(bags.shroudedKey), explicitly(0, keyInfo), ...(own === null ? [] : [own]));
  };
  const key = { privateKey: identity.privateKey, apart: null, attributes: named };
  const [mac, shroudedCertificates, shroudedKey, ...otherKeys] = await Promise.all([
    macKey(form, sealing),
    encrypt(certificates, form, sealing),
    shroud(key, passwordForm(keyPassword.reveal())),
    ...(besides?.keys ?? []).map((one) => shroud(one, form)),
  ]);
  const keys = seq(shroudedKey, ...otherKeys, ...(besides?.locked ?? []));
  const encryptedContent = seq(
    oid(content.data),
    shroudedCertificates.algorithm,
    implicitOctets(0, shroudedCertificates.ciphertext),
  );
  const encryptedData = seq(int(0), encryptedContent);
  const safe = seq(seq(oid(content.encryptedData), explicitly(0, encryptedData)), data(keys));
  const digest = createHmac(mac.hash, mac.key).update(safe).digest();
  const digestInfo = seq(seq(oid(mac.oid), nul()), octetString(digest));
  return seq(int(3), data(safe), seq(digestInfo, octetString(mac.salt), int(iterations)));
}

function data(bytes: Uint8Array): Uint8Array {
  return seq(oid(content.data), explicitly(0, octetString(bytes)));
}

function certificateBag(certificate: Certificate, ...bagAttributeSet: Uint8Array[]): Uint8Array {
  const value = seq(oid(bags.x509), explicitly(0, octetString(certificate.der)));
  return seq(oid(bags.certificate), explicitly(0, value), ...bagAttributeSet);
}

function fingerprint({ certificate }: Pick<CertificatePiece, 'certificate'>): string {
  return certificate.facts.fingerprintSha256;
}

function pieceOf({ certificate, attributes: own }: CertificatePiece): Uint8Array {
  return certificateBag(certificate, ...(own === null ? [] : [own]));
}

function bagAttributes(friendlyName: string | null, localKeyId: Uint8Array): Uint8Array {
  const keyId = seq(oid(attributes.localKeyId), setOf(octetString(localKeyId)));
  if (friendlyName === null) return setOf(keyId);
  return setOf(seq(oid(attributes.friendlyName), setOf(bmpString(friendlyName))), keyId);
}

const macHashes = {
  modern: { hash: 'sha256', oid: oids.sha256 },
  compatible: { hash: 'sha1', oid: oids.sha1 },
} as const;

async function macKey(
  password: PasswordForm,
  { format, iterations, randomBytes }: Sealing,
): Promise<{ hash: string; oid: string; salt: Uint8Array; key: Uint8Array }> {
  const { hash, oid: id } = macHashes[format];
  const salt = randomBytes(16);
  const length = hashLengths[hash];
  const key = await derive(
    { kind: 'pkcs12', hash, salt, iterations, purpose: 3, length },
    password,
  );
  return { hash, oid: id, salt, key };
}

function sha1(bytes: Uint8Array): Uint8Array {
  return createHash('sha1').update(bytes).digest();
}
