import type { Certificate, Identity } from '@weborca-cert/core';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Authority, createAuthority } from '../../src/authority/authority.ts';
import { endingIn } from '../../src/authority/lifetime.ts';
import { encodeName } from '../../src/authority/names.ts';
import { issueVariant, type Variant, variants } from '../../src/authority/variants.ts';

/** What a check of a renewal would find, by name. */
type Difference =
  | 'ca'
  | 'cn'
  | 'earlier'
  | 'expired'
  | 'future'
  | 'issuer'
  | 'key-reused'
  | 'mismatch'
  | 'name'
  | 'serial-reused'
  | 'subject'
  | 'usage'
  | 'weaker';

const expected: Readonly<Record<Variant, readonly Difference[]>> = {
  renewed: [],
  'other-cn': ['cn', 'subject'],
  'not-client-cn': ['cn', 'subject'],
  'other-subject': ['subject'],
  'other-issuer': ['issuer'],
  expired: ['earlier', 'expired'],
  'not-yet-valid': ['future'],
  'earlier-expiry': ['earlier'],
  'same-serial': ['serial-reused'],
  'reused-key': ['key-reused'],
  'key-mismatch': ['mismatch'],
  'weaker-key': ['weaker'],
  'ca-certificate': ['ca'],
  'no-client-auth': ['usage'],
  'hostile-friendly-name': ['name'],
};

const now = new Date('2026-11-22T10:00:00Z');
let authority: Authority;
let original: Identity;

beforeAll(async () => {
  authority = await createAuthority({ algorithm: 'p-256' });
  const subjectDer = encodeName({
    organization: 'O',
    tenant: 'JP_u00000001',
    commonName: 'client001',
  });
  original = await authority.issueClient({ subjectDer, ...endingIn(now, 45) });
});

function differences(found: Identity): readonly Difference[] {
  const { leaf } = found;
  const before: Certificate = original.leaf;
  const tests: readonly [Difference, boolean][] = [
    ['ca', leaf.isCa],
    ['cn', leaf.facts.commonName !== before.facts.commonName],
    ['earlier', leaf.facts.notAfter < before.facts.notAfter],
    ['expired', leaf.facts.notAfter < now],
    ['future', leaf.facts.notBefore > now],
    ['issuer', leaf.facts.issuer !== before.facts.issuer && !authority.signed(leaf)],
    ['key-reused', leaf.publicKeySha256 === before.publicKeySha256],
    ['mismatch', !keyFits(found)],
    ['name', found.friendlyName !== leaf.facts.commonName],
    ['serial-reused', leaf.facts.serialNumber === before.facts.serialNumber],
    ['subject', Buffer.compare(leaf.subjectDer, before.subjectDer) !== 0],
    ['usage', !leaf.clientAuth],
    ['weaker', leaf.strength < before.strength],
  ];
  return tests.flatMap(([name, holds]) => (holds ? [name] : []));
}

function keyFits({ leaf, privateKey }: Identity): boolean {
  const key = Buffer.from(privateKey.reveal(), 'base64');
  return new X509Certificate(leaf.der).checkPrivateKey(
    createPrivateKey({ key, format: 'der', type: 'pkcs8' }),
  );
}

describe('variants', () => {
  test.each(variants)('%s differs in what its name says, and in nothing else', async (variant) => {
    const found = await issueVariant(authority, original, variant, now);
    expect(differences(found)).toEqual(expected[variant]);
  });

  test('the renewed one lasts three years', async () => {
    const { leaf } = await issueVariant(authority, original, 'renewed', now);
    expect(leaf.facts.notAfter).toEqual(new Date('2029-11-22T10:00:00Z'));
  });

  test('three within a second: each ends later than the one before', async () => {
    const ends: number[] = [];
    let { leaf } = original;
    for (let n = 0; n < 3; n += 1) {
      ({ leaf } = await issueVariant(authority, { leaf }, 'renewed', now));
      ends.push(leaf.facts.notAfter.getTime() - Date.parse('2029-11-22T10:00:00Z'));
    }
    expect(ends).toEqual([0, 1_000, 2_000]);
  });
});
