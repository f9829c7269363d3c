import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

// Who reads Japanese and who reads English find the same pages, or on top of one why not.

const root = resolve(import.meta.dirname, '../../..');
const read = (page: string): string => readFileSync(join(root, page), 'utf8');
const namesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder)).filter((name) => name.endsWith('.md'));
const all = [
  ...namesIn('.'),
  ...namesIn('docs').map((name) => `docs/${name}`),
  ...['packages/core', 'packages/simulator'].map((folder) => `${folder}/README.md`),
  'packages/vscode-ext/CHANGELOG.md',
];
const isJapanese = (page: string): boolean => page.endsWith('.ja.md');
const otherOf = (page: string): string =>
  isJapanese(page) ? page.replace('.ja.md', '.md') : page.replace('.md', '.ja.md');
const isAlone = (page: string): boolean => !all.includes(otherOf(page));

/** The first paragraph below the title. */
const onTop = (text: string): string => /^# .*\n\n(.*)$/m.exec(text)?.[1] ?? '';

/** Why there is one page: both sides of the line, in both languages. */
const reason = /^(?:In English only, since|One page for both languages:) .+ \| .*[ぁ-ん]/u;

test.each(all.filter((page) => !isAlone(page)))('%s leads to the other language', (page) => {
  const word = isJapanese(page) ? 'English' : '日本語';
  expect(onTop(read(page))).toBe(`[${word}](${basename(otherOf(page))})`);
});

test.each(all.filter(isAlone))('%s says on top why there is no other language', (page) => {
  expect(isJapanese(page)).toBe(false);
  // Of two languages, paragraph by paragraph.
  if (page === 'CODE_OF_CONDUCT.md') return;
  expect(onTop(read(page))).toMatch(reason);
});

/** How deep each heading is, in their order. */
const depths = (text: string): readonly number[] =>
  [...text.replaceAll(/^```.*?^```/gms, '').matchAll(/^(#+) /gm)].map(
    ([, marks = '']) => marks.length,
  );

test.each(all.filter((page) => isJapanese(page)))('%s has the parts of its other', (page) => {
  expect(depths(read(page))).toEqual(depths(read(otherOf(page))));
});

test('a page of one language without a word is noticed', () => {
  expect(onTop('# A\n\nOn.\n')).toBe('On.');
  expect('On.').not.toMatch(reason);
  expect(all.length).toBeGreaterThan(30);
});

/** The pages that a page leads to, from the root; but for the one in the other language. */
function ledTo(page: string): readonly string[] {
  const prose = read(page).replaceAll(/^```.*?^```/gms, '');
  return [...prose.matchAll(/\]\((?!\w+:)([^)#\s]+\.md)/g)]
    .map(([, path = '']) => join(dirname(page), path).replaceAll('\\', '/'))
    .filter((path) => path !== otherOf(page));
}

test.each(all)('%s leads to pages in its own language, where there are two', (page) => {
  const isOther = (path: string): boolean =>
    !isAlone(path) && isJapanese(path) !== isJapanese(page);
  expect(
    isAlone(page) ? [] : ledTo(page).filter((path) => all.includes(path) && isOther(path)),
  ).toEqual([]);
});

test.each(['README.md', 'README.ja.md'])('from %s one comes to every page', (start) => {
  const seen = new Set([start]);
  for (const page of seen) for (const next of ledTo(page)) if (all.includes(next)) seen.add(next);
  // Programs look for AGENTS.md by its name.
  const isLeft = (page: string): boolean => !seen.has(page) && page !== 'AGENTS.md';
  const isFor = (page: string): boolean =>
    !page.startsWith('packages/') && (isAlone(page) || isJapanese(page) === isJapanese(start));
  expect(all.filter((page) => isFor(page) && isLeft(page))).toEqual([]);
});
