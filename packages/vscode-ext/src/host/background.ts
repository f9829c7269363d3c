import type * as vscode from 'vscode';

/**
 * Lets work run that nobody waits for. What it throws goes to the log by name only: the text of a
 * foreign error may hold anything.
 */
export function inBackground(
  log: Pick<vscode.LogOutputChannel, 'warn'>,
  what: string,
  work: () => Promise<unknown>,
): void {
  work().catch((error: unknown) => {
    log.warn(`${what}: ${error instanceof Error ? error.name : typeof error}`);
  });
}
