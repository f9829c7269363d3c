import {
  addConsumer,
  cleanText,
  isWeborcaError,
  type Context,
  type Offered,
} from '@weborca-cert/core';
import { tellFailure } from '../failures.ts';
import type { Session } from '../session.ts';

/**
 * Asks whether those who use the certificate are to be kept up to date from now on, and enters
 * them. Where nobody can be asked, nothing is entered.
 *
 * @returns whether they were; null: nobody could be asked, or there was nothing to ask
 */
export async function enterOffered(
  context: Context,
  name: string,
  offered: readonly Offered[],
  session: Session,
): Promise<boolean | null> {
  const { ask, out, text } = session;
  if (ask === null || offered.length === 0) return null;
  out.tell(`\n${offeredLines(offered, session).join('\n')}\n`);
  if (!(await ask.confirm(text.using.enterOffered, true))) return false;
  for (const { entry } of offered) {
    try {
      await addConsumer(context, name, entry);
    } catch (error) {
      // One that cannot be kept up to date says why; the others are.
      if (!isWeborcaError(error) || error.code === 'interrupted') throw error;
      tellFailure({ error }, session);
    }
  }
  return true;
}

/** What was found, and the command that enters each. */
export function renderOffered(offered: readonly Offered[], session: Session): string {
  const commands = offered.map(({ command }) => `   ${cleanText(command)}`);
  const { offeredNext } = session.text.using;
  return [...offeredLines(offered, session), '', offeredNext, ...commands].join('\n');
}

export function offeredJson({ entry, names, because, command }: Offered) {
  return { kind: entry.kind, entry, names, because, command };
}

function offeredLines(
  offered: readonly Offered[],
  { text, wordOrCode }: Session,
): readonly string[] {
  const lines = offered.map(({ entry, names }) => {
    const path = typeof entry['path'] === 'string' ? entry['path'] : names;
    return ` - ${wordOrCode('consumer-kind', entry.kind)} ${cleanText(path)}`;
  });
  return [text.using.offered, ...lines];
}
