import { statSync } from 'node:fs';
import {
  addFound,
  asWeborcaError,
  findSeveral,
  type Added,
  type FoundFile,
  type WeborcaError,
} from '@weborca-cert/core';
import { usageError } from './arguments/usage.ts';
import type { ReportOf } from './command.ts';
import { makeCompileCache } from './compile-cache.ts';
import { toRequest } from './dialogues/add.ts';
import { exitCodes } from './exit-codes.ts';
import { passwordForAll } from './passwords.ts';
import {
  renderFound,
  renderSeveral,
  severalJson,
  type SeveralResult,
} from './render/added-several.ts';
import { openContext, type Session } from './session.ts';
import type { TakeIn } from './take-in.ts';

const nobody = async (): Promise<null> => null;

/** A folder, or `*.p12` as Windows's shells hand it on. */
export function isSeveral(path: string): boolean {
  const status = statSync(path, { throwIfNoEntry: false });
  return status === undefined ? /[*?][^\\/]*$/.test(path) : status.isDirectory();
}

/**
 * Takes several files, or all of a folder, under care: shows what they are, asks once where somebody
 * can be asked, and goes on after one that fails. What is under care already stays as it is.
 */
export async function takeSeveralIn(
  paths: readonly string[],
  { name, service, inPlace, backups, cn, ...passwords }: Omit<TakeIn, 'file'>,
  session: Session,
): Promise<ReportOf<'add'>> {
  if (name !== null) throw usageError('one-file-only', '--name');
  if (cn !== null) throw usageError('one-file-only', '--cn');
  const { ask, out, text } = session;
  const context = openContext(session);
  const found = await findSeveral(context, paths, passwordForAll(passwords, session) ?? nobody);
  const wanted = found.filter(({ opened }) => opened?.underCare === false);
  if (ask !== null) {
    out.tell(renderFound(found, session));
    const goOn =
      wanted.length > 0 && (await ask.confirm(text.prompts.addThese(wanted.length), true));
    if (!goOn && wanted.length > 0) return nothingDone(text.keeping.notDone);
  }
  const options = toRequest({ name: null, service, inPlace, backups, cn: null });
  const results: SeveralResult[] = [];
  for (const one of found) {
    session.signal.throwIfAborted();
    results.push({ found: one, ...(await addOne(() => addFound(context, one, options), one)) });
  }
  makeCompileCache();
  const failed = results.some(({ error }) => error !== undefined);
  const summary = renderSeveral(results, paths, session);
  return {
    exitCode: failed ? exitCodes.failed : exitCodes.done,
    json: { results: results.map((result) => severalJson(result, session)) },
    text: ask === null ? [renderFound(found, session), summary].join('\n\n') : `\n${summary}`,
    whenQuiet: failed ? summary : '',
  };
}

async function addOne(
  work: () => Promise<Added | null>,
  { error }: FoundFile,
): Promise<{ readonly added: Added | null; readonly error?: WeborcaError }> {
  if (error !== undefined) return { added: null, error };
  try {
    const added = await work();
    const failed = added?.backups.find((one) => one.error !== undefined)?.error;
    return failed === undefined ? { added } : { added, error: failed };
  } catch (thrown) {
    return { added: null, error: asWeborcaError(thrown) };
  }
}

function nothingDone(text: string): ReportOf<'add'> {
  return { exitCode: exitCodes.done, json: { results: [] }, text, whenQuiet: '' };
}
