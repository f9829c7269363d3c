import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { refusalOf } from './support/parsed.ts';

// Every command on a page goes through the real parser, those in a sentence or a table, too. Whole
// blocks are typed by the tests below; what no test types says why.

const root = resolve(import.meta.dirname, '../../..');
const pagesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name).replaceAll('\\', '/'));
const pages = [...['.', 'docs', 'packages/cli', 'packages/vscode-ext'].flatMap(pagesIn)];

/** Who types the blocks of a page and of its Japanese one: tests of this folder, or of core. */
const typedBy: Readonly<Record<string, readonly string[]>> = {
  'README.md': ['quick-start.test.ts', 'demo.test.ts'],
  'packages/cli/README.md': ['quick-start.test.ts'],
  'docs/clinics.md': ['clinics-page.test.ts'],
  'docs/consumers.md': ['consumers-page.test.ts', '../../core/test/consumers/deploy.test.ts'],
  'docs/first-real-renewal.md': ['first-real-renewal-page.test.ts'],
  'docs/fleet.md': ['fleet.test.ts'],
  'docs/hand-over.md': ['hand-over.test.ts'],
  'docs/integrators.md': ['integrators-page.test.ts'],
  'docs/moving-in.md': ['moving-in-page.test.ts'],
  'docs/scripts.md': ['e2e/path-exec.test.ts'],
  'docs/simulate.md': ['simulate-page.test.ts'],
};

/** Blocks that no test types, by how they begin, and why. */
const untyped: Readonly<Record<string, string>> = {
  'npx -y pnpm@12 release': 'the workflow *release* makes it and tries what it made (try.ts)',
  'npx -y pnpm@12 test': 'it is what runs this test',
  'npx -y pnpm@12 install': 'it was done before this test could run',
  'podman build': 'it fetches an image; the page says that it was not tried',
  'kubectl -n weborca-cert create': 'there is no cluster; the page says that none was tried',
};

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

/** Whole blocks to be typed into a shell, but scripts of which the block is the file. */
function shellBlocks(text: string): readonly string[] {
  return [...text.matchAll(/^ *```sh\n(.*?)^ *```$/gms)].map(([, body = '']) => body.trim());
}

test.each(pages)('the blocks of %s are typed by a test, or it says here why not', (page) => {
  const blocks = shellBlocks(readFileSync(join(root, page), 'utf8'));
  const left = blocks.filter((block) =>
    Object.keys(untyped).every((one) => !block.startsWith(one)),
  );
  const tests = typedBy[page.replace('.ja.md', '.md')] ?? [];
  expect(left.length > 0 && tests.length === 0 ? left : []).toEqual([]);
  for (const file of tests) {
    const source = readFileSync(join(import.meta.dirname, file), 'utf8');
    // By the page's name, whichever language is put behind it.
    const name = /([\w-]+?)(?:\.ja)?\.md$/.exec(page)?.[1] ?? '';
    expect(source).toMatch(new RegExp(String.raw`\b${name}(?:\.ja)?(?:\.md|\$\{)`));
  }
});
