import * as vscode from 'vscode';
import { commandIds, type CommandId } from '../model/command-ids.ts';

/** What each command does: the type makes sure that none is missing. */
export type Handlers = Readonly<Record<CommandId, (...args: readonly unknown[]) => unknown>>;

/**
 * Registers every command of the extension.
 *
 * @param run does it, asked for at the first command: VS Code waits for activation
 */
export function registerCommands(
  run: (id: CommandId, args: readonly unknown[]) => Promise<unknown>,
): vscode.Disposable {
  return vscode.Disposable.from(
    ...commandIds.map((id) =>
      vscode.commands.registerCommand(id, (...args: readonly unknown[]) => run(id, args)),
    ),
  );
}
