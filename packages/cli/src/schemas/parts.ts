import {
  backupNotes,
  errorCodes,
  placeNotes,
  wordsOf,
  type ConsumerStatus,
  type Finding,
  type WeborcaError,
} from '@weborca-cert/core';
import {
  anything,
  everyOf,
  flag,
  instant,
  listOf,
  object,
  oneOf,
  orNull,
  text,
  whole,
  type Schema,
} from './build.ts';

const hex = (pattern: string): Schema<string> => ({ type: 'string', pattern });

const factFields = {
  subject: { ...text, description: 'RFC 4514, most specific first' },
  commonName: text,
  issuer: text,
  serialNumber: hex('^[0-9A-F]*$'),
  notBefore: instant,
  notAfter: instant,
  daysLeft: { ...whole, description: 'whole days until notAfter, rounded down' },
  fingerprintSha256: hex('^[0-9a-f]{64}$'),
  publicKey: text,
} as const;

/** *certificate facts* */
export const facts = object(factFields);

/** The fields of *certificate facts* beside others. */
export function withFacts<F extends Readonly<Record<string, Schema>>>(fields: F) {
  return object({ ...factFields, ...fields });
}

const factsOrNulls = {
  subject: orNull(factFields.subject),
  commonName: orNull(text),
  issuer: orNull(text),
  serialNumber: orNull(factFields.serialNumber),
  notBefore: orNull(instant),
  notAfter: orNull(instant),
  daysLeft: orNull(factFields.daysLeft),
  fingerprintSha256: orNull(factFields.fingerprintSha256),
  publicKey: orNull(text),
} as const satisfies Readonly<Record<keyof typeof factFields, Schema>>;

/** As `withFacts`, with null in every fact when nothing can be read. */
export function withFactsOrNulls<F extends Readonly<Record<string, Schema>>>(fields: F) {
  return object({ ...factsOrNulls, ...fields });
}

export const errorCode = oneOf(...errorCodes);

export const error = object({
  code: errorCode,
  message: { ...text, description: 'one sentence, in the language that was chosen' },
  hint: { ...text, description: 'the way out; can have several lines' },
  retry: everyOf<WeborcaError['retry']>({ never: true, later: true, now: true }),
});

export const state = oneOf(...wordsOf('state'));

export const consumerState = oneOf(...wordsOf('consumer-state'));

type Change = NonNullable<ConsumerStatus['changes']>[number];

export const consumers = listOf(
  object(
    {
      kind: text,
      path: text,
      state: consumerState,
    },
    {
      id: text,
      error: object({ code: errorCode, reason: text }, { at: text, exitCode: whole, output: text }),
      changes: listOf(
        object(
          {
            path: text,
            what: everyOf<Change['what']>({ replace: true, create: true, line: true }),
          },
          { line: whole, key: text, before: orNull(text), after: text },
        ),
      ),
      command: { ...text, description: 'what a person with the rights can run' },
      notes: listOf(oneOf(...Object.keys(placeNotes))),
    },
  ),
);

export const backups = listOf(
  object(
    { path: text, ok: flag },
    { error, notes: listOf(oneOf(...Object.keys(backupNotes), 'not-flushed')) },
  ),
);

/** How the last run over all certificates came out. */
export const lastRun = orNull(
  object({
    at: instant,
    by: text,
    certificates: whole,
    renewed: whole,
    byHand: whole,
    failed: whole,
    // As it was written: a later version may have written a code that is not known here.
    failures: listOf(object({ name: text, code: text })),
  }),
);

/** What other machines have published. */
export const fleetFields = {
  sources: listOf(
    object({
      host: text,
      id: { ...orNull(text), description: 'what tells it from others of its name' },
      at: orNull(instant),
      stale: flag,
      trouble: { ...orNull(text), description: 'why it cannot be read' },
      stopped: {
        ...orNull(object({ at: instant, since: instant, code: text })),
        description: 'what its runs end for before they come to any certificate',
      },
      support: orNull(object({ name: text, phone: text })),
    }),
  ),
  certificates: listOf(
    withFactsOrNulls({
      source: { ...text, description: 'the host of its source' },
      name: text,
      state,
      service: text,
      pending: orNull(object({ step: oneOf(...wordsOf('pending')), since: instant })),
      lastFailure: orNull(
        object({
          at: instant,
          since: instant,
          step: orNull(oneOf(...wordsOf('step'))),
          // As it was published: a newer version's code need not be known here.
          code: text,
        }),
      ),
      consumers: listOf(object({ kind: text, state: consumerState })),
      lastBackup: orNull(object({ at: instant })),
    }),
  ),
} as const;

export const level = everyOf<Finding['level']>({
  ok: true,
  note: true,
  warning: true,
  problem: true,
});

/** What the doctor found, and what is wrong with the schedule. */
export const findings = listOf(
  object({
    area: text,
    code: { ...text, description: '`ok` for all that is as it should be' },
    level,
    facts: anything,
    message: { ...text, description: 'in the language that was chosen; can have several lines' },
    hint: { ...text, description: 'the way out, or empty' },
  }),
);
