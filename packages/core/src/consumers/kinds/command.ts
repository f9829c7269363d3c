import * as v from 'valibot';
import { WeborcaError } from '../../errors.ts';
import { cleanEnvironment } from '../../programs/environment.ts';
import { findProgram } from '../../programs/find.ts';
import { commandLine, kindOf, object } from '../fields.ts';
import { defineKind } from '../kind.ts';
import { outcomeOf } from '../outcome.ts';
import type { ActionContext, ActionOutcome } from '../types.ts';

const units = { s: 1000, m: 60_000 } as const;

/** `60s`, `5m` */
const timePattern = /^([1-9]\d{0,2})([sm])$/;

const schema = v.strictObject(
  {
    kind: kindOf('command', 'A program to start after the files were switched'),
    run: commandLine('Program and arguments; no shell takes part'),
    timeout: v.optional(
      v.pipe(
        v.string('60s, 5m'),
        v.regex(timePattern, '60s, 5m'),
        v.description('The program is ended after it; default: 60s'),
      ),
    ),
  },
  object,
);

/**
 * A program that is started when the files have been switched, for instance to restart a service.
 * The certificate's facts are in `WEBORCA_CERT_*`; the password is in a file, for as long as it runs.
 */
export const command = defineKind(
  {
    schema,
    words: { en: 'command', ja: 'コマンド' },
    keeps: {
      en: 'whatever a program does',
      ja: 'プログラムが行うこと',
    },
    changes: {
      en: 'runs after the files were switched',
      ja: 'ファイルが切り替わったあとに実行する',
    },
  },
  ({ run, timeout }) => ({
    form: 'action',
    kind: 'command',
    place: run.join(' '),
    followsFiles: true,
    run: (context) => start(run, milliseconds(timeout ?? '60s'), context),
  }),
);

function milliseconds(text: string): number {
  const [, count, unit] = timePattern.exec(text) ?? [];
  return Number(count) * (unit === 'm' ? units.m : units.s);
}

async function start(
  [name = '', ...args]: readonly string[],
  timeoutMs: number,
  context: ActionContext,
): Promise<ActionOutcome> {
  const { effects, material } = context;
  const program = await findProgram(effects, name);
  if (program === null) throw new WeborcaError('tool-missing', { tool: name });
  const env = { ...cleanEnvironment(effects.env, effects.platform), ...factsFor(context) };
  const result = await effects.run({ program, args, env, timeoutMs });
  return outcomeOf(result, [material.password]);
}

/** Public facts, and the paths of two owner-only files that are gone when the program has ended. */
export function factsFor({
  name,
  material,
  old,
  p12File,
  passwordFile,
}: ActionContext): Record<string, string> {
  const { facts } = material.identity.leaf;
  return {
    WEBORCA_CERT_NAME: name,
    WEBORCA_CERT_COMMON_NAME: facts.commonName,
    WEBORCA_CERT_SUBJECT: facts.subject,
    WEBORCA_CERT_SERIAL_NUMBER: facts.serialNumber,
    WEBORCA_CERT_FINGERPRINT_SHA256: facts.fingerprintSha256,
    WEBORCA_CERT_NOT_BEFORE: facts.notBefore.toISOString(),
    WEBORCA_CERT_NOT_AFTER: facts.notAfter.toISOString(),
    WEBORCA_CERT_FILE_NAME: material.fileName,
    WEBORCA_CERT_P12_FILE: p12File,
    WEBORCA_CERT_PASSWORD_FILE: passwordFile,
    // Empty rather than missing: a script may say `set -u`.
    WEBORCA_CERT_OLD_NOT_AFTER: old?.notAfter.toISOString() ?? '',
    WEBORCA_CERT_OLD_P12_FILE: old?.p12File ?? '',
  };
}
