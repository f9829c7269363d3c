import {
  wordsOf,
  type CertificateStatus,
  type FileFormat,
  type Inspection,
  type RehearsedCertificate,
} from '@weborca-cert/core';
import type { CommandName } from '../help/types.ts';
import {
  anything,
  either,
  type JsonOf,
  only,
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
import {
  backups,
  consumers,
  consumerState,
  error,
  errorCode,
  facts,
  fleetFields,
  lastRun,
  state,
  withFacts,
  withFactsOrNulls,
} from './parts.ts';
import { reportAnswers } from './reports.ts';
import { scheduleAnswers } from './schedule.ts';

type OldUse = NonNullable<CertificateStatus['oldUses']>[number];
type Inspected = Inspection['certificates'][number];
type LeftOut = RehearsedCertificate['leftOut'][number];

const alsoInFile = listOf(
  object({ commonName: text, subject: text, notAfter: instant, fingerprintSha256: text }),
);

const renewal = {
  name: text,
  outcome: oneOf(...wordsOf('outcome')),
  old: orNull(facts),
  new: orNull(facts),
  verified: oneOf(true, false, null),
  backups,
  consumers,
};

const renewals = { results: listOf(object(renewal, { error, alsoInFile })) };

const received = {
  results: listOf(
    object(
      {
        ...renewal,
        name: {
          ...orNull(text),
          description: 'null: one of several files, and it is not clear whose it is',
        },
      },
      {
        error,
        alsoInFile,
        file: { ...text, description: 'of several files' },
        passedOver: {
          ...oneOf(...wordsOf('passed-over')),
          description: 'of several files: why this one was left alone',
        },
      },
    ),
  ),
};

const statuses = {
  certificates: listOf(
    withFactsOrNulls({
      name: text,
      state,
      service: text,
      reason: object({ code: text }, { path: text, why: text }),
      recovered: {
        ...orNull(text),
        description: 'the version taken, where the record of it was damaged',
      },
      pending: orNull(
        object({
          step: oneOf(...wordsOf('pending')),
          since: instant,
        }),
      ),
      lastFailure: orNull(
        object({
          at: instant,
          since: instant,
          count: whole,
          step: orNull(oneOf(...wordsOf('step'))),
          code: errorCode,
          message: text,
          hint: text,
        }),
      ),
      consumers,
      lastBackup: orNull(
        object({ path: text, at: instant, readAt: instant }, { onStoresDisk: flag }),
      ),
      oldUses: orNull(
        listOf(
          object({
            path: text,
            how: everyOf<OldUse['how']>({ holds: true, names: true, store: true }),
            found: text,
          }),
        ),
      ),
    }),
  ),
  lastRun,
};

const fleet = object(fleetFields);

const consumersOfOne = { name: text, consumers };

const checked = object({
  certificates: listOf(
    object({
      name: text,
      state,
      notAfter: orNull(instant),
      daysLeft: orNull(whole),
      recovered: {
        ...orNull(text),
        description: 'the version taken, where the record of it was damaged',
      },
      consumers: listOf(object({ kind: text, path: text, state: consumerState })),
    }),
  ),
  unnamed: listOf(text),
});

/** A command's own fields on success; `schemaVersion` and `command` come with every document. */
const answers = {
  add: either(
    object(
      {
        certificate: withFacts({ name: text }),
        consumers,
        backups,
        offered: listOf(
          object({
            kind: text,
            entry: object({ kind: text }),
            names: text,
            because: oneOf('content', 'name'),
            command: text,
          }),
        ),
      },
      { alsoInFile },
    ),
    object({
      results: listOf(
        object(
          { file: text, certificate: orNull(withFacts({ name: text })), consumers, backups },
          {
            underCare: { ...flag, description: 'it was before' },
            error,
          },
        ),
      ),
    }),
  ),
  list: either(object(statuses), fleet),
  status: either(object(statuses), fleet),
  check: either(checked, fleet),
  inspect: object(
    {
      file: object({
        path: text,
        format: everyOf<FileFormat>({ pkcs12: true, pem: true, der: true, zip: true }),
      }),
      certificates: listOf(
        withFacts({
          role: everyOf<Inspected['role']>({ leaf: true, chain: true }),
          renewable: flag,
          renewableReason: oneOf(...wordsOf('renewable')),
        }),
      ),
    },
    {
      pkcs12: object({
        hasPrivateKey: flag,
        keyMatches: flag,
        mac: orNull(object({ algorithm: text, iterations: whole })),
        encryption: listOf(
          object({ for: oneOf('key', 'certificates'), algorithm: text, iterations: whole }),
        ),
        notes: listOf(text),
      }),
    },
  ),
  renew: object(renewals, {
    rehearsed: only(true),
    leftOut: listOf(
      object({
        name: text,
        kind: text,
        path: text,
        reason: everyOf<LeftOut['reason']>({
          'starts-a-program': true,
          'by-hand': true,
          'field-invalid': true,
        }),
      }),
    ),
    failing: listOf(text),
    withoutApi: listOf(text),
  }),
  receive: object(received),
  backup: either(
    object({
      results: listOf(object({ name: text, backups }, { error })),
      remembered: flag,
    }),
    object({
      backups: listOf(
        object(
          {
            path: text,
            name: orNull(text),
            at: orNull(instant),
            commonName: orNull(text),
            notAfter: orNull(instant),
            fingerprintSha256: orNull(text),
            ok: flag,
            opened: flag,
          },
          { error },
        ),
      ),
    }),
  ),
  restore: object({
    certificate: withFacts({ name: text }),
    service: text,
    version: text,
    inUse: flag,
    altered: flag,
    leftOut: object({
      backups: listOf(object({ path: text, password: oneOf('beside', 'separate') })),
      consumers: listOf(anything),
      onFailure: orNull(listOf(text)),
    }),
  }),
  versions: object({
    name: text,
    versions: listOf(
      withFacts({
        id: text,
        inUse: flag,
        origin: oneOf(...wordsOf('origin')),
        createdAt: instant,
        folder: text,
      }),
    ),
  }),
  rollback: object(
    {
      name: text,
      from: text,
      to: text,
      later: orNull(text),
      certificate: facts,
      backups,
      consumers,
    },
    { error },
  ),
  path: object({ name: text, p12File: text, passwordFile: text }),
  password: object({ name: text }, { password: text, copied: flag }),
  deploy: object({ results: listOf(object({ name: text, consumers }, { error })) }),
  site: object(
    { site: orNull(text) },
    {
      service: text,
      certificates: listOf(
        object({ name: text, commonName: text }, { tenant: orNull(text), daysLeft: whole }),
      ),
      notRenewable: listOf(object({ name: text, commonName: text })),
      opened: flag,
      results: renewals.results,
      left: listOf(text),
    },
  ),
  remove: object({ name: text }, { removed: flag, kept: orNull(text), backup: orNull(text) }),
  uninstall: object({
    schedule: listOf(text),
    rights: listOf(text),
    configuration: listOf(text),
    state: listOf(text),
    withoutBackup: listOf(text),
    notConfigured: listOf(text),
    unfinished: listOf(text),
    kept: listOf(text),
    removed: listOf(text),
  }),
  ...reportAnswers,
  ...scheduleAnswers,
  completion: either(object({ shell: text, script: text }), object({ names: listOf(text) })),
  import: object(
    {
      name: orNull(text),
      route: text,
      imported: oneOf(true, false, null),
      removedOld: listOf(text),
    },
    { file: text },
  ),
  'consumers add': object(consumersOfOne),
  'consumers remove': object(consumersOfOne),
  'consumers list': object(consumersOfOne),
  'consumers done': object(consumersOfOne),
  'consumers grant': object({
    name: text,
    granted: flag,
    rights: listOf(object({ kind: text, path: text, files: listOf(text), service: orNull(text) })),
  }),
  rename: object({ from: text, to: text }),
  verify: object({
    results: listOf(
      object(
        { name: text, host: text, accepted: oneOf(true, false, null), reason: text },
        { error },
      ),
    ),
  }),
  simulate: either(
    object({ faults: listOf(text) }),
    object({ serviceRules: listOf(text) }),
    object({
      api: text,
      weborca: text,
      ca: text,
      certificates: listOf(object({ commonName: text, p12: text, passwordFile: text })),
      siteZip: orNull(text),
      pid: whole,
    }),
  ),
} as const satisfies Readonly<Partial<Record<CommandName, Schema>>>;

type Answers = typeof answers;

/** What a command prints with `--json`, besides what is in every document; free where no schema says. */
export type AnswerOf<N extends CommandName> = N extends keyof Answers
  ? JsonOf<Answers[N]>
  : Readonly<Record<string, unknown>>;

const byName: Readonly<Partial<Record<CommandName, Schema>>> = answers;

/** Whom to call: with a failure, where the configuration names somebody. */
const support = object({ name: text, phone: text });

/**
 * The schema of everything `weborca-cert NAME --json` can print: its answer, or an error. Null for
 * a command without one.
 */
export function schemaOf(name: CommandName): Schema | null {
  const answer = byName[name];
  if (answer === undefined) return null;
  const head = { schemaVersion: { const: 1 }, command: { const: name } };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `weborca-cert ${name} --json`,
    ...object(head, { support }),
    anyOf: [answer, object({ error })],
  };
}

/** What is printed when the command itself could not be made out. */
export const unknownCommandSchema: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'weborca-cert --json',
  ...object(
    { schemaVersion: { const: 1 }, command: { const: 'weborca-cert' }, error },
    { support },
  ),
};
