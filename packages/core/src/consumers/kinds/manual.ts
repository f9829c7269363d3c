import * as v from 'valibot';
import { kindOf, object, text } from '../fields.ts';
import { defineKind } from '../kind.ts';

const schema = v.strictObject(
  {
    kind: kindOf('manual', 'Something that a person has to do; pending until ticked off'),
    label: text('What has to be done by hand, and where'),
  },
  object,
);

/** Work for a person: pending for each new certificate until it is ticked off. */
export const manual = defineKind(
  {
    schema,
    words: { en: 'by hand', ja: '手作業' },
    keeps: {
      en: 'whatever a person has to do',
      ja: '人が行う作業',
    },
    changes: {
      en: 'pending until `weborca-cert consumers done`',
      ja: '`weborca-cert consumers done` を実行するまで未完了',
    },
  },
  ({ label }) => ({
    form: 'manual',
    kind: 'manual',
    place: label,
  }),
);
