import { describeFailure, isAftermath, type CertificateStatus } from '@weborca-cert/core';
import type { Session } from '../session.ts';
import { symbols } from './paint.ts';

type Failing = Pick<CertificateStatus, 'name' | 'lastFailure'>;

/** More names than this are a number. */
const mostNames = 5;

/** `lastFailure` of `--json`. */
export function lastFailureJson(
  { lastFailure }: Failing,
  { language, outlook }: Pick<Session, 'language' | 'outlook'>,
) {
  if (lastFailure === null) return null;
  const { at, since, count, step, error } = lastFailure;
  const { code } = error;
  return { at, since, count, step, code, ...describeFailure(lastFailure, language, outlook) };
}

/** Why it was not renewed the last time, and the way out; the same of many is told once. */
export function lastFailureLines(
  failing: readonly Failing[],
  { out, language, outlook, text, time }: Session,
): readonly string[] {
  const alike = new Map<string, { readonly names: string[]; at: Date; readonly hint: string }>();
  for (const { name, lastFailure } of failing) {
    if (lastFailure === null) continue;
    const { message, hint } = describeFailure(lastFailure, language, outlook);
    const known = alike.get(message);
    if (known === undefined) alike.set(message, { names: [name], at: lastFailure.at, hint });
    else {
      known.names.push(name);
      if (lastFailure.at > known.at) known.at = lastFailure.at;
    }
  }
  return [...alike].map(([message, { names, at, hint }]) => {
    const shown = names.slice(0, mostNames).join(text.said.comma);
    const subject = names.length > mostNames ? `${shown} … (${names.length})` : shown;
    const told = text.said.lastFailure(subject, time(at), message);
    const lines = hint === '' ? [told] : [told, hint];
    const mark = out.paint('bad', symbols.failed);
    return ` ${mark} ${lines.join('\n').replaceAll('\n', '\n   ')}`;
  });
}

/** What keeps it from being renewed says what to do, instead of `renew`. */
export function keepsFromRenewing({ lastFailure }: Failing): boolean {
  return lastFailure !== null && !isAftermath(lastFailure.step);
}
