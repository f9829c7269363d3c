import type { Effects } from '../effects.ts';
import { sha256Hex } from '../bytes.ts';
import { readPlain } from '../consumers/read-files.ts';
import { hasKey, leafOf } from '../consumers/pem-text.ts';
import type { Detected, Known } from './detect.ts';

/** Files that are the certificate themselves: a .p12 of the store's bytes, a PEM pair. */
export async function detectCopies(
  effects: Effects,
  { fingerprints, p12Digests }: Known,
  paths: readonly string[],
): Promise<readonly Detected[]> {
  const files = new Map<string, Uint8Array>();
  for (const path of paths) {
    const bytes = await readPlain(effects, path);
    if (bytes !== null && !('reason' in bytes)) files.set(path, bytes);
  }
  const keys = [...files].filter(([, bytes]) => hasKey(bytes)).map(([path]) => path);
  return [...files].flatMap(([path, bytes]): readonly Detected[] => {
    if (p12Digests.has(sha256Hex(bytes))) {
      return [{ entry: { kind: 'pkcs12', path }, names: path, because: 'content' }];
    }
    const leaf = leafOf(bytes);
    if (leaf === null || !fingerprints.has(leaf.fingerprint)) return [];
    const key = keys.find((one) => one === path) ?? keys.find((one) => stem(one) === stem(path));
    if (key === undefined) return [];
    const entry = { kind: 'pem', certificate: path, key };
    return [{ entry, names: path, because: 'content' }];
  });
}

function stem(path: string): string {
  return path.replace(/\.[^.\\/]+$/, '');
}
