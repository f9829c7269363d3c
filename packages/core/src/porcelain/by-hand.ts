import { loadConfiguration } from '../configuration/load.ts';
import { asWeborcaError, type WeborcaError } from '../errors.ts';
import { byHandNotification, describeByHand, isByHandResult } from '../messages/by-hand.ts';
import { decideReminders } from '../reminders/decide.ts';
import { readReminders, withMarks } from '../reminders/memory.ts';
import { recordsOf } from '../store/records.ts';
import { storeOf } from '../store/store.ts';
import type { Language } from '../words/bilingual.ts';
import type { Context, RenewalResult } from '../context.ts';
import { changeReminders, noReminders } from './reminders.ts';

/** How the schedule's run reminded people of what they have to renew. */
export interface RemindedByHand {
  /** Of whom: in these runs somebody has to look. */
  readonly names: readonly string[];
  /** Ways of telling that failed. */
  readonly troubles: readonly { readonly name?: string; readonly error: WeborcaError }[];
}

/**
 * Tells of the certificates that only a person can renew, by `onFailure` and on the desktop, once at
 * each of the days at which people are reminded. It is remembered after it was told: a run that is
 * killed in between, or whose `onFailure` fails, tells again.
 *
 * @throws WeborcaError `config-invalid`
 */
export async function remindByHand(
  context: Pick<Context, 'effects' | 'places' | 'signal'>,
  results: readonly RenewalResult[],
  language: Language,
): Promise<RemindedByHand> {
  const waiting = results.filter(isByHandResult);
  if (waiting.length === 0) return { names: [], troubles: [] };
  const { effects, places } = context;
  const { marks } = (await readReminders(effects, places.stateDir, 'schedule')) ?? noReminders;
  const told = new Map([...marks].map(([fingerprint, { days }]) => [fingerprint, days]));
  const candidates = waiting.map(({ name, old }) => ({ name, facts: old }));
  const due = decideReminders(candidates, told, effects.now());
  const now = waiting.filter(({ name }) => due.some((reminder) => reminder.name === name));
  if (now.length === 0) return { names: [], troubles: [] };
  const { certificates, support } = await loadConfiguration(effects, places);
  const { notifyDesktop, runOnFailure, withSupport } = await import('../schedule/tell-failure.ts');
  const troubles: { name?: string; error: WeborcaError }[] = [];
  for (const result of now) {
    const { name, outcome, old } = result;
    const command = certificates.get(name)?.onFailure ?? null;
    if (command === null) continue;
    const message = describeByHand(result, language);
    const { error } = await runOnFailure(
      effects,
      command,
      { name, outcome, notAfter: old.notAfter, ...message },
      support,
    );
    if (error !== undefined) troubles.push({ name, error });
  }
  const shown = await notifyDesktop(
    effects,
    withSupport(byHandNotification(now, language), support, language),
  );
  if (shown?.error !== undefined) troubles.push({ error: shown.error });
  const failed = new Set(troubles.map(({ name }) => name));
  const done = due.filter(({ name }) => !failed.has(name));
  try {
    await changeReminders(context, 'schedule', (memory) =>
      withMarks(memory ?? noReminders, done, effects.now()),
    );
    for (const { name, days } of done) {
      await recordsOf(effects, { store: storeOf(context), name }).history.remember('by-hand', {
        days,
      });
    }
  } catch (thrown) {
    troubles.push({ error: asWeborcaError(thrown) });
  }
  return { names: now.map(({ name }) => name), troubles };
}
