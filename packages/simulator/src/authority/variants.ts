import { createPrivateKey, createPublicKey } from 'node:crypto';
import { type Certificate, dayMs, type Identity, type Secret } from '@weborca-cert/core';
import { type Authority, type ClientRequest, createAuthority } from './authority.ts';
import type { KeyPair } from './keys.ts';
import { issuedAt } from './lifetime.ts';
import { encodeName } from './names.ts';

/**
 * Certificates beside a given one: `renewed` is what the service should issue for it, every other
 * differs from that in the one thing its name says.
 */
export const variants = [
  'renewed',
  'other-cn',
  'not-client-cn',
  'other-subject',
  'other-issuer',
  'expired',
  'not-yet-valid',
  'earlier-expiry',
  'same-serial',
  'reused-key',
  'key-mismatch',
  'weaker-key',
  'ca-certificate',
  'no-client-auth',
  'hostile-friendly-name',
] as const;

export type Variant = (typeof variants)[number];

/** The certificate that asks; its key is needed for `reused-key` only. */
export interface Original {
  readonly leaf: Certificate;
  readonly privateKey?: Secret;
}

/** Issues the variant of `original`. `other-subject` is another tenant's certificate of the same CN. */
export async function issueVariant(
  authority: Authority,
  original: Original,
  variant: Variant,
  now: Date,
): Promise<Identity> {
  const { leaf } = original;
  const plain: ClientRequest = {
    subjectDer: leaf.subjectDer,
    ...issuedAt(now, leaf.facts),
    keyOtherThan: leaf.publicKeySha256,
  };
  const issue = (change: Partial<ClientRequest>): Promise<Identity> =>
    authority.issueClient({ ...plain, ...change });
  const named = (commonName: string, tenant: string): Partial<ClientRequest> => ({
    subjectDer: encodeName({ organization: authority.organization, commonName, tenant }),
  });
  const { commonName } = leaf.facts;

  switch (variant) {
    case 'other-cn':
      return issue(named(nextClient(commonName), tenantOf(leaf)));
    case 'not-client-cn':
      return issue(named('reception', tenantOf(leaf)));
    case 'other-subject':
      return issue(named(commonName, otherTenant));
    case 'other-issuer':
      return (await otherAuthority(authority, now)).issueClient(plain);
    case 'expired':
      return issue({ notBefore: daysFrom(now, -1096), notAfter: daysFrom(now, -1) });
    case 'not-yet-valid':
      return issue({ notBefore: daysFrom(now, 2), notAfter: daysFrom(now, 1098) });
    case 'earlier-expiry':
      return issue({ notAfter: daysFrom(leaf.facts.notAfter, -1) });
    case 'same-serial':
      return issue({ serialNumber: Buffer.from(leaf.facts.serialNumber, 'hex') });
    case 'reused-key':
      return issue({ key: keyOf(original) });
    case 'key-mismatch': {
      const other = await issue({});
      return { ...(await issue({})), privateKey: other.privateKey };
    }
    case 'weaker-key':
      return issue({ algorithm: 'rsa-1024' });
    case 'ca-certificate':
      return issue({ profile: { use: 'client-ca' } });
    case 'no-client-auth':
      return issue({ profile: { use: 'client-server-auth' } });
    case 'hostile-friendly-name':
      return issue({ friendlyName: `../\u001B[2J\u202E${commonName}\r\n` });
    case 'renewed':
      break;
  }
  return issue({});
}

/** A tenant that no simulator's own clients belong to. */
export const otherTenant = 'JP_u00009999';

function tenantOf(leaf: Certificate): string {
  return /(?:^|,)OU=([^,]*)/.exec(leaf.facts.subject)?.[1] ?? otherTenant;
}

function nextClient(commonName: string): string {
  const digits = /\d+$/.exec(commonName)?.[0] ?? '000';
  return `client${String(Number(digits) + 1).padStart(digits.length, '0')}`;
}

function daysFrom(date: Date, days: number): Date {
  return new Date(date.getTime() + days * dayMs);
}

function keyOf({ privateKey }: Original): KeyPair {
  if (privateKey === undefined) throw new Error('reused-key needs the key of the original');
  const key = createPrivateKey({
    key: Buffer.from(privateKey.reveal(), 'base64'),
    format: 'der',
    type: 'pkcs8',
  });
  return { privateKey: key, publicKey: createPublicKey(key) };
}

const others = new WeakMap<Authority, Promise<Authority>>();

/** Another authority of the same make, one for each: its certificates are refused by the first. */
async function otherAuthority(authority: Authority, now: Date): Promise<Authority> {
  const known = others.get(authority);
  if (known !== undefined) return known;
  const made = createAuthority({
    organization: 'Other Simulator',
    algorithm: authority.algorithm,
    keys: authority.keys,
    now: () => now,
  });
  others.set(authority, made);
  return made;
}
