import { watch, type FSWatcher } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { CoreCalls } from './core.ts';
import { hasCode } from '@weborca-cert/core/errors';
import { inBackground } from './background.ts';
import { t } from './l10n.ts';
import { shortPath } from './short-path.ts';

const watchMs = 30 * 60_000;
const toldMs = 15_000;
const largestZip = 10 * 1024 * 1024;

export interface Downloads extends vscode.Disposable {
  /**
   * Looks for half an hour at what arrives in the downloads folder: for this certificate, or, where
   * none is set up yet (null), for one to add.
   */
  readonly watch: (name: string | null) => Promise<void>;
}

/** Offers to take in a certificate that appears in the downloads folder. */
export function watchDownloads(core: CoreCalls, log: vscode.LogOutputChannel): Downloads {
  let watcher: FSWatcher | null = null;
  let end: NodeJS.Timeout | null = null;
  let told: vscode.Disposable | null = null;
  const stop = (): void => {
    watcher?.close();
    watcher = null;
    told?.dispose();
    if (end !== null) clearTimeout(end);
  };
  return {
    watch: async (name) => {
      const folder = await core.downloadsFolder();
      stop();
      const offered = new Set<string>();
      const since = Date.now();
      try {
        watcher = watch(folder, (_event, file) => {
          if (file === null || !/\.(?:zip|p12)$/i.test(file) || offered.has(file)) return;
          inBackground(log, 'download', () => offer(path.join(folder, file), file));
        });
      } catch (error) {
        log.warn(`downloads folder cannot be watched: ${error instanceof Error ? error.name : ''}`);
        return;
      }
      watcher.on('error', stop);
      end = setTimeout(stop, watchMs);
      const waiting = t('Waiting for the zip in {0}', shortPath(folder));
      told = vscode.window.setStatusBarMessage(`$(inbox) ${waiting}`, toldMs);

      async function offer(file: string, key: string): Promise<void> {
        if (!(await isCertificate(core, file, since)) || offered.has(key)) return;
        offered.add(key);
        const yes = t('Receive');
        const question = t('{0} was downloaded. Receive the certificate?', path.basename(file));
        const answer = await vscode.window.showInformationMessage(question, yes, t('Not Now'));
        if (answer !== yes) return;
        stop();
        await (name === null
          ? vscode.commands.executeCommand('weborcaCert.add', file)
          : vscode.commands.executeCommand('weborcaCert.receive', name, file));
      }
    },
    dispose: stop,
  };
}

/** A finished download that holds a certificate. A browser renames it when it is complete. */
async function isCertificate(core: CoreCalls, file: string, since: number): Promise<boolean> {
  try {
    const { size, mtimeMs, ctimeMs } = await stat(file);
    if (size === 0 || size > largestZip) return false;
    // What was copied here keeps its old date, and has a new entry.
    if (Math.max(mtimeMs, ctimeMs) < since - 60_000) return false;
    if (!file.toLowerCase().endsWith('.zip')) return true;
    const { certificates } = await core.inspect(file, async () => null);
    return certificates.length > 0;
  } catch (error) {
    // Without a password in the zip a person is asked; half a file, another zip, or one that is gone
    // again is none: the next event of the folder asks anew.
    return hasCode(error, 'password-missing') || hasCode(error, 'password-wrong');
  }
}
