import type { Command } from '../command.ts';
import type { CommandName } from '../help/types.ts';

/** Where each command is. Only the one that runs is loaded. */
export const commands: Readonly<Partial<Record<CommandName, () => Promise<Command>>>> = {
  add: async () => (await import('./add.ts')).add,
  list: async () => (await import('./status.ts')).list,
  status: async () => (await import('./status.ts')).status,
  check: async () => (await import('./check.ts')).check,
  inspect: async () => (await import('./inspect.ts')).inspect,
  renew: async () => (await import('./renew.ts')).renew,
  verify: async () => (await import('./verify.ts')).verify,
  simulate: async () => (await import('./simulate.ts')).simulate,
};
