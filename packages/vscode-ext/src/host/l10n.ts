import * as vscode from 'vscode';
import type { Translate } from '../model/translate.ts';

/** English sentences in the display language, from `l10n/bundle.l10n.<language>.json`. */
export const t: Translate = (message, ...values) => vscode.l10n.t(message, ...values);

/** `ja` or `en`: the languages core's catalogue has. */
export function language(): 'ja' | 'en' {
  return vscode.env.language.startsWith('ja') ? 'ja' : 'en';
}
