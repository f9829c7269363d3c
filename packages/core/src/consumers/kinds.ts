import type { Kind } from './kind.ts';
import { pkcs12 } from './kinds/pkcs12.ts';

/** Every kind by the name the configuration knows it by. */
export const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([['pkcs12', pkcs12]]);
