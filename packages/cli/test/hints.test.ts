import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { consumerKindFields } from '@weborca-cert/core';
import { describe, expect, test } from 'vitest';
import { commandNames } from '../src/help/types.ts';
import { refusalOf } from './support/parsed.ts';

// Every command that a sentence names, in both languages, goes through the real parser: one that is
// pasted must not be answered with how it is used.

const kinds = new Set((await consumerKindFields()).map(({ kind }) => kind));

const packages = join(import.meta.dirname, '../..');
const catalogues = [
  'core/src/words',
  'core/src/messages',
  'cli/src/text',
  'cli/src/render',
].flatMap((folder) =>
  readdirSync(join(packages, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(packages, folder, file)),
);

/** What stands for something of the reader's, as the sentences write it. */
const placeholders: ReadonlySet<string> = new Set([
  'ファイル名',
  'フォルダー名',
  'フォルダー',
  '新しい名前',
  '名前',
  '版',
  'ダウンロード.zip',
  'ダウンロードしたファイル名',
]);

interface Hint {
  readonly where: string;
  readonly command: string;
}

/** From `weborca-cert` on, what belongs to the command: its words, flags, placeholders and values. */
function commandsIn(file: string): readonly Hint[] {
  const firsts = new Set(commandNames.flatMap((name) => name.split(' ')));
  const source = readFileSync(file, 'utf8')
    // What comes from the code is one word.
    .replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, 'value')
    .replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');
  return [...source.matchAll(/weborca-cert ((?:[^`'\n\\]|\\(?!n))*)/g)].flatMap(([, text = '']) => {
    const words: string[] = [];
    for (const [index, word] of text.split(/[ 　]/).entries()) {
      const bare = word.replace(/[。、」].*$/, '').replace(/[.,:;)]+$/, '');
      const isWord =
        (index < 2 && firsts.has(bare)) ||
        /^--[a-z-]+$/.test(bare) ||
        /^(?:(?:value)+|[A-Z]+(?:=[A-Z]+)?|"value"|value=value|"[^"]*"|90d)$/.test(bare) ||
        /[/\\.]/.test(bare) ||
        placeholders.has(bare) ||
        kinds.has(bare);
      if (!isWord || (index === 0 && !firsts.has(bare))) break;
      words.push(bare);
      if (bare !== word) break;
    }
    return words.length === 0
      ? []
      : [{ where: relative(packages, file), command: words.join(' ') }];
  });
}

const hints = catalogues.flatMap((file) => commandsIn(file));

describe('the commands in sentences', () => {
  test('are found', () => {
    expect(hints.length).toBeGreaterThan(150);
    expect(new Set(hints.map(({ where }) => where)).size).toBeGreaterThan(20);
  });

  test('are whole: the parser takes each as it stands', async () => {
    const wrong: object[] = [];
    for (const hint of hints) {
      const problem = await refusalOf(hint.command.split(' '));
      if (problem !== null) wrong.push({ ...hint, problem });
    }
    expect(wrong).toEqual([]);
  });
});
