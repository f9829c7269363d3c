import {
  asWeborcaError,
  noteRun,
  publish,
  remindByHand,
  tellFailure,
  tellStopped,
  type Context,
  type RenewalResult,
} from '@weborca-cert/core';
import type { Failure } from './failures.ts';
import type { Session } from './session.ts';

interface RunKind {
  /** The schedule's, not a person's. */
  readonly scheduled: boolean;
}

/** What came of telling and noting. */
interface Aftermath {
  /** What of that went wrong. */
  readonly troubles: readonly Failure[];
  /** How many wait for a person and were told of in this run. */
  readonly reminded: number;
}

/**
 * What follows a renewal: the schedule's run is noted for `status`, the doctor and the metrics, and
 * failures are told where nobody looks at the screen (the schedule, a job). Never throws: the
 * certificates' own results are what the command is about.
 *
 * What only a person can renew is told by the schedule's runs, on its days.
 */
export async function afterRun(
  context: Context,
  results: readonly RenewalResult[],
  { scheduled }: RunKind,
  { language, signal }: Session,
): Promise<Aftermath> {
  // What a person stopped is neither a run nor a failure.
  if (signal.aborted) return { troubles: [], reminded: 0 };
  // Telling comes first: a disk on which nothing can be noted is a thing to tell of.
  const told = isWatched(scheduled)
    ? []
    : await failuresOf(async () =>
        (await tellFailure(context, results, language)).flatMap(({ name, error }) =>
          error === undefined ? [] : [{ error, ...(name === null ? {} : { name }) }],
        ),
      );
  let reminded = 0;
  const toldByHand = scheduled
    ? await failuresOf(async () => {
        const { names, troubles } = await remindByHand(context, results, language);
        reminded = names.length;
        return troubles;
      })
    : [];
  const noted = scheduled
    ? await failuresOf(async () => {
        await noteRun(context, results);
        return [];
      })
    : [];
  const shared = await failuresOf(async () => {
    const error = await publish(context);
    return error === null ? [] : [{ error }];
  });
  return { troubles: [...told, ...toldByHand, ...noted, ...shared], reminded };
}

/** A run over everything that ended before it came to any certificate. Never throws. */
export async function afterStop(
  context: Context,
  thrown: unknown,
  { scheduled }: RunKind,
  { language, signal }: Session,
): Promise<void> {
  if (signal.aborted) return;
  const error = asWeborcaError(thrown);
  // It is the error of the run that is told, not that it could not be noted.
  if (scheduled) await noteRun(context, error).catch(() => undefined);
  if (!isWatched(scheduled)) await tellStopped(context, error, language);
  // Its vendor would see nothing but that the machine has fallen silent, two days later.
  if (error.code !== 'usage-invalid') await publish(context, error).catch(() => undefined);
}

/** A schedule's run has no person in front of it, whatever it writes to. */
function isWatched(scheduled: boolean): boolean {
  return !scheduled && process.stderr.isTTY;
}

async function failuresOf(work: () => Promise<readonly Failure[]>): Promise<readonly Failure[]> {
  try {
    return await work();
  } catch (thrown) {
    return [{ error: asWeborcaError(thrown) }];
  }
}
