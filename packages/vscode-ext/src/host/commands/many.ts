import * as vscode from 'vscode';
import { manyReport, manyText, type OneResult } from '../../model/many-results.ts';
import { t } from '../l10n.ts';
import type { Services } from '../services.ts';

/** How it ended for several: one message, and all of them in a text where some failed. */
export async function tellMany(
  { report }: Services,
  title: string,
  results: readonly OneResult[],
): Promise<void> {
  if (results.length === 0) return;
  const show = t('Show List');
  const text = `${title}: ${manyText(results, t)}`;
  const failed = results.some(({ trouble }) => trouble !== null);
  const answer = failed
    ? await vscode.window.showWarningMessage(text, show)
    : await vscode.window.showInformationMessage(text, show);
  if (answer === show) await report.show(title, manyReport(results, t));
}
