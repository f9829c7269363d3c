import * as vscode from 'vscode';
import type { Parts } from './parts.ts';
import { registerCommands } from './registry.ts';
import { provideStatusTool } from './status-tool.ts';

export interface Started {
  readonly opened: Promise<Parts>;
}

/**
 * What has to be there when VS Code takes the extension for started: whatever it calls by a name, since
 * for those it does not wait. Everything else opens right after that, in a turn of its own, so that
 * other extensions need not wait for it.
 */
export function start(context: vscode.ExtensionContext): Started {
  const opened = open(context);
  context.subscriptions.push(
    registerCommands(async (id, args) => (await opened).run(id, args)),
    provideStatusTool(async () => (await opened).toolAnswer()),
  );
  return { opened };
}

async function open(context: vscode.ExtensionContext): Promise<Parts> {
  // Node finds, reads and compiles all of a module's files before `import()` returns: without another
  // turn, activation would be waiting for them, and for core, which the first look loads.
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  const { openParts } = await import('./parts.ts');
  return openParts(context);
}
