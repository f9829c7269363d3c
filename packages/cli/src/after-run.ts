import {
  asWeborcaError,
  noteRun,
  tellFailure,
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
  const failures: Failure[] = [];
  try {
    if (all) await noteRun(context, results);
    if (process.stderr.isTTY) return [];
    for (const { name, error } of await tellFailure(context, results, language)) {
      if (error !== undefined) failures.push({ error, ...(name === null ? {} : { name }) });
    }
  } catch (thrown) {
    failures.push({ error: asWeborcaError(thrown) });
  }
  return failures;
}
