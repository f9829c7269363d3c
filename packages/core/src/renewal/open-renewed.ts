import type { Certificate } from '../certificate/facts.ts';
import type { Adoptable, AdoptablePem, AdoptablePkcs12 } from '../consumers/find-adoptable.ts';
import type { Effects } from '../effects.ts';
import { sameBytes } from '../bytes.ts';
import { openWithAny, ownIn } from '../consumers/opened.ts';
import { quietly } from '../errors.ts';
import type { Identity } from '../pkcs12/types.ts';
import { asOwnFile } from '../receive/choose.ts';
import type { Secret } from '../secret.ts';
import type { Candidate } from './candidate.ts';
import type { OpenedVersion } from './session.ts';

/** Files of another program, opened as far as known passwords go. */
export interface Renewed {
  readonly certificate: Certificate;
  /** Null: its key was not found, or does not open. */
  readonly identity: Identity | null;
  /** As a complete pair of .p12 and password. */
  readonly toCandidate: () => Promise<Candidate>;
}

/** Null when there is no telling what it is. */
export async function openRenewed(
  { context }: { readonly context: { readonly effects: Pick<Effects, 'randomBytes'> } },
  found: Adoptable,
  { password, identity }: Pick<OpenedVersion, 'password' | 'identity'>,
): Promise<Renewed | null> {
  const passwords = [...found.passwordHints, password];
  const { randomBytes } = context.effects;
  if (found.form === 'pkcs12') return openPair(found, passwords, { inUse: identity, randomBytes });
  return openPem(found, passwords, randomBytes);
}

async function openPair(
  { bytes, path }: AdoptablePkcs12,
  passwords: readonly Secret[],
  {
    inUse,
    randomBytes,
  }: { readonly inUse: Identity; readonly randomBytes: (size: number) => Uint8Array },
): Promise<Renewed | null> {
  const file = await openWithAny(bytes, passwords);
  if (file.kind !== 'opened') return null;
  const { opened } = file;
  // A keystore may hold several clients: what is another's is none of ours.
  const isSame = ({ subjectDer }: Certificate) => sameBytes(subjectDer, inUse.leaf.subjectDer);
  const identity = ownIn(opened, isSame);
  if (identity === null) return null;
  return {
    certificate: identity.leaf,
    identity,
    async toCandidate() {
      const own = await asOwnFile({ identity, opened, p12: bytes }, randomBytes);
      const { password } = own.opened;
      return { p12: own.p12, password, origin: 'adopted', fileName: path };
    },
  };
}

async function openPem(
  { bytes, keys }: AdoptablePem,
  passwords: readonly Secret[],
  randomBytes: (size: number) => Uint8Array,
): Promise<Renewed | null> {
  const { identityOfPem, sealPem } = await import('../consumers/pem-identity.ts');
  // What would take too long to open is passed over, as what cannot be opened.
  const found = await quietly(() => identityOfPem(bytes, keys, passwords));
  if (found === null || found.kind === 'unusable') return null;
  const identity = found.kind === 'opened' ? found.identity : null;
  return {
    certificate: found.kind === 'opened' ? found.identity.leaf : found.leaf,
    identity,
    toCandidate: async () => {
      if (found.kind !== 'opened') throw new TypeError('a certificate without its key');
      const { p12, password } = await sealPem(found, randomBytes);
      // The name of a .crt says nothing that a .p12 could be called by.
      return { p12, password, origin: 'adopted', fileName: null };
    },
  };
}
