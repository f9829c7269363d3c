import { createContext, type Context, type Observer } from '@weborca-cert/core';
import type { CommonFlags } from './arguments/common.ts';
import type { CommandName } from './help/types.ts';
import type { Output } from './output.ts';
import type { Ask } from './prompt.ts';
import type { Voice } from './voice.ts';

/** A command that runs, and how it can be spoken to. */
export interface Running {
  readonly command: CommandName;
  readonly common: CommonFlags;
  readonly out: Output;
  /** Null without a terminal. */
  readonly ask: Ask | null;
  readonly signal: AbortSignal;
  /** From here on signals are the command's own affair; nothing stops by itself. */
  readonly passSignals: () => void;
}

/** What a command is given that looks and answers, in words of its own. */
export interface Looking extends Voice, Running {}

/** They only look and answer: files may be read in place (synchronously). */
const lookers: ReadonlySet<CommandName> = new Set(['status', 'list', 'check', 'metrics']);

/** Core's context for a command; of one that only looks, nothing happens that could be shown. */
export function contextFor(
  { command, common: { config }, signal }: Pick<Running, 'command' | 'common' | 'signal'>,
  observe: Observer = () => undefined,
): Context {
  return createContext({
    command: `weborca-cert ${command}`,
    ...(config === null ? {} : { config }),
    observe,
    ownProcess: true,
    mayBlock: lookers.has(command),
    signal,
  });
}
