import * as vscode from 'vscode';
import { commandIds, type CommandId } from '../model/command-ids.ts';

export type Handlers = Readonly<Record<CommandId, (...args: readonly unknown[]) => unknown>>;

/**
 * Registers every command of the extension. The type makes sure that none is missing; what a
 * handler throws is shown with its way out, never swallowed.
 *
 * @param load what they do, asked for at the first command: VS Code waits for activation
 */
export function registerCommands(
  load: () => Promise<Handlers>,
  onFailure: (error: unknown) => Promise<void>,
): vscode.Disposable {
  return vscode.Disposable.from(
    ...commandIds.map((id) =>
      vscode.commands.registerCommand(id, async (...args: readonly unknown[]) => {
        try {
          const handlers = await load();
          return await handlers[id](...args);
        } catch (error) {
          await onFailure(error);
          return undefined;
        }
      }),
    ),
  );
}
