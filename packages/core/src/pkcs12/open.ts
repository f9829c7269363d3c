import { setImmediate as nextTurn } from 'node:timers/promises';
import { isWeborcaError, WeborcaError } from '../errors.ts';
import { Secret } from '../secret.ts';
import type { CertificateBag, KeyBag } from './bags.ts';
import { describeOpened } from './describe.ts';
import type { Envelope } from './envelope.ts';
import { buildIdentity } from './identity.ts';
import { createBudget, defaultLimits, type Limits } from './limits.ts';
import { readPkcs12Envelope } from './structure.ts';
import type { OpenedPkcs12, OpeningNote } from './types.ts';
import { type Unlocked, unlock } from './unlock.ts';

export interface OpeningOptions {
  /** Named in errors. */
  readonly path?: string;
  readonly limits?: Partial<Limits>;
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
  try {
    const limits = { ...defaultLimits, ...options.limits };
    const envelope = readPkcs12Envelope(bytes, limits);
    // Each step takes milliseconds when its code runs for the first time: a turn of its own.
    await nextTurn();
    const unlocked = await unlock(envelope, password.reveal(), createBudget(limits));
    await nextTurn();
    return await toOpened(envelope, unlocked);
  } catch (error) {
    throw options.path === undefined ? error : withPath(error, options.path);
  }
}

async function toOpened(envelope: Envelope, unlocked: Unlocked): Promise<OpenedPkcs12> {
  const bags = unlocked.parts.flatMap((part) => part.bags);
  const keys = bags.filter((bag): bag is KeyBag => bag.kind === 'key');
  const certificates = bags.filter((bag): bag is CertificateBag => bag.kind === 'certificate');
  const encryption = describeOpened(envelope, unlocked.parts);
  const notes: OpeningNote[] = [...unlocked.notes];
  if (envelope.mac === null) notes.push('no-mac');
  if (keys.length > 1) notes.push('several-keys');
  if (encryption.some((fact) => fact.for === 'key' && fact.algorithm === 'none')) {
    notes.push('unencrypted-key');
  }
  const { mac } = envelope;
  return {
    identity: await buildIdentity(keys, certificates),
    password: new Secret(unlocked.password),
    mac: mac === null ? null : { algorithm: mac.label, iterations: mac.iterations },
    encryption,
    notes,
  };
}

function withPath(error: unknown, path: string): unknown {
  if (!isWeborcaError(error)) return error;
  return new WeborcaError(error.code, { ...error.details, path }, { cause: error });
}
