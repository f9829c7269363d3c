import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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
