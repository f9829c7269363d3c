import { changeConfiguration } from '../configuration/change.ts';
import { loadConfiguration } from '../configuration/load.ts';
import type { Configuration } from '../configuration/types.ts';
import type { Context } from '../context.ts';
import { nothingUnderCare } from '../configuration/under-care.ts';
import type { WeborcaError } from '../errors.ts';
import { exists } from '../files/durable.ts';

/** What the configuration says, with every default in its place. @throws WeborcaError `config-invalid` */
export function configuration(context: Context): Promise<Configuration> {
  return loadConfiguration(context.effects, context.places);
}

/** For an answer about no certificates: why there is none, and what the store holds all the same. */
export async function whyNothing(context: Context): Promise<WeborcaError<'nothing-under-care'>> {
  return nothingUnderCare(context, await configuration(context));
}

/**
 * The configuration's file, for an editor: begun where there is none, with hints for the person who opens
 * it. One that is there is left as it is, broken or not.
 *
 * @throws WeborcaError `config-invalid` for a place that others can write to, `destination-not-writable`
 */
export async function configurationToEdit({ effects, places, signal }: Context): Promise<string> {
  if (!(await exists(effects.files, places.configFile))) {
    await changeConfiguration({ effects, places, signal }, (text) => text);
  }
  return places.configFile;
}
