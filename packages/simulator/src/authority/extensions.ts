import { createHash } from 'node:crypto';
import { BitString, type BaseBlock, OctetString } from 'asn1js';
import {
  AuthorityKeyIdentifier,
  BasicConstraints,
  ExtKeyUsage,
  Extension,
  GeneralName,
  GeneralNames,
} from 'pkijs';

const oid = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
} as const;

/** What a certificate is made for. `client-ca` and `client-server-auth` are the faulty ones. */
export type Profile =
  | { readonly use: 'authority' }
  | { readonly use: 'server'; readonly hosts: readonly string[] }
  | { readonly use: 'client' | 'client-ca' | 'client-server-auth' };

export interface ExtensionInput {
  readonly profile: Profile;
  /** SubjectPublicKeyInfo in DER, of the subject and of the issuer. */
  readonly publicKey: Uint8Array;
  readonly issuerPublicKey: Uint8Array;
  readonly rsa: boolean;
}

/** The extensions of RFC 5280, 4.2.1, that the profile calls for. */
export function extensionsOf(input: ExtensionInput): Extension[] {
  const { profile } = input;
  const ca = profile.use === 'authority' || profile.use === 'client-ca';
  const list = [
    extension(oid.basicConstraints, true, new BasicConstraints({ cA: ca }).toSchema()),
    extension(oid.keyUsage, true, keyUsage(profile, input.rsa)),
    extension(
      oid.subjectKeyIdentifier,
      false,
      new OctetString({ valueHex: keyId(input.publicKey) }),
    ),
    extension(
      oid.authorityKeyIdentifier,
      false,
      new AuthorityKeyIdentifier({
        keyIdentifier: new OctetString({ valueHex: keyId(input.issuerPublicKey) }),
      }).toSchema(),
    ),
  ];
  if (profile.use !== 'authority') {
    const server = profile.use === 'server' || profile.use === 'client-server-auth';
    const keyPurposes = [server ? oid.serverAuth : oid.clientAuth];
    list.push(extension(oid.extKeyUsage, false, new ExtKeyUsage({ keyPurposes }).toSchema()));
  }
  if (profile.use === 'server') {
    const names = profile.hosts.map(generalName);
    list.push(extension(oid.subjectAltName, false, new GeneralNames({ names }).toSchema()));
  }
  return list;
}

function extension(extnID: string, critical: boolean, value: BaseBlock): Extension {
  return new Extension({ extnID, critical, extnValue: value.toBER() });
}

/**
 * RFC 5280, 4.2.1.3; the first bit is the highest. BoringSSL refuses a server certificate without
 * digitalSignature; keyEncipherment means nothing for an EC key.
 */
function keyUsage(profile: Profile, rsa: boolean): BitString {
  const digitalSignature = 0b1000_0000;
  const keyEncipherment = rsa ? 0b0010_0000 : 0;
  const certSign = 0b0000_0100;
  const crlSign = 0b0000_0010;
  if (profile.use === 'authority') return bits(certSign | crlSign, 1);
  if (profile.use === 'client-ca') return bits(digitalSignature | certSign, 2);
  return bits(digitalSignature | keyEncipherment, rsa ? 5 : 7);
}

function bits(value: number, unusedBits: number): BitString {
  return new BitString({ valueHex: Uint8Array.of(value).buffer, unusedBits });
}

/** Any identifier will do that is the same for the same key (RFC 5280, 4.2.1.2). */
function keyId(publicKey: Uint8Array): ArrayBuffer {
  return Uint8Array.from(createHash('sha256').update(publicKey).digest().subarray(0, 20)).buffer;
}

function generalName(host: string): GeneralName {
  const v4 = /^\d+\.\d+\.\d+\.\d+$/.test(host);
  if (v4) return ipName(host.split('.').map(Number));
  if (host === '::1') return ipName([...Array.from({ length: 15 }, () => 0), 1]);
  return new GeneralName({ type: 2, value: host });
}

function ipName(octets: readonly number[]): GeneralName {
  const valueHex = Uint8Array.from(octets).buffer;
  return new GeneralName({ type: 7, value: new OctetString({ valueHex }) });
}
