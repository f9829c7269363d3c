import { loadConfiguration } from '../configuration/load.ts';
import { isWeborcaError, type WeborcaError } from '../errors.ts';
import type { Language } from '../words/bilingual.ts';
import type { Outlook } from '../messages/types.ts';
import type { LastRun } from '../schedule/last-run.ts';
import type { FailedResult, Told } from '../schedule/tell-failure.ts';
import type { Context, RenewalResult } from '../context.ts';

export type { Told } from '../schedule/tell-failure.ts';

/**
 * Writes down that a run of the schedule has ended, and how: `schedule status`, the doctor and the
 * metrics look there, and would take a person's run for a sign that the schedule works.
 *
 * @param came what became of each certificate, or what stopped the run before it came to any
 */
export async function noteRun(
  { effects, places }: Pick<Context, 'effects' | 'places'>,
  came: readonly RenewalResult[] | WeborcaError,
): Promise<LastRun> {
  const { lastRunOf, stoppedRunOf, writeLastRun } = await import('../schedule/last-run.ts');
  const by = effects.process.command;
  const run = isWeborcaError(came)
    ? stoppedRunOf(came, effects.now(), by)
    : lastRunOf(came, effects.now(), by);
  await writeLastRun(effects, places.stateDir, run);
  return run;
}

/**
 * For a run that ended before it came to any certificate (its configuration cannot be read, say):
 * shows that on the desktop where there is one. `onFailure` is not known then.
 *
 * @returns how it was told; null where there is no desktop. Never throws for what it could not tell
 */
export async function tellStopped(
  { effects, places }: Pick<Context, 'effects' | 'places'>,
  error: WeborcaError,
  language: Language,
): Promise<Told | null> {
  const { notificationOf, notifyDesktop, withSupport } =
    await import('../schedule/tell-failure.ts');
  // It may be the configuration that stopped the run.
  const known = await loadConfiguration(effects, places).catch(() => null);
  const said = notificationOf([{ name: null, error }], language);
  return notifyDesktop(effects, withSupport(said, known?.support ?? null, language));
}

/** How the schedule's last run came out. Null: there was none yet. */
export async function lastRun({
  effects,
  places,
}: Pick<Context, 'effects' | 'places'>): Promise<LastRun | null> {
  const { readLastRun } = await import('../schedule/last-run.ts');
  return readLastRun(effects, places.stateDir);
}

/**
 * What the sentences of `describeError` may count on here: read from the schedule's last run, which
 * is one small file, where the scheduler itself would be a program to start. Never throws.
 *
 * @example
 * describeError(error, 'en', await outlook(context)).hint; // The next scheduled run tries again. …
 */
export async function outlook({
  effects,
  places,
}: Pick<Context, 'effects' | 'places'>): Promise<Outlook> {
  const { readLastRun, runsCome } = await import('../schedule/last-run.ts');
  return { scheduled: runsCome(await readLastRun(effects, places.stateDir), effects.now()) };
}

/**
 * Tells what went wrong in a run that nobody watched: the certificate's `onFailure` command, and one
 * notification on the desktop where there is one. Nothing when nothing failed. A way that fails is
 * in the answer; it never throws for one.
 *
 * @throws WeborcaError `config-invalid`
 */
export async function tellFailure(
  context: Pick<Context, 'effects' | 'places'>,
  results: readonly RenewalResult[],
  language: Language,
): Promise<readonly Told[]> {
  const failed = results.filter(hasFailed);
  if (failed.length === 0) return [];
  const { effects, places } = context;
  const { certificates, support } = await loadConfiguration(effects, places);
  const { failureOf, notificationOf, notifyDesktop, runOnFailure, withSupport } =
    await import('../schedule/tell-failure.ts');
  const told: Told[] = [];
  const here = await outlook(context);
  for (const result of failed) {
    const command = certificates.get(result.name)?.onFailure ?? null;
    if (command !== null)
      told.push(await runOnFailure(effects, command, failureOf(result, language, here), support));
  }
  const notification = withSupport(notificationOf(failed, language), support, language);
  const notified = await notifyDesktop(effects, notification);
  return notified === null ? told : [...told, notified];
}

function hasFailed(result: RenewalResult): result is FailedResult {
  return result.error !== undefined;
}
