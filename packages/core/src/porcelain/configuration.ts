import { loadConfiguration } from '../configuration/load.ts';
import type { Configuration } from '../configuration/types.ts';
import type { Context } from '../context.ts';

/** What the configuration says, with every default in its place. @throws WeborcaError `config-invalid` */
export function configuration(context: Context): Promise<Configuration> {
  return loadConfiguration(context.effects, context.places);
}
