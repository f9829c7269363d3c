import * as vscode from 'vscode';
import { verdictText } from '../../model/verdict-texts.ts';
import { language, t } from '../l10n.ts';
import { affects, isOn } from '../settings.ts';
import type { Looker } from './looker.ts';
import { isOrdinaryFile } from './place.ts';

/** Badges in the Explorer on certificate files that expire, have expired or were superseded. */
export function provideBadges(looker: Looker): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  return vscode.Disposable.from(
    changed,
    looker.onDidChange(() => {
      changed.fire(undefined);
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      changed.fire(undefined);
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (affects(event, 'files.badges')) changed.fire(undefined);
    }),
    vscode.window.registerFileDecorationProvider({
      onDidChangeFileDecorations: changed.event,
      provideFileDecoration: async (uri) => {
        if (!isOn('files.badges') || !isOrdinaryFile(uri)) return undefined;
        if (!/\.(?:p12|pfx|crt|cer|pem|der)$/i.test(uri.path)) return undefined;
        if (vscode.workspace.getWorkspaceFolder(uri) === undefined) return undefined;
        const { verdict } = await looker.judge({ candidates: [uri], absolute: true }, 'missing');
        const sentence = verdictText(verdict, language(), t);
        if (sentence === null || verdict.kind === 'missing') return undefined;
        const colour =
          verdict.kind === 'expired' ? 'list.errorForeground' : 'list.warningForeground';
        return new vscode.FileDecoration('!', sentence, new vscode.ThemeColor(colour));
      },
    }),
  );
}
