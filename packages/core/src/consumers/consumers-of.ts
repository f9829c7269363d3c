import type { Effects } from '../effects.ts';
import { hostFolder } from '../store/layout.ts';
import type { ConsumersOf } from './bind.ts';

/** What every function over a certificate's consumers starts from. */
export function consumersOf(
  {
    effects,
    places,
  }: {
    readonly effects: Effects;
    readonly places: { readonly configFile: string; readonly storeDir: string };
  },
  certificate: ConsumersOf['certificate'],
): ConsumersOf {
  const { configFile, storeDir } = places;
  const stateFolder = hostFolder({ dir: storeDir }, certificate.name);
  return { effects, certificate, configFile, stateFolder };
}
