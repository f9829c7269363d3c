import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { banned, spoken } from '../support/glossary.ts';

const root = resolve(import.meta.dirname, '../../../..');
const read = (path: string): string => readFileSync(resolve(root, path), 'utf8');
const rules = banned(read('docs/glossary.md'));

/** Pages for whoever changes the code speak of it as its comments do; the glossary names the words. */
const ofTheCode = new Set(
  ['architecture', 'where-do-i-look', 'pkcs12', 'seen-on', 'glossary', 'performance', 'faults'].map(
    (name) => `docs/${name}.md`,
  ),
);

const catalogues = [
  'packages/core/src/words/**/*.ts',
  'packages/core/src/messages/**/*.ts',
  'packages/core/src/{backup,configuration,consumers,doctor,report,receive}/**/*.ts',
  'packages/cli/src/**/*.ts',
  'packages/cli/kit/*',
  'packages/*/package.json',
  'packages/vscode-ext/src/model/*.ts',
  'scripts/demo.ts',
  'deploy/prometheus/weborca-cert.rules.yml',
  'deploy/grafana/*.json',
  'packages/vscode-ext/l10n/*.json',
  'packages/vscode-ext/package.nls*.json',
  'README*.md',
  'packages/{cli,vscode-ext}/README.md',
  'packages/vscode-ext/CHANGELOG.md',
  'CHANGELOG.md',
  'docs/*.md',
  '.github/ISSUE_TEMPLATE/*.yml',
]
  .flatMap((pattern) => globSync(pattern, { cwd: root }).toSorted())
  .filter((path) => !ofTheCode.has(path));

describe('the glossary', () => {
  test('bans words in both languages', () => {
    expect(rules.length).toBeGreaterThan(40);
    expect(rules.map(({ word }) => word)).toEqual(
      expect.arrayContaining(['予行', '行き渡', 'under care', 'opened, in order']),
    );
  });

  test('is kept by every catalogue, and by every page for those who use the program', () => {
    expect(catalogues.length).toBeGreaterThan(60);
    const found = catalogues.flatMap((path) =>
      spoken(path, read(path)).flatMap((text) =>
        rules.filter(({ test: bans }) => bans(text)).map(({ word }) => `${path}: ${word}: ${text}`),
      ),
    );
    expect(found).toEqual([]);
  });

  test('finds a phrase that goes over the end of a line, in both languages', () => {
    const texts = spoken('x.md', 'It is under\ncare.\n\n更新の予\n行です。\n- 写\n- しました');
    const hits = rules.filter(({ test: bans }) => texts.some(bans)).map(({ word }) => word);
    expect(hits).toEqual(['under care', '予行']);
  });

  test('finds a banned word in a sentence, and not in a code, a comment or an import', () => {
    const source = `// under care
import { x } from './the road.ts';
const y = { 'nothing-under-care': { ja: '予行です', en: "It's under care." } };`;
    const texts = spoken('x.ts', source);
    const hits = rules.filter(({ test: bans }) => texts.some(bans)).map(({ word }) => word);
    expect(hits).toEqual(['under care', '予行']);
  });
});
