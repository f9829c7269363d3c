import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import {
  beginFileImport,
  beginImport,
  configuration,
  endFileImport,
  endImport,
  fileImported,
  importAsksForPassword,
  imported,
  nameMeant,
  removeOldImports,
  whyNothing,
  type Context,
  type PasswordSource,
} from '@weborca-cert/core';
import { homePath } from '../arguments/home-path.ts';
import { usageError } from '../arguments/usage.ts';
import type { Session } from '../session.ts';

export interface ImportResult {
  /** Null: a file that is not under care. */
  readonly name: string | null;
  readonly file?: string;
  /** What imports here: a wizard, or the NSS tools. */
  readonly route: string;
  /** Null: it cannot be told, or a wizard is still open. */
  readonly imported: boolean | null;
  /** Fingerprints of earlier certificates that were taken out. */
  readonly removedOld: readonly string[];
  /** Others that a browser lists by the same name. */
  readonly beside: number;
  /** That it arrived was said already, before something was asked. */
  readonly told?: true;
}

/**
 * What a person reads of it, in lines.
 *
 * @param of `apart`: how the new one is told from the old one, where both are there
 */
export function importedLines(
  { imported: arrived, removedOld, beside, told }: ImportResult,
  of: { readonly subject: string; readonly retry: string; readonly apart: string },
  { text: { importing } }: Session,
): readonly string[] {
  if (arrived === null) return [importing.unknown];
  if (!arrived) return [importing.notThere(of.subject, of.retry)];
  const old =
    removedOld.length > 0
      ? [importing.oldRemoved(removedOld.length)]
      : beside > 0
        ? [of.apart]
        : [];
  return told === true ? old : [importing.there(of.subject), ...old];
}

/** What the word of the command line is: a known name wins over a file that is called like it. */
export type ImportTarget =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'file'; readonly file: string };

/** @throws WeborcaError `nothing-under-care`; `usage-invalid` where there are several to take */
export async function importTarget(context: Context, wanted: string | null): Promise<ImportTarget> {
  const { certificates } = await configuration(context);
  if (wanted === null) {
    const [only, ...others] = certificates.keys();
    if (only === undefined) throw await whyNothing(context);
    if (others.length > 0) throw usageError('argument-missing', 'N|FILE');
    return { kind: 'name', name: only };
  }
  const name = await nameMeant(context, wanted);
  if (certificates.has(name)) return { kind: 'name', name };
  const looksLikeFile = /[\\/]|\.(?:p12|pfx|zip)$/i.test(wanted);
  const file = homePath(wanted);
  return looksLikeFile || existsSync(file)
    ? { kind: 'file', file }
    : { kind: 'name', name: wanted };
}

/**
 * Hands a certificate under care to the operating system and looks whether it arrived. A wizard is
 * waited for where there is a terminal; the copy laid ready for it is removed then, and stays
 * otherwise until the next import.
 */
export async function importName(
  context: Context,
  name: string,
  session: Session,
): Promise<ImportResult> {
  const { ask, out, text } = session;
  tellBefore(context, text.importing.wizard(name), session);
  const { route, asksForPassword } = await beginImport(context, name);
  const result: ImportResult = { name, route, imported: null, removedOld: [], beside: 0 };
  const done = asksForPassword ? await waitFor(session) : true;
  if (!done) return result;
  try {
    const { there, beside, old } = await imported(context, name);
    if (there !== true) return { ...result, imported: there };
    if (beside === 0 || old.length === 0 || ask === null) {
      return { ...result, imported: there, beside };
    }
    // That it worked comes first, then what can be tidied up.
    out.tell(text.importing.there(name));
    const remove = await ask.confirm(text.importing.removeOld(old.length), false);
    const removedOld = remove ? await removeOldImports(context, name) : [];
    return { ...result, imported: there, removedOld, beside, told: true };
  } finally {
    await endImport(context, name);
  }
}

/** The same for a file that is not under care. */
export async function importFile(
  context: Context,
  file: string,
  password: PasswordSource,
  session: Session,
): Promise<ImportResult> {
  tellBefore(context, session.text.importing.wizardForFile(basename(file)), session);
  const started = await beginFileImport(context, file, password);
  const { route, asksForPassword, fingerprintSha256 } = started;
  const result: ImportResult = {
    ...{ name: null, file: basename(file) },
    ...{ route, imported: null, removedOld: [], beside: 0 },
  };
  const done = asksForPassword ? await waitFor(session) : true;
  if (!done) return result;
  try {
    const { there, beside } = await fileImported(context, fingerprintSha256);
    return { ...result, imported: there, beside };
  } finally {
    await endFileImport(context);
  }
}

/** Which password will be asked for: said before a wizard covers the terminal. */
function tellBefore(context: Context, said: string, { out }: Session): void {
  if (importAsksForPassword(context) && !out.json) out.tell(said);
}

/** Whether somebody said that the wizard is through. */
async function waitFor({ ask, text }: Session): Promise<boolean> {
  if (ask === null) return false;
  await ask.line(text.importing.whenDone);
  return true;
}
