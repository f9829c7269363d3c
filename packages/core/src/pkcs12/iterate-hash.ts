import { createHash } from 'node:crypto';
import type { HashName } from './scheme.ts';

/** `digest`, hashed `times` more times. */
export async function iterateHash(
  hash: HashName,
  digest: Uint8Array,
  times: number,
): Promise<Uint8Array> {
  let state = digest;
  for (let done = 0; done < times; done += 1) state = createHash(hash).update(state).digest();
  return state;
}
