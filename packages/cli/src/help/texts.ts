import { inLanguage, type InLanguage, type Language } from '@weborca-cert/core';
import type { ExitName } from '../exit-codes.ts';
import { daily } from './daily.ts';
import { frame } from './frame.ts';
import { keeping } from './keeping.ts';
import { running } from './running.ts';
import type { CommandHelp, CommandName } from './types.ts';
import { using } from './using.ts';

const helps: Readonly<Record<CommandName, CommandHelp>> = {
  ...daily,
  ...keeping,
  ...using,
  ...running,
};

/** Everything the help pages say, in one language. */
export interface HelpTexts extends InLanguage<typeof frame> {
  readonly of: (name: CommandName) => SpokenHelp;
}

interface SpokenHelp {
  readonly summary: string;
  readonly about: readonly string[];
  readonly takes: Readonly<Record<string, string>>;
  readonly exits: readonly ExitName[];
  readonly examples: readonly { readonly line: string; readonly says: string }[];
}

export function helpTexts(language: Language): HelpTexts {
  return { ...inLanguage(frame, language), of: (name) => spoken(helps[name], language) };
}

/** What every command can end with, and what more. */
export function exitsWith(more: readonly ExitName[] = []): readonly ExitName[] {
  return ['done', 'failed', 'usage', ...more, 'interrupted'];
}

function spoken(help: CommandHelp, language: Language): SpokenHelp {
  return {
    summary: help.summary[language],
    about: help.about?.[language] ?? [],
    takes: inLanguage(help.takes, language),
    exits: exitsWith(help.moreExits),
    examples: help.examples.map(({ line, says }) => ({
      line: typeof line === 'string' ? line : line[language],
      says: says[language],
    })),
  };
}
