import type { Effects } from '../effects.ts';
import type { OpenPair, Store } from './types.ts';

export type { Store } from './types.ts';

/** The store of these places, over these effects. Touches nothing; the folder is made when needed. */
export function openStore(
  effects: Pick<Effects, 'files' | 'randomBytes'>,
  places: { readonly storeDir: string },
  open: OpenPair,
): Store {
  return { files: effects.files, dir: places.storeDir, random: effects.randomBytes, open };
}
