import type * as vscode from 'vscode';
import type { CorePort } from '../model/core-port.ts';

/** Core, loaded by the first call: activation stays light. */
export function createCore(
  _context: vscode.ExtensionContext,
  _log: vscode.LogOutputChannel,
): CorePort {
  return {
    status: async () => [],
    renew: async () => {
      throw new Error('not wired yet');
    },
    verify: async () => {
      throw new Error('not wired yet');
    },
    explain: async (error) => {
      const { asWeborcaError } = await import('@weborca-cert/core');
      const { code } = asWeborcaError(error);
      return { code, sentence: code, wayOut: '' };
    },
  };
}
