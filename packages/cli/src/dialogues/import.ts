import {
  beginImport,
  configuration,
  endImport,
  imported,
  removeOldImports,
  type Context,
} from '@weborca-cert/core';
import { usageError } from '../arguments/usage.ts';
import type { Session } from '../session.ts';

export interface ImportResult {
  readonly name: string;
  /** What imports here: a wizard, or the NSS tools. */
  readonly route: string;
  /** Null: it cannot be told, or a wizard is still open. */
  readonly imported: boolean | null;
  /** Fingerprints of earlier certificates that were taken out. */
  readonly removedOld: readonly string[];
}

/**
 * Hands a certificate to the operating system and looks whether it arrived. A wizard is waited for
 * where there is a terminal; the copy laid ready for it is removed then, and stays otherwise until
 * the next import.
 */
export async function importInto(
  context: Context,
  wanted: string | null,
  { ask, out, text }: Session,
): Promise<ImportResult> {
  const { importing } = text;
  const name = wanted ?? (await onlyName(context));
  const { route, asksForPassword } = await beginImport(context, name);
  const result = { name, route, imported: null, removedOld: [] };
  if (asksForPassword) {
    if (!out.json) out.tell(importing.wizard(name));
    if (ask === null) return result;
    await ask.line(importing.whenDone);
  }
  try {
    const there = await imported(context, name);
    const old =
      there === true && ask !== null && (await ask.confirm(importing.removeOld, false))
        ? await removeOldImports(context, name)
        : [];
    return { ...result, imported: there, removedOld: old };
  } finally {
    await endImport(context, name);
  }
}

async function onlyName(context: Context): Promise<string> {
  const { certificates } = await configuration(context);
  const [only, ...others] = certificates.keys();
  if (only === undefined || others.length > 0) throw usageError('argument-missing', 'N');
  return only;
}
