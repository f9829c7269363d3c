import * as vscode from 'vscode';
import { manyReport, manyText, type OneResult } from '../../model/many-results.ts';
import { sentences } from '../../model/sentences.ts';
import { language, t } from '../l10n.ts';
import type { Services } from '../services.ts';

/** What else the message offers. */
export interface More {
  readonly text: string;
  readonly label: string;
  readonly go: () => Promise<void>;
}

/** How it ended for several: one message, and all of them in a text where some failed. */
export async function tellMany(
  { report }: Services,
  title: string,
  results: readonly OneResult[],
  more: More | null = null,
): Promise<void> {
  if (results.length === 0) return;
  const show = t('Show List');
  const text = sentences(language(), `${title}: ${manyText(results, t)}`, more?.text ?? '');
  const buttons = more === null ? [show] : [more.label, show];
  const failed = results.some(({ trouble }) => trouble !== null);
  const answer = failed
    ? await vscode.window.showWarningMessage(text, ...buttons)
    : await vscode.window.showInformationMessage(text, ...buttons);
  if (answer === show) await report.show(title, manyReport(results, t));
  if (answer !== undefined && answer === more?.label) await more.go();
}
