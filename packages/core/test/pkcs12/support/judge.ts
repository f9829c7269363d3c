import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { isWeborcaError, type WeborcaError } from '../../../src/errors.ts';
import { openPkcs12 } from '../../../src/pkcs12/open.ts';
import type { Identity, OpenedPkcs12 } from '../../../src/pkcs12/types.ts';
import type { Secret } from '../../../src/secret.ts';

/** What became of opening a file: the contents, or our own error; any other error is thrown. */
export type Judgement =
  | { readonly opened: OpenedPkcs12; readonly error: null }
  | { readonly opened: null; readonly error: WeborcaError };

export async function judge(bytes: Uint8Array, password: Secret): Promise<Judgement> {
  try {
    return { opened: await openPkcs12(bytes, password), error: null };
  } catch (error) {
    if (isWeborcaError(error)) return { opened: null, error };
    throw error;
  }
}

/** The code, with what it names: `not-a-certificate (PEM)`; `opened` if it opened. */
export function verdict({ error }: Judgement): string {
  if (error === null) return 'opened';
  const [detail] = Object.values(error.details);
  return typeof detail === 'string' ? `${error.code} (${detail})` : error.code;
}

/** SHA-256 of the SubjectPublicKeyInfo that belongs to the identity's private key. */
export function publicKeySha256({ privateKey }: Identity): string {
  const key = createPrivateKey({
    key: Buffer.from(privateKey.reveal(), 'base64'),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('hex');
}

export function fingerprints({ leaf, chain }: Identity): readonly string[] {
  return [leaf, ...chain].map(({ facts }) => facts.fingerprintSha256);
}
