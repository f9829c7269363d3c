import { randomBytes, randomInt } from 'node:crypto';
import type { Certificate, Identity } from '@weborca-cert/core';
import type { Authority } from '../authority/authority.ts';
import { issueVariant, type Original, type Variant } from '../authority/variants.ts';
import type { FaultNameOn } from '../faults/catalogue.ts';
import type { Seal } from './seal.ts';

/** One certificate that was made, and where it can be fetched. */
export interface Issuance {
  /** The last part of its uri. */
  readonly id: string;
  readonly at: Date;
  readonly asker: Certificate;
  readonly identity: Identity;
  /** As the answer says it; under a fault not the one that opens the file. */
  readonly pass: string;
  readonly bytes: Uint8Array;
  /** GETs that were answered, or were cut after the work. */
  downloads: number;
  readonly once: boolean;
}

export type IssueFault = FaultNameOn<'issue'>;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Twelve letters and digits, as the service makes them. */
export function makePassword(): string {
  return Array.from({ length: 12 }, () => alphabet[randomInt(alphabet.length)]).join('');
}

interface Maker {
  readonly authority: Authority;
  readonly seal: Seal;
}

/** Makes the new certificate for `original`, spoiled by `fault`, and seals it. */
export async function issue(
  { authority, seal }: Maker,
  original: Original,
  { fault, now }: { readonly fault: IssueFault | null; readonly now: Date },
): Promise<Issuance> {
  const identity = await issueVariant(authority, original, variantOf(fault), now);
  const { pass, sealedWith } = passwords(fault);
  return {
    id: randomBytes(16).toString('hex'),
    at: now,
    asker: original.leaf,
    identity,
    pass,
    bytes: await seal(identity, sealedWith),
    downloads: 0,
    once: fault === 'uri-once',
  };
}

function passwords(fault: IssueFault | null): { pass: string; sealedWith: string } {
  const password = makePassword();
  if (fault === 'wrong-password') return { pass: makePassword(), sealedWith: password };
  if (fault === 'password-line-end-added') return { pass: `${password}\n`, sealedWith: password };
  const pass = fault === 'password-line-end' ? `${password}\n` : password;
  return { pass, sealedWith: pass };
}

function variantOf(fault: IssueFault | null): Variant {
  switch (fault) {
    case null:
    case 'wrong-password':
    case 'password-line-end':
    case 'password-line-end-added':
    case 'uri-once':
      return 'renewed';
    default:
      return fault;
  }
}
