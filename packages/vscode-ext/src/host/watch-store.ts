import { unwatchFile, watchFile, type Stats } from 'node:fs';
import type * as vscode from 'vscode';
import { gently } from '../model/gently.ts';
import { inBackground } from './background.ts';
import { call } from './core-call.ts';

const lookMs = 500;

/**
 * What another program changes is seen within a second: core touches one file after every change of
 * the store, and the configuration is one. Looked at by their times, which works before they are
 * there, on every file system, and costs two `stat` a round.
 */
export function watchStore(
  look: () => Promise<unknown>,
  log: Pick<vscode.LogOutputChannel, 'warn'>,
): vscode.Disposable {
  let files: readonly string[] = [];
  let over = false;
  const changed = gently(look, {
    now: () => performance.now(),
    later: (ms, then) => void setTimeout(then, ms),
  });
  const onChange = (now: Stats, before: Stats): void => {
    // Of a file that is not there yet Node tells once that nothing has changed.
    const isSame = now.ino === before.ino && now.ctimeMs === before.ctimeMs;
    if (!over && !isSame) changed();
  };
  inBackground(log, 'watch', async () => {
    const found = await call(async (core, { places }) => [
      core.changesFile(places.storeDir),
      places.configFile,
    ]);
    if (over) return;
    files = found;
    for (const file of files) watchFile(file, { interval: lookMs, persistent: false }, onChange);
  });
  return {
    dispose: () => {
      over = true;
      for (const file of files) unwatchFile(file, onChange);
    },
  };
}
