import { unwatchFile, watchFile } from 'node:fs';
import * as vscode from 'vscode';
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
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  let files: readonly string[] = [];
  let over = false;
  const changed = gently(look, {
    now: () => performance.now(),
    later: (ms, then) => void setTimeout(then, ms),
  });
  const onChange = (): void => {
    if (!over) changed();
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
