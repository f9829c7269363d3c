import { WeborcaError } from '../errors.ts';
import type { DamagedPart } from '../words/contents.ts';
import {
  hmacLabel,
  iterationCount,
  readHash,
  readHmac,
  readKdf,
  readScheme,
} from './algorithms.ts';
import {
  children,
  decode,
  type Element,
  encoded,
  explicit,
  identifier,
  isContext,
  isInteger,
  natural,
  octets,
  sequence,
} from './asn1.ts';
import { type Bag, readBags } from './bags.ts';
import type { Limits } from './limits.ts';
import { content, oids } from './oids.ts';
import { damaged, limit, unsupported } from './problems.ts';
import { kindNames, recognise } from './recognise.ts';
import { hashLengths, type MacScheme, type Scheme } from './scheme.ts';

/** One ContentInfo of the AuthenticatedSafe (RFC 7292, 4.1). */
export type Safe =
  | { readonly encrypted: false; readonly bags: readonly Bag[] }
  | { readonly encrypted: true; readonly scheme: Scheme; readonly ciphertext: Uint8Array };

/** The outer structure of a file, read without its password. */
export interface Envelope {
  /** What the MAC is computed over. */
  readonly authenticated: Uint8Array;
  readonly safes: readonly Safe[];
  readonly mac: MacScheme | null;
  /** Something follows that is no line end or blank: nothing vouches for it. */
  readonly trailing: boolean;
}

/** The envelope, or what the bytes are instead of a PKCS#12. */
export function readEnvelope(bytes: Uint8Array, limits: Limits): Envelope {
  const kind = recognise(bytes);
  if (kind !== 'pkcs12') {
    throw new WeborcaError('not-a-certificate', { found: kindNames[kind] });
  }
  if (bytes.length > limits.bytes) throw limit('size');
  return readPfx(bytes);
}

/** Reads PFX, AuthenticatedSafe and MacData (RFC 7292, section 4). */
function readPfx(bytes: Uint8Array): Envelope {
  const outer = decode(bytes, 'PFX');
  const [version, authSafe, macData] = sequence(outer, 'PFX');
  if (!isInteger(version) || natural(version, 'version') !== 3) throw damaged('version');
  const authenticated = readData(authSafe, 'authenticated safe');
  const safes = sequence(decode(authenticated, 'authenticated safe'), 'authenticated safe');
  return {
    authenticated,
    safes: safes.map((safe) => readSafe(safe)),
    mac: macData === undefined ? null : readMac(macData),
    trailing: bytes.subarray(encoded(outer).length).some((byte) => !blanks.has(byte)),
  };
}

/** Line ends, blanks and the zeros that transfers and disks put behind a file. */
const blanks: ReadonlySet<number> = new Set([0x00, 0x09, 0x0a, 0x0d, 0x1a, 0x20]);

function readData(contentInfo: Element | undefined, at: DamagedPart): Uint8Array {
  const [type, value] = sequence(contentInfo, at);
  const oid = identifier(type, at);
  if (oid !== content.data) throw unsupported(oid);
  return octets(explicit(value, 0, at), at);
}

function readSafe(contentInfo: Element): Safe {
  const at = 'safe';
  const [type, value] = sequence(contentInfo, at);
  const oid = identifier(type, at);
  if (oid === content.data) {
    return { encrypted: false, bags: readBags(readData(contentInfo, at)) };
  }
  if (oid !== content.encryptedData) throw unsupported(oid);
  // EncryptedData { version, EncryptedContentInfo { contentType, algorithm, [0] content } }
  const [, info] = sequence(explicit(value, 0, at), at);
  const [, algorithm, encryptedContent] = sequence(info, at);
  if (!isContext(encryptedContent, 0)) throw damaged(at);
  const ciphertext = octets(encryptedContent, at);
  return { encrypted: true, scheme: readScheme(algorithm), ciphertext };
}

const macAt = 'MAC parameters';

function readMac(macData: Element): MacScheme {
  const [digestInfo, saltElement, iterationsElement] = sequence(macData, macAt);
  const [algorithm, digest] = sequence(digestInfo, macAt);
  const expected = octets(digest, macAt);
  if (identifier(children(algorithm, macAt)[0], macAt) === oids.pbmac1) {
    return readPbmac1(algorithm, expected);
  }
  const hash = readHash(algorithm);
  // DEFAULT 1 (RFC 7292, 4).
  const iterations = iterationsElement === undefined ? 1 : iterationCount(iterationsElement);
  const salt = octets(saltElement, macAt);
  if (expected.length !== hashLengths[hash]) throw damaged(macAt);
  return {
    label: hmacLabel(hash),
    iterations,
    hash,
    expected,
    derivation: {
      kind: 'pkcs12',
      hash,
      salt,
      iterations,
      purpose: 3,
      length: hashLengths[hash],
    },
  };
}

/** RFC 9579: PBMAC1-params { keyDerivationFunc, messageAuthScheme }; the key length is stated. */
function readPbmac1(algorithm: Element | undefined, expected: Uint8Array): MacScheme {
  const [, parameters] = sequence(algorithm, macAt);
  const [kdf, scheme] = sequence(parameters, macAt);
  const hash = readHmac(scheme);
  if (expected.length !== hashLengths[hash]) throw damaged(macAt);
  const { derivation, name } = readKdf(kdf, null);
  return {
    label: `PBMAC1 ${hmacLabel(hash)}, ${name}`,
    iterations: derivation.iterations,
    hash,
    expected,
    derivation,
  };
}
