import * as vscode from 'vscode';
import type { Verdict } from '../../model/file-verdict.ts';
import { findReferences, type Reference } from '../../model/references.ts';
import { formatOfText, isSample } from '../../model/text-format.ts';
import { verdictText } from '../../model/verdict-texts.ts';
import { language, t } from '../l10n.ts';
import type { Looker } from './looker.ts';
import { isOrdinaryFile, placeFor } from './place.ts';

/** A line that names a certificate file, with what there is to say about the file. */
export interface Finding {
  readonly reference: Reference;
  readonly range: vscode.Range;
  readonly verdict: Verdict;
  /** The file, as a path of this machine; null on the SSH or WSL side, and in a container. */
  readonly file: string | null;
  /** Null when there is nothing wrong with it. */
  readonly sentence: string | null;
}

/** What a text names, before any file is looked at. */
export function referencesIn(
  { path }: vscode.Uri,
  text: string,
  languageId?: string,
): readonly Reference[] {
  const format = formatOfText(path, text, languageId);
  return format === null ? [] : findReferences(text, format, isSample(path));
}

export async function judged(
  uri: vscode.Uri,
  references: readonly Reference[],
  looker: Looker,
): Promise<readonly Finding[]> {
  const findings = await Promise.all(references.map((one) => findingOf(uri, one, looker)));
  return findings.filter((finding) => finding !== null);
}

async function findingOf(
  uri: vscode.Uri,
  reference: Reference,
  looker: Looker,
): Promise<Finding | null> {
  const { line, start, end, path, absence } = reference;
  const range = new vscode.Range(line, start, line, end);
  if (path === null) {
    return { reference, range, verdict: { kind: 'elsewhere' }, file: null, sentence: null };
  }
  const place = placeFor(uri, path);
  if (place === null) return null;
  const { verdict, file } = await looker.judge(place, absence);
  if (absence === 'nothing' && verdict.kind === 'elsewhere') return null;
  return { reference, range, verdict, file, sentence: verdictText(verdict, language(), t) };
}

export function isSettingsFile({ uri, languageId }: vscode.TextDocument): boolean {
  return isOrdinaryFile(uri) && formatOfText(uri.path, '', languageId) !== null;
}

export async function findingsOf(
  document: vscode.TextDocument,
  looker: Looker,
): Promise<readonly Finding[]> {
  const { uri, languageId } = document;
  if (!vscode.workspace.isTrusted || !isOrdinaryFile(uri)) return [];
  return judged(uri, referencesIn(uri, document.getText(), languageId), looker);
}
