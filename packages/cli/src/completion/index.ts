import { bash } from './bash.ts';
import type { Completable } from './describe.ts';
import { fish } from './fish.ts';
import { powershell } from './powershell.ts';

export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;

export type Shell = (typeof shells)[number];

/**
 * A script for one shell. Commands, flags and kinds of consumers are written into it, the names of
 * certificates are asked for; files are completed by the shell itself.
 */
export function renderCompletion(
  shell: Shell,
  all: readonly Completable[],
  kinds: readonly string[],
): string {
  switch (shell) {
    case 'bash':
      return bash(all, kinds);
    case 'zsh':
      return `#compdef weborca-cert\nautoload -U +X bashcompinit && bashcompinit\n${bash(all, kinds)}`;
    case 'fish':
      return fish(all, kinds);
    case 'powershell':
      return powershell(all, kinds);
  }
}
