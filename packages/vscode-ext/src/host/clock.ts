import * as vscode from 'vscode';
import { clock } from '../model/clock.ts';

/** The clock of this window: see `clock`. */
export function onClock(look: () => void): vscode.Disposable {
  const ticking = clock(look, (listener) =>
    vscode.window.onDidChangeWindowState(({ focused }) => {
      listener(focused);
    }),
  );
  return vscode.Disposable.from(ticking);
}
