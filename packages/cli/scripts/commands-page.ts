// Every command on a page in each language: what `help COMMAND` says, at 80 columns.
import type { Language } from '@weborca-cert/core';
import { commands } from '../src/commands/index.ts';
import { renderKinds } from '../src/help/kinds.ts';
import { renderCommand, renderOverview } from '../src/help/render.ts';
import { helpTexts, type HelpTexts } from '../src/help/texts.ts';
import { commandGroups, type CommandName } from '../src/help/types.ts';
import { fold } from '../src/render/fold.ts';

export const languages: readonly Language[] = ['ja', 'en'];

export const commandsPageFile = (language: Language): URL =>
  new URL(`../../../docs/commands${language === 'ja' ? '.ja' : ''}.md`, import.meta.url);

const frames = {
  en: {
    title: 'Commands',
    other: '[日本語](commands.ja.md)',
    about: 'What `weborca-cert help COMMAND` says. Programs read `--json` ([schemas](schemas)).',
  },
  ja: {
    title: 'コマンド',
    other: '[English](commands.md)',
    about:
      '`weborca-cert help コマンド名` の内容です。プログラムからは `--json` を使います ([スキーマ](schemas))。',
  },
} as const;

const names = commandGroups.flatMap((group) => group.names);

async function page(name: CommandName, texts: HelpTexts, language: Language): Promise<string> {
  const takes = (await commands[name]?.())?.takes ?? {};
  const kinds = name === 'consumers add' ? await renderKinds(language) : null;
  return renderCommand(name, takes, texts, kinds);
}

const block = (text: string): string => `\`\`\`text\n${fold(text, 80)}\n\`\`\``;

/** The page as it stands in `docs/`. */
export async function renderCommandsPage(language: Language): Promise<string> {
  const texts = helpTexts(language);
  const { title, other, about } = frames[language];
  const parts = [`# ${title}`, other, about, block(renderOverview(names, texts))];
  for (const name of names) parts.push(`## ${name}`, block(await page(name, texts, language)));
  return `${parts.join('\n\n')}\n`;
}
