import { type KeyObject, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { Null } from 'asn1js';
import { AlgorithmIdentifier } from 'pkijs';
import { der, explicit, tags } from './der.ts';
import { extensionsOf, type Profile } from './extensions.ts';
import { exportPublicKey, type KeyPair } from './keys.ts';

const signBytes = promisify<string, Uint8Array, KeyObject, Buffer>(sign);

/** The signer: an encoded Name and a key. */
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
  const { sequence, integer, bitString } = tags;
  const publicKey = exportPublicKey(request.publicKey);
  const algorithm = signatureAlgorithms[keyType(issuer.key.privateKey)];
  const extensions = extensionsOf({
    profile: request.profile,
    publicKey,
    issuerPublicKey: exportPublicKey(issuer.key.publicKey),
    rsa: keyType(request.publicKey) === 'rsa',
  });
  const encoded = extensions.map((extension) => new Uint8Array(extension.toSchema().toBER()));
  const toBeSigned = der(
    sequence,
    der(explicit(0), der(integer, Uint8Array.of(2))),
    der(integer, request.serialNumber ?? randomSerial()),
    algorithm,
    issuer.nameDer,
    der(sequence, time(request.notBefore), time(request.notAfter)),
    request.subjectDer,
    publicKey,
    der(explicit(3), der(sequence, ...encoded)),
  );
  const signature = await signBytes('sha256', toBeSigned, issuer.key.privateKey);
  const noUnusedBits = Uint8Array.of(0);
  return der(sequence, toBeSigned, algorithm, der(bitString, noUnusedBits, signature));
}

/** 16 octets, positive and without a leading zero (RFC 5280, 4.1.2.2). */
function randomSerial(): Uint8Array {
  const bytes = Uint8Array.from(randomBytes(16));
  bytes[0] = 0x40 | ((bytes[0] ?? 0) & 0x3f);
  return bytes;
}

/** RFC 5280, 4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050 on, whole seconds, UTC. */
function time(date: Date): Uint8Array {
  const digits = `${date.toISOString().slice(0, 19).replaceAll(/[-T:]/g, '')}Z`;
  return date.getUTCFullYear() < 2050
    ? der(tags.utcTime, Buffer.from(digits.slice(2)))
    : der(tags.generalizedTime, Buffer.from(digits));
}

/** RFC 4055, 5: NULL parameters for RSA; RFC 5758, 3.2: none for ECDSA. */
const signatureAlgorithms = {
  rsa: encodeAlgorithm({ algorithmId: '1.2.840.113549.1.1.11', algorithmParams: new Null() }),
  ec: encodeAlgorithm({ algorithmId: '1.2.840.10045.4.3.2' }),
};

function encodeAlgorithm(
  parameters: ConstructorParameters<typeof AlgorithmIdentifier>[0],
): Uint8Array {
  return new Uint8Array(new AlgorithmIdentifier(parameters).toSchema().toBER());
}

function keyType(key: KeyObject): 'rsa' | 'ec' {
  return key.asymmetricKeyType === 'rsa' ? 'rsa' : 'ec';
}
