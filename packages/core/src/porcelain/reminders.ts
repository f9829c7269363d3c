import { loadConfiguration, selectCertificates } from '../configuration/load.ts';
import { quietly } from '../errors.ts';
import { decideReminders, type Remindable, type Reminder } from '../reminders/decide.ts';
import {
  readReminders,
  withMarks,
  writeReminders,
  type ReminderMemory,
  type Reminding,
} from '../reminders/memory.ts';
import { stateLockFolder } from '../store/layout.ts';
import { acquireLock } from '../store/lock.ts';
import { readCurrent } from '../store/current.ts';
import { storeOf } from '../store/store.ts';
import type { Context } from '../context.ts';

export type { Reminder, ReminderDays } from '../reminders/decide.ts';

export const noReminders: ReminderMemory = { muted: false, marks: new Map() };

/**
 * What people are to be reminded of now, over all windows and the command. The first look of all
 * only records: somebody who has just installed this is not greeted with a list. Says the same
 * again until `markReminded`.
 */
export async function dueReminders(context: Context): Promise<readonly Reminder[]> {
  const memory = await readReminders(context.effects, context.places.stateDir);
  if (memory?.muted === true) return [];
  const due = await decide(context, memory ?? noReminders);
  if (memory !== null) return due;
  await changeReminders(
    context,
    'windows',
    (now) => now ?? withMarks(noReminders, due, context.effects.now()),
  );
  return [];
}

/**
 * Claims reminders, under a lock, before they are shown: the answer is those that nobody else has
 * claimed, so of several windows one shows them.
 */
export async function markReminded(
  context: Context,
  reminders: readonly Reminder[],
): Promise<readonly Reminder[]> {
  if (reminders.length === 0) return [];
  let claimed: readonly Reminder[] = [];
  await changeReminders(context, 'windows', (memory) => {
    const known = memory ?? noReminders;
    claimed = reminders.filter(
      ({ fingerprintSha256, days }) =>
        (known.marks.get(fingerprintSha256)?.days ?? Infinity) > days && !known.muted,
    );
    return withMarks(known, claimed, context.effects.now());
  });
  return claimed;
}

/** No reminders any more, in no window; `false` has them again. */
export async function muteReminders(context: Context, muted = true): Promise<void> {
  await changeReminders(context, 'windows', (memory) => ({ ...(memory ?? noReminders), muted }));
}

async function decide(context: Context, { marks }: ReminderMemory): Promise<readonly Reminder[]> {
  const configuration = await loadConfiguration(context.effects, context.places);
  const store = storeOf(context);
  const certificates: Remindable[] = [];
  for (const { name } of selectCertificates(configuration, [])) {
    // One that cannot be read is told by `status`; the others are reminded of.
    const current = await quietly(() => readCurrent(store, name));
    if (current !== null) certificates.push({ name, facts: current.manifest.facts });
  }
  const reminded = new Map([...marks].map(([fingerprint, { days }]) => [fingerprint, days]));
  return decideReminders(certificates, reminded, context.effects.now());
}

/** Changes what is remembered, under a lock. */
export async function changeReminders(
  { effects, places, signal }: Pick<Context, 'effects' | 'places' | 'signal'>,
  by: Reminding,
  next: (memory: ReminderMemory | null) => ReminderMemory,
): Promise<void> {
  const folder = stateLockFolder(places.stateDir, 'reminders');
  const lock = await acquireLock(
    effects,
    { folder, name: 'reminders' },
    { waitMs: 10_000, signal },
  );
  try {
    const memory = await readReminders(effects, places.stateDir, by);
    await writeReminders(effects, places.stateDir, next(memory), by);
  } finally {
    await lock.release();
  }
}
