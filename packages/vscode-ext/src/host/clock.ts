import * as vscode from 'vscode';

const hourMs = 3_600_000;

/**
 * Calls `look` hourly and whenever the window becomes active: a laptop that slept fires no timer,
 * and `setTimeout` beyond 2^31-1 ms fires at once, so nothing waits for the day itself.
 */
export function onClock(look: () => void): vscode.Disposable {
  const timer = setInterval(look, hourMs);
  return vscode.Disposable.from(
    {
      dispose: () => {
        clearInterval(timer);
      },
    },
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) look();
    }),
  );
}
