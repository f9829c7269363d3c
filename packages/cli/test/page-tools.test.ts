import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { suitesFor } from '../../../scripts/suites.ts';

// What pages tell of this repository's own tools is there: scripts, suites, test files, variables.
const root = resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const pages = globSync(['*.md', 'docs/*.md', 'packages/*/*.md'], { cwd: root }).toSorted();
const folders = ['.', ...globSync('packages/*', { cwd: root })];

interface Manifest {
  readonly name: string;
  readonly scripts?: Readonly<Record<string, string>>;
}

const manifests: readonly Manifest[] = folders.map((folder): Manifest =>
  JSON.parse(read(join(folder, 'package.json'))),
);
const isScript = (name: string, of?: string): boolean =>
  manifests.some(
    (one) => (of === undefined || one.name === of) && one.scripts?.[name] !== undefined,
  );

/** Of pnpm itself. */
const builtIn = new Set(['install', 'exec', 'audit']);
const suiteNames = new Set(suitesFor([]).map(({ name }) => name));

/** A file of the root, or of a package that the page names beside it. */
const isThere = (file: string): boolean =>
  /\bsome\.test\.ts$|\/dist\//.test(file) ||
  folders.some((folder) => existsSync(join(root, folder, file)));

function pnpmTrouble(words: readonly string[]): string | null {
  const [first = '', second = '', ...rest] = words;
  if (first === '--filter') {
    return isScript(rest[0] ?? '', second) ? null : `no script ${rest[0]} in ${second}`;
  }
  if (first === 'run') return isScript(second) ? null : `no script ${second}`;
  if (first === 'test') {
    const gone = [second, ...rest].filter(
      (name) => name !== '' && !name.startsWith('--') && !suiteNames.has(name),
    );
    return gone.length === 0 ? null : `no suite ${gone.join(', ')}`;
  }
  return builtIn.has(first) || isScript(first, manifests[0]?.name) ? null : `no script ${first}`;
}

/** What of a line of commands is not there. */
function troubles(line: string): readonly string[] {
  const words = /\bpnpm@12 ([^#`|&;]+)/.exec(line)?.[1]?.trim().split(/\s+/);
  const wrong = words === undefined ? null : pnpmTrouble(words);
  const files = [...line.matchAll(/\b(?:node|vitest run)(?: -u)? ([\w./-]+)/g)]
    .map(([, file = '']) => file)
    .filter((file) => file.includes('/') && !isThere(file));
  return [...(wrong === null ? [] : [wrong]), ...files.map((file) => `no file ${file}`)];
}

/** Lines in blocks, and what stands in backquotes. */
function linesOf(text: string): readonly string[] {
  const blocks = [...text.matchAll(/^ *```sh\n(.*?)^ *```$/gms)].flatMap(([, body = '']) =>
    body.split('\n'),
  );
  const indented = text.split('\n').filter((line) => /^ {4}\S/.test(line));
  const named = [...text.matchAll(/`([^`\n]+)`/g)].map(([, line = '']) => line);
  return [...blocks, ...indented, ...named];
}

test.each(pages)('the tools that %s names are there', (page) => {
  expect(linesOf(read(page)).flatMap(troubles)).toEqual([]);
});

test('one that is not there is noticed', () => {
  expect(troubles('npx -y pnpm@12 tset')).toEqual(['no script tset']);
  expect(troubles('npx -y pnpm@12 test lint cor')).toEqual(['no suite cor']);
  expect(troubles('npx -y pnpm@12 test --changed=main   # what a change can break')).toEqual([]);
  expect(troubles('npx -y pnpm@12 run pakage')).toEqual(['no script pakage']);
  expect(troubles('npx -y pnpm@12 --filter weborca-cert-vscode test:desktp')).toHaveLength(1);
  expect(troubles('npx -y pnpm@12 exec node scripts/run-nothing.ts')).toHaveLength(1);
  expect(troubles('vitest run -u test/nowhere.test.ts')).toEqual(['no file test/nowhere.test.ts']);
  expect(linesOf('    vitest run a/b.ts\n`node c/d.ts`')).toHaveLength(2);
});

const sources = globSync('{packages/*/{src,test,scripts},scripts,bench}/**/*.ts', { cwd: root });
const code = sources
  .filter((file) => !file.includes('node_modules'))
  .map(read)
  .join('\n');

test.each(pages)('the variables that %s names are read somewhere', (page) => {
  const named = new Set(read(page).match(/\bWEBORCA_[A-Z_0-9]+\b|\bUPDATE_DOCS\b/g));
  expect([...named].filter((name) => !code.includes(name))).toEqual([]);
});
