import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { commands } from '../src/commands/index.ts';
import { refusalOf } from './support/parsed.ts';

// Every command on a page goes through the real parser, those in a sentence or a table, too. Whole
// blocks are typed by the tests below; what no test types says why.

const root = resolve(import.meta.dirname, '../../..');
const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder)).map((name) => join(folder, name).replaceAll('\\', '/'));
const packages = ['core', 'simulator', 'cli', 'vscode-ext'].map((name) => `packages/${name}`);
const pages = ['.', 'docs', ...packages].flatMap(filesIn).filter((file) => file.endsWith('.md'));
/** Besides pages: forms, and what lies in the zip for clinics. */
const others = ['.github/ISSUE_TEMPLATE', 'packages/cli/kit'].flatMap(filesIn);

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
  const parts = line.match(/"[^"]*"|'[^']*'|[|;<>#&\\)]|[^\s|;<>&"')]+/g) ?? [];
  const end = parts.findIndex((part) => /^[|;<>#&\\)]/.test(part));
  const words = end < 0 ? parts : parts.slice(0, end);
  return words.map((word) => word.replaceAll(/^["']|["']$/g, ''));
}

interface Found {
  readonly line: string;
  /** In a block, where it is typed as it stands. */
  readonly whole: boolean;
}

/** Where a shell takes a word for a program, also behind `kubectl exec … --`. */
const asProgram = /(?:^|[|&;(]|\s--\s|\b(?:then|do|else)\s)\s*(?:sudo |\w+=\S* )*(weborca-cert .*)/;

/** The commands of a line, one behind the other. */
function commandsIn(line: string): readonly string[] {
  const [, command] = asProgram.exec(line) ?? [];
  return command === undefined
    ? []
    : [command, ...commandsIn(command.slice('weborca-cert'.length))];
}

/** What is pasted of a block: all of a shell's, and behind the prompt of what is shown. */
function pastedOf(language: string, body: string): readonly string[] {
  const lines = body.replaceAll(/\\\n\s*/g, ' ').split('\n');
  if (language === 'sh') return lines.map((line) => line.trim());
  return lines.flatMap((line) => /^\s*\$ (.*)$/.exec(line)?.slice(1) ?? []);
}

/** The program in a batch file, or by its whole path; what a variable holds there stands in quotes. */
const inBatch = /%PROGRAM%" (?!goto)([^\n&|>]+)|weborca-cert\.exe" (?!goto)([a-z][^\n&|>]*)/g;

/** `renew --rehearse`, without the program's name. */
const commandWords = Object.keys(commands).toSorted((a, b) => b.length - a.length);
const bare = new RegExp(
  String.raw`\`((?:${commandWords.join('|')}) [^\`\n]*--[a-z][^\`\n]*)\``,
  'g',
);

function commandsOn(text: string): readonly Found[] {
  const blocks = [...text.matchAll(/^ *```(\w*)\n(.*?)^ *```$/gms)];
  const typed = blocks
    .flatMap(([, language = '', body = '']) => pastedOf(language, body))
    .flatMap(commandsIn);
  const batch = [...text.replaceAll('%IN_PLACE%', '--in-place').matchAll(inBatch)]
    .map(([, inFile, byPath]) => inFile ?? byPath ?? '')
    .map((words) => `weborca-cert ${words.trim()}`);
  const prose = text.replaceAll(/^ *```.*?^ *```$/gms, '');
  const named = [...prose.matchAll(/`(weborca-cert [^`\n]+)`/g)].map(([, line = '']) => line);
  const short = [...prose.matchAll(bare)].map(([, words = '']) => `weborca-cert ${words}`);
  return [
    ...[...typed, ...batch].map((line) => ({ line, whole: true })),
    ...[...named, ...short].map((line) => ({ line, whole: false })),
  ];
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

test.each([...pages, ...others])('the commands on %s can be typed', async (page) => {
  const found = commandsOn(readFileSync(join(root, page), 'utf8'));
  const wrong = await Promise.all(found.map(trouble));
  expect(wrong.filter((one) => one !== null)).toEqual([]);
});

test('one that cannot be typed is noticed, wherever it stands', async () => {
  const text = `
\`\`\`sh
weborca-cert renew --al
kubectl exec job -- weborca-cert add --nam a && weborca-cert check
weborca-cert status \\
  --form DIR
FILE="$(weborca-cert pth aoba)"
kubectl -n weborca-cert get pods
\`\`\`

\`\`\`text
$ weborca-cert inspct a.p12
weborca-cert is what it prints
\`\`\`

and \`weborca-cert statu\`, \`weborca-cert add\`, \`renew --rehearsal\`, \`renew --rehearse\`
"%PROGRAM%" deploy --elevated >nul
"C:\\Programs\\weborca-cert.exe" sttus
`;
  const wrong = await Promise.all(commandsOn(text).map(trouble));
  expect(wrong.flatMap((one) => one?.split(': {')[0] ?? [])).toEqual([
    'weborca-cert renew --al',
    'weborca-cert add --nam a && weborca-cert check',
    'weborca-cert status  --form DIR',
    'weborca-cert pth aoba)"',
    'weborca-cert inspct a.p12',
    'weborca-cert deploy --elevated',
    'weborca-cert sttus',
    'weborca-cert statu',
    'weborca-cert renew --rehearsal',
  ]);
});

test.each(pages)('%s marks each block by what it is', (page) => {
  const marks = [
    ...readFileSync(join(root, page), 'utf8').matchAll(/^ *```(\w*)\n(.*?)^ *```$/gms),
  ];
  const known = new Set(['sh', 'text', 'json', 'jsonc', 'js', 'ts', 'python', 'yaml']);
  // A drawing has no mark; a command in it would be seen by nobody.
  const isUnmarked = ([, mark = '', body = '']: readonly string[]): boolean =>
    mark === '' ? body.includes('weborca-cert ') : !known.has(mark);
  expect(marks.filter(isUnmarked).map(([block]) => block)).toEqual([]);
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
