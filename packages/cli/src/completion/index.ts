import { bash } from './bash.ts';
import type { Completable } from './describe.ts';
import { fish } from './fish.ts';
import { powershell } from './powershell.ts';

export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;

export type Shell = (typeof shells)[number];

/**
 * A script for one shell. Commands and flags are written into it; files are completed by the shell
 * itself. Nothing is run while completing.
 */
export function renderCompletion(shell: Shell, all: readonly Completable[]): string {
  switch (shell) {
    case 'bash':
      return bash(all);
    case 'zsh':
      return `#compdef weborca-cert\nautoload -U +X bashcompinit && bashcompinit\n${bash(all)}`;
    case 'fish':
      return fish(all);
    case 'powershell':
      return powershell(all);
  }
}
