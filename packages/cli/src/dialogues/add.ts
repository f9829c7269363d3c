import { configuration, type AddRequest, type Context } from '@weborca-cert/core';
import { usageError } from '../arguments/usage.ts';
import type { Ask } from '../prompt.ts';
import type { Session } from '../session.ts';
import type { CliText } from '../text/types.ts';

/** What the command line gave for `add`. */
export interface AddValues {
  readonly file: string | null;
  readonly name: string | null;
  readonly service: string | null;
  readonly inPlace: boolean | null;
  readonly backups: readonly string[];
}

export type CompleteAdd = Omit<AddRequest, 'password'>;

/**
 * Fills in what is missing by asking, where somebody can be asked; elsewhere core's defaults hold.
 *
 * @throws WeborcaError usage-invalid without a file
 */
export async function completeAdd(
  given: AddValues,
  { ask, text }: Pick<Session, 'ask' | 'text'>,
  context: Context,
): Promise<CompleteAdd> {
  const { prompts } = text;
  const file = given.file ?? (await ask?.line(prompts.addFile)) ?? '';
  if (file === '') throw usageError('argument-missing', 'FILE');
  const asked = ask === null ? given : await askForTheRest(given, file, { ask, prompts, context });
  const { name, service, inPlace, backups } = asked;
  return {
    file,
    ...(name === null ? {} : { name }),
    ...(service === null ? {} : { service }),
    ...(inPlace === null ? {} : { inPlace }),
    ...(backups.length === 0 ? {} : { backups }),
  };
}

async function askForTheRest(
  given: AddValues,
  file: string,
  asking: { readonly ask: Ask; readonly prompts: CliText['prompts']; readonly context: Context },
): Promise<AddValues> {
  const { ask, prompts, context } = asking;
  const service = given.service ?? (await askForService(asking));
  let { inPlace, backups } = given;
  if (inPlace === null && !/\.zip$/i.test(file)) {
    inPlace = await ask.decide(prompts.addInPlace(file));
  }
  if (backups.length === 0) {
    const folder = await ask.line(prompts.addBackup);
    backups = folder === '' ? [] : [folder];
  }
  context.signal.throwIfAborted();
  return { ...given, service, inPlace, backups };
}

/** The only service of one's own is taken without asking. */
async function askForService({
  ask,
  prompts,
  context,
}: {
  readonly ask: Ask;
  readonly prompts: CliText['prompts'];
  readonly context: Context;
}): Promise<string | null> {
  const { ownServices, services } = await configuration(context);
  if (ownServices.length === 1) return null;
  const known = [...services.keys()];
  const usual = known.includes('production') ? 'production' : known[0];
  return ask.line(prompts.addService(known.join(', ')), usual);
}
