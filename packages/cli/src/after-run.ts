import {
  asWeborcaError,
  noteRun,
  tellFailure,
  tellStopped,
  type Context,
  type RenewalResult,
} from '@weborca-cert/core';
import type { Failure } from './failures.ts';
import type { Session } from './session.ts';

/**
 * What follows a renewal: a run over everything is noted for `status`, the doctor and the metrics,
 * and failures are told where nobody looks at the screen (the schedule, a job). Never throws: the
 * certificates' own results are what the command is about.
 *
 * @returns what of that went wrong
 */
export async function afterRun(
  context: Context,
  results: readonly RenewalResult[],
  { all }: { readonly all: boolean },
  { language, signal }: Session,
): Promise<readonly Failure[]> {
  // What a person stopped is neither a run nor a failure.
  if (signal.aborted) return [];
  // Telling comes first: a disk on which nothing can be noted is a thing to tell of.
  const told = process.stderr.isTTY
    ? []
    : await failuresOf(async () =>
        (await tellFailure(context, results, language)).flatMap(({ name, error }) =>
          error === undefined ? [] : [{ error, ...(name === null ? {} : { name }) }],
        ),
      );
  const noted = all
    ? await failuresOf(async () => {
        await noteRun(context, results);
        return [];
      })
    : [];
  return [...told, ...noted];
}

/** A run over everything that ended before it came to any certificate, where nobody looks. */
export async function afterStop(
  context: Context,
  thrown: unknown,
  { language, signal }: Session,
): Promise<void> {
  if (signal.aborted || process.stderr.isTTY) return;
  await tellStopped(context, asWeborcaError(thrown), language);
}

async function failuresOf(work: () => Promise<readonly Failure[]>): Promise<readonly Failure[]> {
  try {
    return await work();
  } catch (thrown) {
    return [{ error: asWeborcaError(thrown) }];
  }
}
