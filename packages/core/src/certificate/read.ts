import { fromBER, Integer, ObjectIdentifier, Sequence } from 'asn1js';
import {
  BasicConstraints,
  Certificate as X509,
  ExtKeyUsage,
  type PublicKeyInfo,
  RelativeDistinguishedNames,
} from 'pkijs';
import { sha256Hex } from '../bytes.ts';
import { shortText } from './clean.ts';
import type { Certificate } from './facts.ts';
import { readValidity } from './validity.ts';

const oid = {
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  anyExtendedKeyUsage: '2.5.29.37.0',
  commonName: '2.5.4.3',
  rsa: ['1.2.840.113549.1.1.1', '1.2.840.113549.1.1.10'],
  ec: '1.2.840.10045.2.1',
} as const;

// RFC 4514 section 3, and the names OpenSSL gives to the rest.
const attributeNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'street',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.42': 'GN',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

const curves: Readonly<Record<string, { readonly name: string; readonly strength: number }>> = {
  '1.2.840.10045.3.1.7': { name: 'EC P-256', strength: 128 },
  '1.3.132.0.34': { name: 'EC P-384', strength: 192 },
  '1.3.132.0.35': { name: 'EC P-521', strength: 256 },
  '1.3.132.0.10': { name: 'EC secp256k1', strength: 128 },
};

const edwards: Readonly<Record<string, { readonly name: string; readonly strength: number }>> = {
  '1.3.101.112': { name: 'Ed25519', strength: 128 },
  '1.3.101.113': { name: 'Ed448', strength: 224 },
};

/** As many as are met again soon: a run over thousands sees the same authorities each time. */
const mostRemembered = 32;
const remembered = new Map<string, Certificate>();

/**
 * Reads one X.509 certificate in DER (RFC 5280). The same bytes are parsed once.
 *
 * @throws WeborcaError `not-a-certificate` that names the time which is none; an error of any kind
 *   when the bytes are no certificate otherwise: callers add the code.
 */
export function readCertificate(der: Uint8Array): Certificate {
  const fingerprint = sha256Hex(der);
  const known = remembered.get(fingerprint);
  remembered.delete(fingerprint);
  const certificate = known ?? parse(der);
  remembered.set(fingerprint, certificate);
  const [oldest] = remembered.size > mostRemembered ? remembered.keys() : [];
  if (oldest !== undefined) remembered.delete(oldest);
  // Each its own object: code that compares by identity means this reading of it.
  return { ...certificate };
}

/**
 * A distinguished name in DER as text (RFC 4514).
 *
 * @throws an error of any kind when the bytes are none
 *
 * @example
 * readName(certificate.issuerDer); // 'CN=Example CA,O=Example'
 */
export function readName(der: Uint8Array): string {
  return distinguishedName(RelativeDistinguishedNames.fromBER(Uint8Array.from(der).buffer));
}

function parse(der: Uint8Array): Certificate {
  const validity = readValidity(der);
  const x509 = X509.fromBER(Uint8Array.from(der).buffer);
  const { name, strength } = describeKey(x509.subjectPublicKeyInfo);
  const facts = {
    subject: distinguishedName(x509.subject),
    commonName: commonName(x509.subject),
    issuer: distinguishedName(x509.issuer),
    serialNumber: serialNumber(x509.serialNumber.valueBlock.valueHexView),
    ...validity,
    fingerprintSha256: sha256Hex(der),
    publicKey: shortText(name, 'value'),
  };
  return {
    facts,
    der: Uint8Array.from(der),
    subjectDer: new Uint8Array(x509.subject.toSchema().toBER()),
    issuerDer: new Uint8Array(x509.issuer.toSchema().toBER()),
    publicKeySha256: sha256Hex(new Uint8Array(x509.subjectPublicKeyInfo.toSchema().toBER())),
    strength,
    isCa: extension(x509, oid.basicConstraints, BasicConstraints)?.cA === true,
    clientAuth: allowsClientAuth(x509),
  };
}

function allowsClientAuth(x509: X509): boolean {
  const usages = extension(x509, oid.extendedKeyUsage, ExtKeyUsage)?.keyPurposes;
  if (usages === undefined) return true;
  return usages.includes(oid.clientAuth) || usages.includes(oid.anyExtendedKeyUsage);
}

function extension<T>(
  x509: X509,
  id: string,
  type: abstract new (...args: never[]) => T,
): T | undefined {
  const parsed: unknown = x509.extensions?.find((e) => e.extnID === id)?.parsedValue;
  return parsed instanceof type ? parsed : undefined;
}

/** RFC 5280, 4.1.2.2: at most 20 octets; a number that is longer shows its beginning. */
const serialDigits = 128;

/** As OpenSSL prints it: no sign octet, an even number of digits. */
function serialNumber(value: Uint8Array): string {
  const hex = Buffer.from(value).toString('hex').toUpperCase();
  const digits = hex.length > 2 && hex.startsWith('00') ? hex.slice(2) : hex;
  return digits.slice(0, serialDigits);
}

function attributeText(value: { valueBlock?: { value?: unknown } }): string {
  const text = value.valueBlock?.value;
  return typeof text === 'string' ? text : '';
}

function commonName(name: RelativeDistinguishedNames): string {
  const last = name.typesAndValues.findLast((t) => t.type === oid.commonName);
  return last === undefined ? '' : shortText(attributeText(last.value), 'commonName');
}

/** RFC 4514 section 2: the sequence is written in reverse, special characters are escaped. */
function distinguishedName(name: RelativeDistinguishedNames): string {
  const text = name.typesAndValues
    .toReversed()
    .map((t) => {
      const kind = t.type === oid.commonName ? 'commonName' : 'value';
      return `${attributeNames[t.type] ?? t.type}=${escapeValue(attributeText(t.value), kind)}`;
    })
    .join(',');
  return shortText(text, 'name');
}

function escapeValue(value: string, kind: 'commonName' | 'value'): string {
  return shortText(value, kind)
    .replaceAll(/[",+;<>\\]/g, String.raw`\$&`)
    .replace(/^[ #]/, String.raw`\$&`)
    .replace(/ $/, String.raw`\ `);
}

/** Comparable strengths: NIST SP 800-57 part 1 revision 5, table 2. */
function rsaStrength(bits: number): number {
  if (bits >= 15_360) return 256;
  if (bits >= 7680) return 192;
  if (bits >= 3072) return 128;
  if (bits >= 2048) return 112;
  return bits >= 1024 ? 80 : 0;
}

function describeKey(key: PublicKeyInfo): { readonly name: string; readonly strength: number } {
  const algorithm = key.algorithm.algorithmId;
  if ((oid.rsa as readonly string[]).includes(algorithm)) {
    const bits = rsaBits(key.subjectPublicKey.valueBlock.valueHexView);
    return { name: `RSA ${bits}`, strength: rsaStrength(bits) };
  }
  if (algorithm === oid.ec) {
    const parameters: unknown = key.algorithm.algorithmParams;
    const curve =
      parameters instanceof ObjectIdentifier ? parameters.valueBlock.toString() : 'unnamed curve';
    return curves[curve] ?? { name: `EC ${curve}`, strength: 0 };
  }
  return edwards[algorithm] ?? { name: algorithm, strength: 0 };
}

/** RFC 8017 A.1.1: RSAPublicKey is a sequence that begins with the modulus. */
function rsaBits(publicKey: Uint8Array): number {
  const { result } = fromBER(Uint8Array.from(publicKey).buffer);
  const modulus = result instanceof Sequence ? result.valueBlock.value[0] : undefined;
  if (!(modulus instanceof Integer)) return 0;
  const bytes = modulus.valueBlock.valueHexView;
  const first = bytes.findIndex((byte) => byte !== 0);
  return first < 0 ? 0 : (bytes.length - first) * 8 - (Math.clz32(bytes[first] ?? 0) - 24);
}
