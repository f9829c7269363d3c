import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

const generate = promisify(generateKeyPair);

/** `rsa-1024` is for certificates that are to be found too weak. */
export type KeyAlgorithm = 'rsa-2048' | 'p-256' | 'rsa-1024';

export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Where keys come from: `freshKeys`, or `pooledKeys` for load tests. */
export type KeySource = (algorithm: KeyAlgorithm) => Promise<KeyPair>;

/** A new key each time, as the real service does. */
export function freshKeys(): KeySource {
  return generateKey;
}

/**
 * The same `size` keys of an algorithm in turn, each made when it is first wanted: 5,000 fresh RSA
 * keys take minutes. At least two, so that a renewal can bring another key.
 */
export function pooledKeys(size = 16): KeySource {
  const pools = new Map<KeyAlgorithm, { readonly keys: Promise<KeyPair>[]; next: number }>();
  return (algorithm) => {
    const pool = pools.get(algorithm) ?? { keys: [], next: 0 };
    pools.set(algorithm, pool);
    const index = pool.next;
    pool.next = (index + 1) % Math.max(2, size);
    return (pool.keys[index] ??= generateKey(algorithm));
  };
}

/** PKCS#8 in DER, base64: the form in which core carries a private key. */
export const exportPrivateKey = once((key) =>
  key.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
);

/** SubjectPublicKeyInfo in DER. */
export const exportPublicKey = once((key) =>
  Uint8Array.from(key.export({ type: 'spki', format: 'der' })),
);

/** Keys of a pool and of the authority are exported again and again, and that is not cheap. */
function once<T>(read: (key: KeyObject) => T): (key: KeyObject) => T {
  const known = new WeakMap<KeyObject, T>();
  return (key) => {
    const value = known.get(key) ?? read(key);
    known.set(key, value);
    return value;
  };
}

async function generateKey(algorithm: KeyAlgorithm): Promise<KeyPair> {
  if (algorithm === 'p-256') return generate('ec', { namedCurve: 'P-256' });
  return generate('rsa', { modulusLength: algorithm === 'rsa-2048' ? 2048 : 1024 });
}
