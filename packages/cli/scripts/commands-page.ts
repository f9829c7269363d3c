// Every command on a page in each language: what `help COMMAND` says, at 80 columns.
import type { Language } from '@weborca-cert/core';
import { renderHelp } from '../src/help/tell.ts';
import { commandGroups } from '../src/help/types.ts';
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

const block = (text: string): string => `\`\`\`text\n${fold(text, 80)}\n\`\`\``;

/** The page as it stands in `docs/`. */
export async function renderCommandsPage(language: Language): Promise<string> {
  const { title, other, about } = frames[language];
  const index = names.map((name) => `[${name}](#${name.replaceAll(' ', '-')})`).join(' · ');
  const parts = [
    `# ${title}`,
    other,
    about,
    index,
    block(await renderHelp({ kind: 'all' }, language)),
  ];
  for (const name of names) {
    const help = await renderHelp({ kind: 'command', name, args: [] }, language);
    parts.push(`## ${name}`, block(help));
  }
  return `${parts.join('\n\n')}\n`;
}
