import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { expectShown, shownOn } from './support/shown.ts';

// What the page shows is what the command says in its transcripts.
test.each([
  ['docs/trouble.md', 'en'],
  ['docs/trouble.ja.md', 'ja'],
])('what %s shows stands in a transcript', (page, lang) => {
  const file = join(import.meta.dirname, `golden/first-day.${lang}.txt`);
  const printed = readFileSync(file, 'utf8');
  const blocks = shownOn(page);
  expect(blocks.length).toBeGreaterThan(0);
  for (const block of blocks) expectShown(block, printed);
});

const root = resolve(import.meta.dirname, '../../..');
const said = globSync(['packages/{core,cli}/src/**/*.ts'], { cwd: root })
  .map((file) => readFileSync(join(root, file), 'utf8'))
  .join('\n');

/** What the page quotes as said by this program: in the part about it, in quotation marks. */
function quotedOn(page: string): readonly string[] {
  const text = readFileSync(join(root, page), 'utf8');
  const [, part = ''] = /^## (?:In weborca-cert|weborca-cert で)\n(.*?)(?=^## )/ms.exec(text) ?? [];
  return [...part.matchAll(/"([^"]+)"|「([^」]+)」/g)].map(
    ([, english, japanese]) => english ?? japanese ?? '',
  );
}

test.each(['docs/trouble.md', 'docs/trouble.ja.md'])('what %s quotes is said', (page) => {
  const quoted = quotedOn(page);
  expect(quoted.length).toBeGreaterThan(1);
  expect(quoted.filter((words) => !said.includes(words))).toEqual([]);
});
