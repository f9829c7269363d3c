import type { CommandName } from '../help/types.ts';
import {
  anything,
  either,
  flag,
  instant,
  listOf,
  object,
  oneOf,
  orNull,
  text,
  type Schema,
} from './build.ts';
import {
  consumers,
  error,
  findings,
  fleetFields,
  level,
  state,
  withFactsOrNulls,
} from './parts.ts';

const backup = orNull(object({ path: text, at: instant }, { readAt: instant, onStoresDisk: flag }));

const ledger = withFactsOrNulls({
  name: text,
  state,
  service: text,
  site: text,
  weborca: orNull(text),
  fileName: orNull(text),
  renewFrom: orNull(instant),
  folder: orNull(text),
  backups: listOf(text),
  lastBackup: backup,
  consumers,
});

const format = oneOf('csv', 'ics', 'html');

/** What the commands that tell how things stand and stood answer, and change nothing. */
export const reportAnswers = {
  doctor: object({ at: instant, level, findings }),
  report: either(
    object({ at: instant, certificates: listOf(ledger) }),
    object({ at: instant, ...fleetFields }),
    object({ format, content: text }),
    object({ format, file: text }),
  ),
  history: object({
    certificates: listOf(
      object(
        {
          name: text,
          entries: listOf(
            object(
              { at: instant, event: text, facts: anything },
              {
                message: { ...text, description: 'of what went wrong' },
                hint: { ...text, description: 'the way out' },
              },
            ),
          ),
        },
        { error },
      ),
    ),
  }),
  metrics: object({ metrics: text }, { textfile: text }),
} as const satisfies Readonly<Partial<Record<CommandName, Schema>>>;
