import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { words } from '../../src/messages/words.ts';
import { historyEvents } from '../../src/words/history-events.ts';

const source = resolve(import.meta.dirname, '../../src');

/** Asked for by the command line and the editor, not by core. */
const elsewhere = new Set(['prompt', 'signal']);

/** Everything but the words themselves and the sentences about them, without comments. */
const text = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !/^(?:words|messages)[\\/]/.test(name))
  .map((name) => readFileSync(join(source, name), 'utf8'))
  .map((file) => file.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, ''))
  .join('\n');

/** As a literal, or as one whose end is filled in: `verification-${verdict}`. */
function isProduced(word: string): boolean {
  const parts = word.split('-').slice(0, -1);
  const begun = parts.map((_, index) => `\`${parts.slice(0, index + 1).join('-')}-\${`);
  return text.includes(`'${word}'`) || begun.some((start) => text.includes(start));
}

test.for(Object.entries({ ...words, 'history-event': historyEvents }))(
  'every %s is produced by something',
  ([, known]) => {
    const dead = Object.keys(known).filter((word) => !isProduced(word) && !elsewhere.has(word));
    expect(dead).toEqual([]);
  },
);
