import type { Language } from '@weborca-cert/core';
import type { Commands } from '../command.ts';
import { commandNames, type CommandName } from '../help/types.ts';

/** What a shell has to know of a command. */
export interface Completable {
  readonly name: CommandName;
  readonly summary: string;
  /** `--name`, and whether a value follows. */
  readonly flags: readonly { readonly flag: string; readonly takesValue: boolean }[];
  /** Its first word is the name of a certificate. */
  readonly takesName: boolean;
  /** Its second word is a kind of consumer. */
  readonly takesKind: boolean;
}

const common: Completable['flags'] = [
  { flag: '--config', takesValue: true },
  { flag: '--json', takesValue: false },
  { flag: '--lang', takesValue: true },
  { flag: '--verbose', takesValue: false },
  { flag: '--quiet', takesValue: false },
  { flag: '--help', takesValue: false },
];

export async function describeCommands(
  commands: Commands,
  language: Language,
): Promise<readonly Completable[]> {
  const { helpTexts } = await import('../help/texts.ts');
  const texts = helpTexts(language);
  return Promise.all(
    commandNames.map(async (name) => {
      const { takes } = await commands[name]();
      const words = Object.values(takes).flatMap((field) =>
        field.kind === 'positional' ? [field.label] : [],
      );
      const takesName = /^N(?:\||$)/.test(words[0] ?? '');
      const takesKind = words[1] === 'KIND';
      const own = Object.values(takes).flatMap((field) => {
        if (field.kind === 'positional') return [];
        if (field.kind === 'option') {
          return [{ flag: `--${field.flag}`, takesValue: field.label !== null }];
        }
        const names = [`--${field.flag}`, `--no-${field.flag}`];
        return names.map((flag) => ({ flag, takesValue: false }));
      });
      const { summary } = texts.of(name);
      return { name, summary, flags: [...own, ...common], takesName, takesKind };
    }),
  );
}

/** Tells the names of certificates, one a line; what is wrong is no matter while completing. */
export const namesCommand = 'weborca-cert completion names 2>/dev/null';

/** First words, each once. */
export function firstWords(all: readonly Completable[]): readonly string[] {
  return [...new Set([...all.map(({ name }) => name.split(' ')[0] ?? name), 'help'])];
}

/** What can follow the first word of several commands. */
export function secondWords(all: readonly Completable[]): ReadonlyMap<string, readonly string[]> {
  const words = new Map<string, readonly string[]>();
  for (const { name } of all) {
    const [first = '', second] = name.split(' ');
    if (second !== undefined) words.set(first, [...(words.get(first) ?? []), second]);
  }
  return words;
}
