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
  receive: async () => (await import('./receive.ts')).receive,
  backup: async () => (await import('./backup.ts')).backup,
  restore: async () => (await import('./restore.ts')).restore,
  versions: async () => (await import('./versions.ts')).versions,
  rollback: async () => (await import('./rollback.ts')).rollback,
  password: async () => (await import('./password.ts')).password,
  deploy: async () => (await import('./deploy.ts')).deploy,
  site: async () => (await import('./site.ts')).site,
  history: async () => (await import('./history.ts')).history,
  remove: async () => (await import('./remove.ts')).remove,
  rename: async () => (await import('./rename.ts')).rename,
  metrics: async () => (await import('./metrics.ts')).metrics,
  mcp: async () => (await import('./mcp.ts')).mcp,
  completion: async () => (await import('./completion.ts')).completion,
  import: async () => (await import('./import.ts')).importCertificate,
  'consumers add': async () => (await import('./consumers.ts')).consumersAdd,
  'consumers remove': async () => (await import('./consumers.ts')).consumersRemove,
  'consumers list': async () => (await import('./consumers.ts')).consumersList,
  'consumers done': async () => (await import('./consumers.ts')).consumersDone,
  simulate: async () => (await import('./simulate.ts')).simulate,
};
