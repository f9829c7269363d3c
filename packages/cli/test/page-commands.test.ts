import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { refusalOf } from './support/parsed.ts';

// Every command on a page goes through the real parser. Whole blocks are typed by the tests of the
// pages that have a day in them; this is for those that stand in a sentence or a table.

const root = resolve(import.meta.dirname, '../../..');
const pages = [
  'README.md',
  'README.ja.md',
  'packages/cli/README.md',
  'packages/vscode-ext/README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** What a shell makes of the line up to its first pipe, redirection or comment. */
function wordsOf(line: string): readonly string[] {
  const parts = line.match(/"[^"]*"|'[^']*'|[|;<>#&\\]|[^\s|;<>&"']+/g) ?? [];
  const end = parts.findIndex((part) => /^[|;<>#&\\]/.test(part));
  const words = end < 0 ? parts : parts.slice(0, end);
  return words.map((word) => word.replaceAll(/^["']|["']$/g, ''));
}

interface Found {
  readonly line: string;
  /** In a block, where it is typed as it stands. */
  readonly whole: boolean;
}

function commandsOn(text: string): readonly Found[] {
  const blocks = [...text.matchAll(/^ *```(\w*)\n(.*?)^ *```$/gms)];
  const typed = blocks
    .filter(([, language = '']) => language === 'sh')
    .flatMap(([, , body = '']) => body.split('\n').map((line) => line.trim()))
    .filter((line) => line.startsWith('weborca-cert '))
    .map((line) => ({ line, whole: true }));
  const prose = text.replaceAll(/^ *```.*?^ *```$/gms, '');
  const named = [...prose.matchAll(/`(weborca-cert [^`\n]+)`/g)].map(([, line = '']) => ({
    line,
    whole: false,
  }));
  return [...typed, ...named];
}

/** A command that is named in a sentence may leave out what belongs to it. */
const isMissing = (details: object): boolean => /missing/.test(JSON.stringify(details));

async function trouble({ line, whole }: Found): Promise<string | null> {
  const words = wordsOf(line).slice(1);
  const [first = ''] = words[0] === 'help' ? words.slice(1) : words;
  // `weborca-cert help COMMAND`, `weborca-cert …`
  if (!whole && /^[A-Z…]|^コマンド/.test(first)) return null;
  const refusal = await refusalOf(words);
  if (refusal === null || (!whole && isMissing(refusal))) return null;
  return `${line}: ${JSON.stringify(refusal)}`;
}

test.each(pages)('the commands on %s can be typed', async (page) => {
  const found = commandsOn(readFileSync(join(root, page), 'utf8'));
  const wrong = await Promise.all(found.map(trouble));
  expect(wrong.filter((one) => one !== null)).toEqual([]);
});

test('one that cannot be typed is noticed, in a block and in a sentence', async () => {
  const text = '```sh\nweborca-cert renew --al\n```\nand `weborca-cert statu`, `weborca-cert add`';
  const wrong = await Promise.all(commandsOn(text).map(trouble));
  expect(wrong.map((one) => one?.split(':')[0])).toEqual([
    'weborca-cert renew --al',
    'weborca-cert statu',
    undefined,
  ]);
});
