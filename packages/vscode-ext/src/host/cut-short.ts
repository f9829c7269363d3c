import * as vscode from 'vscode';
import { dueNow } from '../model/due.ts';
import { fewOf } from '../model/many-results.ts';
import { called } from '../model/snapshot.ts';
import { inBackground } from './background.ts';
import { t } from './l10n.ts';
import type { Services } from './services.ts';

type Memory = Services['context']['workspaceState'];

const key = 'notBegun';

/** Those of several renewals that are still to come: what a window that is closed leaves. */
export async function noteNotBegun(memory: Memory, names: readonly string[]): Promise<void> {
  await memory.update(key, names.length === 0 ? undefined : names);
}

/**
 * The renewal under way outlives its window, those after it are never begun. The next window of this
 * workspace says which, once, and whoever began them decides again.
 */
export function tellCutShort({ certificates, context, log }: Services): vscode.Disposable {
  const memory = context.workspaceState;
  const left = memory.get<readonly string[]>(key, []);
  const listening = certificates.onDidChange((snapshot) => {
    if (snapshot.kind !== 'ready') return;
    listening.dispose();
    if (left.length === 0) return;
    inBackground(log, 'cut short', async () => {
      await noteNotBegun(memory, []);
      const due = dueNow(snapshot).filter(({ name }) => left.includes(name));
      if (due.length === 0) return;
      const go = t('Renew All Due…');
      const answer = await vscode.window.showWarningMessage(
        t(
          'The window was closed before all of them were renewed. Not requested: {0}',
          fewOf(due.map(called), t).join(', '),
        ),
        go,
      );
      if (answer === go) await vscode.commands.executeCommand('weborcaCert.renewDue');
    });
  });
  return listening;
}
