import type { FoundContent } from '../words/contents.ts';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isWeborcaError, WeborcaError } from '../errors.ts';
import { Secret } from '../secret.ts';
import {
  type CertificateBag,
  type KeyBag,
  type OtherBag,
  type Envelope,
  readEnvelope,
} from './envelope.ts';
import { describeOpened } from './describe.ts';
import { eachOnce } from '../certificate/several.ts';
import { findIdentities, keySecret, type ReadBag, readCertificateBags } from './identity.ts';
import { type Budget, createBudget, defaultLimits, type Limits } from './limits.ts';
import type { EncryptionFacts, OpenedPkcs12, Pieces, Pkcs12Contents } from './types.ts';
import { type Unlocked, unlock } from './unlock.ts';
import type { OpeningNote } from '../words/notes.ts';

export interface OpeningOptions {
  /** Named in errors. */
  readonly path?: string;
  readonly limits?: Partial<Limits>;
  /** What is left for this and other files, and for other passwords; default: the limits' own. */
  readonly budget?: Budget;
  /** Of a key that has its own; asked for only then. */
  readonly keyPassword?: () => Promise<Secret | null>;
}

/**
 * Opens a PKCS#12 (RFC 7292; DER or BER) under a password: as given, then without one line end,
 * then in the encodings that broken producers use. `notes` say what a person should know.
 *
 * @throws WeborcaError `password-wrong`, `pkcs12-damaged`, `pkcs12-unsupported` (named),
 * `pkcs12-limit`, or `not-a-certificate` with what the bytes are instead
 * @example
 * const { identity, notes } = await openPkcs12(await readFile(path), new Secret('…'));
 */
export async function openPkcs12(
  bytes: Uint8Array,
  password: Secret,
  options: OpeningOptions = {},
): Promise<OpenedPkcs12> {
  const contents = await openContents(bytes, password, options);
  const { identity, others, pieces, keyApart, mac, encryption, notes } = contents;
  if (identity === null) {
    const error = new WeborcaError('not-a-certificate', { found: whatElse(contents) });
    throw withPath(error, options.path);
  }
  const { password: opening } = contents;
  return { identity, others, pieces, keyApart, password: opening, mac, encryption, notes };
}

/**
 * The same for a look at what is in a file that is no identity: certificates without a
 * key (a trust store), a key without its certificate.
 *
 * @throws WeborcaError as `openPkcs12`; `not-a-certificate` only when it is no PKCS#12
 */
export async function openContents(
  bytes: Uint8Array,
  password: Secret,
  options: OpeningOptions = {},
): Promise<Pkcs12Contents> {
  try {
    const limits = { ...defaultLimits, ...options.limits };
    const envelope = readEnvelope(bytes, limits);
    // Each step takes milliseconds when its code runs for the first time: a turn of its own.
    await nextTurn();
    const budget = options.budget ?? createBudget(limits);
    const unlocked = await unlock(envelope, {
      password: password.reveal(),
      budget,
      ...(options.keyPassword === undefined ? {} : { keyPassword: options.keyPassword }),
    });
    await nextTurn();
    return await toContents(envelope, unlocked, budget);
  } catch (error) {
    throw withPath(error, options.path);
  }
}

/**
 * That it is a PKCS#12 and there whole, as far as it shows without its password: nobody should be asked
 * for one that cannot help.
 *
 * @throws WeborcaError `not-a-certificate`, `pkcs12-damaged`, `pkcs12-unsupported`, `pkcs12-limit`
 */
export function requireWhole(bytes: Uint8Array, path: string): void {
  try {
    readEnvelope(bytes, defaultLimits);
  } catch (error) {
    throw withPath(error, path);
  }
}

async function toContents(
  envelope: Envelope,
  unlocked: Unlocked,
  budget: Budget,
): Promise<Pkcs12Contents> {
  const bags = unlocked.parts.flatMap((part) => part.bags);
  const locked = unlocked.parts.flatMap((part) => part.locked);
  const keys = bags.filter((bag): bag is KeyBag => bag.kind === 'key');
  const found = bags.filter((bag): bag is CertificateBag => bag.kind === 'certificate');
  budget.admit({ certificates: found.length, keys: keys.length });
  const read = await readCertificateBags(found);
  const [identity = null, ...others] = findIdentities(keys, read);
  const encryption = describeOpened(envelope, unlocked.parts);
  const { mac } = envelope;
  return {
    identity,
    others,
    pieces: piecesOf(keys, read, [
      ...locked.map(({ bag }) => ({ bag, secret: true })),
      ...bags.filter((bag): bag is OtherBag => bag.kind === 'other'),
    ]),
    keyApart: unlocked.keyApart,
    certificates:
      identity === null
        ? eachOnce(read.map(({ certificate }) => certificate))
        : [identity.leaf, ...identity.chain, ...others.map(({ leaf }) => leaf)],
    keyCount: keys.length,
    password: new Secret(unlocked.password),
    mac: mac === null ? null : { algorithm: mac.label, iterations: mac.iterations },
    encryption,
    notes: [...unlocked.notes, ...noteworthy(envelope, keys.length, encryption)],
  };
}

function piecesOf(
  keys: readonly KeyBag[],
  certificates: readonly ReadBag[],
  opaque: readonly Pick<OtherBag, 'bag' | 'secret'>[],
): Pieces {
  return {
    keys: keys.map(({ pkcs8, apart = null, attributes }) => ({
      privateKey: keySecret(pkcs8),
      apart,
      attributes,
    })),
    certificates: certificates.map(({ certificate, attributes }) => ({ certificate, attributes })),
    locked: opaque.filter(({ secret }) => secret).map(({ bag }) => bag),
    unknown: opaque.filter(({ secret }) => !secret).map(({ bag }) => bag),
  };
}

function noteworthy(
  { mac, trailing }: Envelope,
  keyCount: number,
  encryption: readonly EncryptionFacts[],
): readonly OpeningNote[] {
  const isPlain = encryption.some((fact) => fact.for === 'key' && fact.algorithm === 'none');
  return [
    ...(mac === null ? (['no-mac'] as const) : []),
    ...(keyCount > 1 ? (['several-keys'] as const) : []),
    ...(isPlain ? (['unencrypted-key'] as const) : []),
    ...(trailing ? (['trailing-bytes'] as const) : []),
  ];
}

function whatElse({ keyCount, certificates }: Pkcs12Contents): FoundContent {
  if (keyCount === 0) return certificates.length === 0 ? 'empty' : 'certificate only';
  return certificates.length === 0 ? 'key only' : 'key without its certificate';
}

function withPath(error: unknown, path: string | undefined): unknown {
  if (path === undefined || !isWeborcaError(error)) return error;
  return new WeborcaError(error.code, { ...error.details, path }, { cause: error });
}
