import { unwatchFile, watchFile, type Stats } from 'node:fs';
import type * as vscode from 'vscode';
import { gently } from '../model/gently.ts';
import { inBackground } from './background.ts';
import { call } from './core-call.ts';

const lookMs = 500;

interface StoreWatch extends vscode.Disposable {
  /** A person has named another configuration: it lies elsewhere, and so does its store. */
  readonly again: () => void;
}

type Listener = (now: Stats, before: Stats) => void;

/**
 * What another program changes is seen within a second: core touches one file after every change of
 * the store, and the configuration is one. Looked at by their times, which works before they are
 * there, on every file system, and costs two `stat` a round.
 */
export function watchStore(
  look: () => Promise<unknown>,
  log: Pick<vscode.LogOutputChannel, 'warn'>,
): StoreWatch {
  const watched = new Map<string, Listener>();
  let over = false;
  const changed = gently(look, {
    now: () => performance.now(),
    later: (ms, then) => void setTimeout(then, ms),
  });
  /**
   * Of a file that is not there yet Node tells once that nothing has changed. And one that comes back
   * as it was (a share, a drive) it holds against what was there before it went: so what was told
   * last is kept here.
   */
  const comparing = (): Listener => {
    let last: Stats | null = null;
    return (now, before) => {
      const { ino, ctimeMs } = last ?? before;
      last = now;
      if (!over && (now.ino !== ino || now.ctimeMs !== ctimeMs)) changed();
    };
  };
  const unwatch = (): void => {
    for (const [file, listener] of watched) unwatchFile(file, listener);
    watched.clear();
  };
  const again = (): void => {
    inBackground(log, 'watch', async () => {
      const found = await call(async (core, { places }) => [
        core.changesFile(places.storeDir),
        places.configFile,
      ]);
      unwatch();
      if (over) return;
      for (const file of found) {
        const listener = comparing();
        watched.set(file, listener);
        watchFile(file, { interval: lookMs, persistent: false }, listener);
      }
    });
  };
  again();
  return {
    again,
    dispose: () => {
      over = true;
      unwatch();
    },
  };
}
