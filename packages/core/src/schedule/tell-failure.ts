import { endOf, outcomeOf } from '../consumers/outcome.ts';
import type { CertificateConfiguration, Support } from '../configuration/types.ts';
import type { Effects } from '../effects.ts';
import { asWeborcaError, WeborcaError, type ErrorCode } from '../errors.ts';
import { describeError } from '../messages/describe.ts';
import { inLanguage } from '../messages/in-language.ts';
import { supportLine } from '../words/support.ts';
import { lines } from '../messages/text.ts';
import { runTexts } from '../messages/runs.ts';
import type { Language } from '../words/bilingual.ts';
import { cleanEnvironment } from '../programs/environment.ts';
import { findProgram } from '../programs/find.ts';
import type { RenewalResult } from '../context.ts';
import type { Message, Outlook } from '../messages/types.ts';
import type { RenewalOutcome } from '../words/outcomes.ts';
import { notificationCall, type Notification } from './notify.ts';

/** What there is to tell of one certificate. */
export interface Telling extends Message {
  readonly name: string;
  /** Of its error; left out where it is none. */
  readonly code?: ErrorCode;
  readonly outcome: RenewalOutcome;
  readonly notAfter: Date | null;
}

/** What is told of a result with an error. Pure. */
export function failureOf(
  { name, outcome, old, error }: FailedResult,
  language: Language,
  here: Outlook,
): Telling {
  const { message, hint, code } = describeError(error, language, here);
  return { name, outcome, code, message, hint, notAfter: old?.notAfter ?? null };
}

/** A result with its error. */
export type FailedResult = RenewalResult & { readonly error: WeborcaError };

/** What a notification is about; without a name it is the run itself. */
export interface Notified {
  readonly name: string | null;
  readonly error: WeborcaError;
}

/** How a failure was told, or why it could not be. */
export interface Told {
  /** The certificate; null for the notification, which is about all of them. */
  readonly name: string | null;
  readonly how: 'on-failure' | 'notification';
  readonly ok: boolean;
  readonly error?: WeborcaError;
}

const timeoutMs = 60_000;

/**
 * Starts the certificate's own command. It finds out by `WEBORCA_CERT_NAME`, `_CODE`, `_OUTCOME`,
 * `_MESSAGE`, `_HINT`, `_NOT_AFTER`, `_SUPPORT_NAME` and `_SUPPORT_PHONE`; nothing among them is
 * secret. Never throws.
 */
export async function runOnFailure(
  effects: Effects,
  [tool = '', ...args]: NonNullable<CertificateConfiguration['onFailure']>,
  { name, outcome, code, message, hint, notAfter }: Telling,
  support: Support | null,
): Promise<Told> {
  const told = { name, how: 'on-failure' } as const;
  try {
    const program = await findProgram(effects, tool);
    if (program === null) throw new WeborcaError('tool-missing', { tool });
    const env = {
      ...cleanEnvironment(effects.env, effects.platform),
      WEBORCA_CERT_NAME: name,
      WEBORCA_CERT_CODE: code ?? '',
      WEBORCA_CERT_OUTCOME: outcome,
      WEBORCA_CERT_MESSAGE: message,
      WEBORCA_CERT_HINT: hint,
      WEBORCA_CERT_SUPPORT_NAME: support?.name ?? '',
      WEBORCA_CERT_SUPPORT_PHONE: support?.phone ?? '',
      WEBORCA_CERT_NOT_AFTER: notAfter?.toISOString() ?? '',
    };
    const result = await effects.run({ program, args, env, timeoutMs });
    const ended = outcomeOf(result, []);
    if (ended.kind === 'done') return { ...told, ok: true };
    const details = { kind: 'command', path: tool, reason: ended.reason, ...endOf(ended) };
    return { ...told, ok: false, error: new WeborcaError('consumer-failed', details) };
  } catch (thrown) {
    return { ...told, ok: false, error: asWeborcaError(thrown) };
  }
}

/** The same notification with whom to call below it. Pure. */
export function withSupport(
  { title, body }: Notification,
  support: Support | null,
  language: Language,
): Notification {
  return { title, body: lines(body, supportLine(support, language)) };
}

/** One notification for the whole run. Null: this desktop has none. Never throws. */
export async function notifyDesktop(
  effects: Effects,
  notification: Notification,
): Promise<Told | null> {
  const told = { name: null, how: 'notification' } as const;
  try {
    const call = await notificationCall(effects, notification);
    if (call === null) return null;
    const { exitCode } = await effects.run({ ...call, timeoutMs: 20_000 });
    return { ...told, ok: exitCode === 0 };
  } catch (thrown) {
    return { ...told, ok: false, error: asWeborcaError(thrown) };
  }
}

/** A certificate is named with its sentence; of several the names. Pure. */
export function notificationOf(
  failed: readonly Notified[],
  language: Language,
): { readonly title: string; readonly body: string } {
  const texts = inLanguage(runTexts, language);
  const [first] = failed;
  if (first !== undefined && failed.length === 1) {
    const { message } = describeError(first.error, language);
    const title = first.name === null ? texts.stopped : texts.failedOne(first.name);
    return { title, body: message };
  }
  const codes = new Set<ErrorCode>(failed.map(({ error }) => error.code));
  return {
    title: texts.failedMany(failed.length),
    body: texts.listed(
      failed.flatMap(({ name }) => name ?? []),
      [...codes],
    ),
  };
}
