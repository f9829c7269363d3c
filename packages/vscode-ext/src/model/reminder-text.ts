import type { Language, Reminder } from '@weborca-cert/core';
import { formatLastDay } from '@weborca-cert/core/dates';
import { daysLeft } from '@weborca-cert/core/thresholds';
import { daysText } from './dates.ts';
import { calledBy, compareNames } from './snapshot.ts';
import type { Translate } from './translate.ts';

/** One message, however many certificates have reached a threshold: how many, and the first of them. */
export function reminderText(
  reminders: readonly Reminder[],
  now: Date,
  language: Language,
  t: Translate,
): string | null {
  // Of several with one date the one that leads elsewhere, too.
  const [first] = reminders.toSorted(
    (a, b) => a.notAfter.getTime() - b.notAfter.getTime() || compareNames(a.name, b.name),
  );
  if (first === undefined) return null;
  const shown = calledBy(first.name, first.commonName);
  const days = daysText(daysLeft(first, now), t);
  const date = formatLastDay(first.notAfter, language);
  return reminders.length === 1
    ? t('The WebORCA certificate {0} expires in {1}, on {2}.', shown, days, date)
    : t(
        '{0} WebORCA certificates expire soon. The first is {1}, in {2}, on {3}.',
        reminders.length,
        shown,
        days,
        date,
      );
}
