import {
  asWeborcaError,
  behindInBrowser,
  describeError,
  type Context,
  type RenewalResult,
} from '@weborca-cert/core';
import type { Ask } from '../prompt.ts';
import { symbols } from '../render/paint.ts';
import type { Session } from '../session.ts';
import { importedLines, importName } from './import.ts';

/** What came of it, by the certificate's name: lines for a person. */
export type ImportsTold = ReadonlyMap<string, readonly string[]>;

type Renewed = RenewalResult & { readonly new: NonNullable<RenewalResult['new']> };

/**
 * Where a browser of this computer has the certificate that was just replaced, a person is asked
 * whether the new one goes there as well, and told by its fingerprint whether it arrived. Whatever
 * goes wrong here, the renewal is what it is.
 */
export async function offerImports(
  context: Context,
  results: readonly RenewalResult[],
  session: Session,
): Promise<ImportsTold> {
  const told = new Map<string, readonly string[]>();
  const { ask } = session;
  if (ask === null) return told;
  const renewed = results.filter(isRenewed);
  const behind = await behindInBrowser(
    context,
    renewed.map(({ name }) => name),
  );
  for (const result of renewed) {
    if (!behind.includes(result.name) || session.signal.aborted) continue;
    const lines = await offerOne(context, result, { ...session, ask });
    if (lines !== null) told.set(result.name, lines);
  }
  return told;
}

function isRenewed(result: RenewalResult): result is Renewed {
  return result.new !== null && /^(?:renewed|resumed|adopted)$/.test(result.outcome);
}

/** Null: a person does not want it now. */
async function offerOne(
  context: Context,
  { name, old, new: renewed }: Renewed,
  session: Session & { readonly ask: Ask },
): Promise<readonly string[] | null> {
  const { ask, text, lastDay, language, out } = session;
  const { importing } = text;
  try {
    if (!(await ask.confirm(importing.offer(name), true))) return null;
    const result = await importName(context, name, session);
    const until = lastDay(renewed.notAfter);
    const apart = importing.apart(until, old === null ? null : lastDay(old.notAfter));
    return importedLines(result, { subject: name, retry: name, apart }, session);
  } catch (thrown) {
    const error = asWeborcaError(thrown);
    const { message } = describeError(error, language);
    out.tell(` ${out.paintError('warning', symbols.notice)} ${message} [${error.code}]`);
    return null;
  }
}
