import type { Effects } from '../effects.ts';
import { openPair } from './open-pair.ts';
import { openStore } from './store.ts';
import type { Store } from './types.ts';

/** The store at the places of whoever asks, whose pairs are opened with the full PKCS#12 reader. */
export function storeOf(at: {
  readonly effects: Pick<Effects, 'files' | 'randomBytes'>;
  readonly places: { readonly storeDir: string };
}): Store {
  return openStore(at.effects, at.places, openPair);
}
