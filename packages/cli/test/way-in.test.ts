import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as core from '@weborca-cert/core';
import * as simulator from '@weborca-cert/simulator';
import { version } from '../../../scripts/release/parts.ts';

// What a stranger meets first: what is needed, how to get it, where to ask.
const root = resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

const readmes = ['README.md', 'README.ja.md', 'packages/cli/README.md', 'CONTRIBUTING.md'];

/** Lines as a reader has them: which Node, and where. */
const nodeLines = (text: string): readonly string[] => text.match(/^.*Node\.js \d.*$/gm) ?? [];

describe('what Node is needed', () => {
  const { engines } = JSON.parse(read('packages/cli/package.json'));
  const needed = String(engines.node).replace('>=', '');

  test('is one number for the program: manifests and what the program itself refuses', () => {
    for (const name of ['package.json', 'packages/core/package.json'])
      expect(JSON.parse(read(name)).engines).toEqual(engines);
    const [major, minor] = needed.split('.');
    expect(read('packages/cli/src/main.ts')).toContain(`{ major: ${major}, minor: ${minor} }`);
  });

  test.each(readmes)('%s says the same; an older one is for a clone on Linux alone', (page) => {
    const lines = nodeLines(read(page));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      expect(line).toContain(needed);
      const others = [...line.matchAll(/Node\.js (\d[\d.]*\d)/g)].filter(
        ([, one]) => one !== needed,
      );
      expect(others.length === 0 || line.includes('Linux')).toBe(true);
    }
  });
});

describe.each(['README.md', 'README.ja.md'])('%s', (page) => {
  const text = read(page);

  test('answers what, for whom and the first command before anything else', () => {
    const first = text.split('\n').slice(0, 24).join('\n');
    expect(first).toMatch(/WebORCA/);
    expect(first).toMatch(/integration developers|連携ソフトの開発者/);
    expect(first).toMatch(/^npx -y pnpm@12 demo$/m);
  });

  test('names files of a release as they are made', () => {
    const named = [...text.matchAll(/weborca-cert(?:-vscode)?-(\d+\.\d+\.\d+)/g)];
    expect(named.length).toBeGreaterThan(3);
    for (const [, one] of named) expect(one).toBe(version());
  });
});

test('the issue form asks for the report that can be shared, and wants no secret', () => {
  const form = read('.github/ISSUE_TEMPLATE/bug.yml');
  expect(form).toContain('weborca-cert doctor --share');
  expect(form).toMatch(/Never put a certificate/);
  expect(read('.github/ISSUE_TEMPLATE/config.yml')).toContain('security/advisories/new');
});

test('an advisory never stops a test: the audit is a workflow of its own, with a written rule', () => {
  expect(read('scripts/test.ts')).not.toMatch(/\baudit\b/);
  expect(read('.github/workflows/test.yml')).not.toMatch(/\baudit\b/);
  expect(read('.github/workflows/audit.yml')).toContain('audit --audit-level high');
  expect(read('RELEASING.md')).toMatch(/^## Audit$/m);
});

test('whoever wants to work on it finds the house’s pages', () => {
  const pages = ['CONTRIBUTING', 'CHANGELOG', 'CODE_OF_CONDUCT', 'AGENTS', 'SECURITY', 'RELEASING'];
  expect(pages.filter((name) => !existsSync(join(root, `${name}.md`)))).toEqual([]);
});

test.each([
  ['packages/core/README.md', core],
  ['packages/simulator/README.md', simulator],
])('the example of %s imports what is there', (page, exported) => {
  const [, names = ''] = /^import \{ (.+) \} from '@weborca-cert/m.exec(read(page)) ?? [];
  expect(names).not.toBe('');
  expect(Object.keys(exported)).toEqual(expect.arrayContaining(names.split(', ')));
});
