import { type KeyObject, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { BitString, Integer, Null } from 'asn1js';
import {
  AlgorithmIdentifier,
  Certificate,
  PublicKeyInfo,
  RelativeDistinguishedNames,
  Time,
  TimeType,
} from 'pkijs';
import { extensionsOf, type Profile } from './extensions.ts';
import { exportPublicKey, type KeyPair } from './keys.ts';

const signBytes = promisify<string, Uint8Array, KeyObject, Buffer>(sign);

/** Whoever signs: an encoded Name and a key. */
export interface Issuer {
  readonly nameDer: Uint8Array;
  readonly key: KeyPair;
}

export interface CertificateRequest {
  readonly subjectDer: Uint8Array;
  readonly publicKey: KeyObject;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly profile: Profile;
  /** Unsigned, at most 20 bytes, the first bit not set; random by default. */
  readonly serialNumber?: Uint8Array;
}

/** Makes and signs one X.509 v3 certificate (RFC 5280, 4.1) with SHA-256. Returns its DER. */
export async function makeCertificate(
  request: CertificateRequest,
  issuer: Issuer,
): Promise<Uint8Array> {
  const publicKey = exportPublicKey(request.publicKey);
  const serial = request.serialNumber ?? randomSerial();
  const certificate = new Certificate({
    version: 2,
    serialNumber: new Integer({ valueHex: Uint8Array.from(serial).buffer }),
    issuer: name(issuer.nameDer),
    subject: name(request.subjectDer),
    notBefore: time(request.notBefore),
    notAfter: time(request.notAfter),
    subjectPublicKeyInfo: PublicKeyInfo.fromBER(Uint8Array.from(publicKey).buffer),
    extensions: extensionsOf({
      profile: request.profile,
      publicKey,
      issuerPublicKey: exportPublicKey(issuer.key.publicKey),
      rsa: request.publicKey.asymmetricKeyType === 'rsa',
    }),
  });
  const algorithm = signatureAlgorithm(issuer.key.privateKey);
  certificate.signature = algorithm;
  certificate.signatureAlgorithm = algorithm;
  const tbs = new Uint8Array(certificate.encodeTBS().toBER());
  const signature = await signBytes('sha256', tbs, issuer.key.privateKey);
  certificate.signatureValue = new BitString({ valueHex: Uint8Array.from(signature).buffer });
  return new Uint8Array(certificate.toSchema(true).toBER());
}

/** 16 octets, positive and without a leading zero (RFC 5280, 4.1.2.2). */
function randomSerial(): Uint8Array {
  const bytes = Uint8Array.from(randomBytes(16));
  bytes[0] = 0x40 | ((bytes[0] ?? 0) & 0x3f);
  return bytes;
}

function name(der: Uint8Array): RelativeDistinguishedNames {
  return RelativeDistinguishedNames.fromBER(Uint8Array.from(der).buffer);
}

/** RFC 5280, 4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050 on, whole seconds. */
function time(date: Date): Time {
  const value = new Date(Math.floor(date.getTime() / 1000) * 1000);
  const type = value.getUTCFullYear() < 2050 ? TimeType.UTCTime : TimeType.GeneralizedTime;
  return new Time({ type, value });
}

/** RFC 4055, 5: NULL parameters for RSA; RFC 5758, 3.2: none for ECDSA. */
function signatureAlgorithm(key: KeyObject): AlgorithmIdentifier {
  return key.asymmetricKeyType === 'rsa'
    ? new AlgorithmIdentifier({
        algorithmId: '1.2.840.113549.1.1.11',
        algorithmParams: new Null(),
      })
    : new AlgorithmIdentifier({ algorithmId: '1.2.840.10045.4.3.2' });
}
