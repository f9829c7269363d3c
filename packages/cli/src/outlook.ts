import { createContext, outlook, noOutlook, type Outlook } from '@weborca-cert/core';
import type { CommandName } from './help/types.ts';
import type { Running } from './looking.ts';

/** They have no sentence of a failed renewal, and many scripts wait for them. */
const brief: ReadonlySet<CommandName> = new Set(['check', 'completion', 'exec', 'path']);

/** What sentences may count on where the command runs. A wrong `--config` is told elsewhere. */
export async function outlookOf(
  command: CommandName | null,
  { config }: Running['common'],
): Promise<Outlook> {
  // No command at all: only how it is used is told.
  if (command === null || brief.has(command)) return noOutlook;
  try {
    const named = config === null ? {} : { config };
    return await outlook(createContext({ command: 'weborca-cert', ...named }));
  } catch {
    return noOutlook;
  }
}
