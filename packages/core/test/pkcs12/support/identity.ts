import { openPkcs12 } from '../../../src/pkcs12/open.ts';
import type { Identity } from '../../../src/pkcs12/types.ts';
import { Secret } from '../../../src/secret.ts';
import { vectorBytes } from './vectors.ts';

/** An identity with a chain of two, by the leaf's key: `rsa2048` or `p256`. */
export async function sampleIdentity(key: 'rsa2048' | 'p256' = 'rsa2048'): Promise<Identity> {
  const bytes = vectorBytes(`ossl30-default-${key}.p12`);
  return (await openPkcs12(bytes, new Secret('testpass123'))).identity;
}
