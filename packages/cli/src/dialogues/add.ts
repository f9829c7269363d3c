import type { AddRequest, Context } from '@weborca-cert/core';
import { usageError } from '../arguments/usage.ts';
import type { Session } from '../session.ts';

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
  { ask, text }: Session,
  _context: Context,
): Promise<CompleteAdd> {
  const { prompts } = text;
  const file = given.file ?? (await ask?.line(prompts.addFile)) ?? '';
  if (file === '') throw usageError('argument-missing', 'FILE');
  let { inPlace } = given;
  if (inPlace === null && ask !== null && !/\.zip$/i.test(file)) {
    inPlace = await ask.confirm(prompts.addInPlace(file), true);
  }
  let { backups } = given;
  if (backups.length === 0 && ask !== null) {
    const folder = await ask.line(prompts.addBackup);
    backups = folder === '' ? [] : [folder];
  }
  return {
    file,
    ...(given.name === null ? {} : { name: given.name }),
    ...(given.service === null ? {} : { service: given.service }),
    ...(inPlace === null ? {} : { inPlace }),
    ...(backups.length === 0 ? {} : { backups }),
  };
}
