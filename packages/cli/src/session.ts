import { createContext, type Context, type Observer } from '@weborca-cert/core';
import type { CommonFlags } from './arguments/common.ts';
import type { CommandName } from './help/types.ts';
import type { Speech } from './language.ts';
import type { Output } from './output.ts';
import type { Ask } from './prompt.ts';
import { followSteps } from './render/progress.ts';

/** What a command's `run` is given besides its own values. */
export interface Session extends Speech {
  readonly command: CommandName;
  readonly common: CommonFlags;
  readonly out: Output;
  /** Null where nobody can be asked. */
  readonly ask: Ask | null;
  readonly signal: AbortSignal;
  /** From here on signals are the command's own affair; nothing stops by itself. */
  readonly passSignals: () => void;
}

/** They look and answer, and nobody waits for them meanwhile: files may be read in place. */
const lookers: ReadonlySet<CommandName> = new Set(['status', 'list', 'check', 'metrics']);

/** Core's context for a command, with what happens shown as it happens. */
export function openContext(
  session: Session,
  observe: Observer = followSteps(session, false).observe,
): Context {
  const { config } = session.common;
  return createContext({
    command: `weborca-cert ${session.command}`,
    ...(config === null ? {} : { config }),
    observe,
    ownProcess: true,
    mayBlock: lookers.has(session.command),
    signal: session.signal,
  });
}
