import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { banned, spoken } from '../support/glossary.ts';

const root = resolve(import.meta.dirname, '../../../..');
const read = (path: string): string => readFileSync(resolve(root, path), 'utf8');
const rules = banned(read('docs/glossary.md'));

const catalogues = [
  'packages/core/src/words/**/*.ts',
  'packages/core/src/messages/**/*.ts',
  'packages/core/src/consumers/kinds/*.ts',
  'packages/cli/src/text/*.ts',
  'packages/cli/src/help/*.ts',
  'packages/vscode-ext/l10n/*.json',
  'packages/vscode-ext/package.nls*.json',
  'README*.md',
  'packages/{cli,vscode-ext}/README.md',
  'docs/clinics*.md',
].flatMap((pattern) => globSync(pattern, { cwd: root }).toSorted());

describe('the glossary', () => {
  test('bans words in both languages', () => {
    expect(rules.length).toBeGreaterThan(40);
    expect(rules.map(({ word }) => word)).toEqual(
      expect.arrayContaining(['予行', '行き渡', 'under care', 'opened, in order']),
    );
  });

  test('is kept by every catalogue and README', () => {
    expect(catalogues.length).toBeGreaterThan(60);
    const found = catalogues.flatMap((path) =>
      spoken(path, read(path)).flatMap((text) =>
        rules.filter(({ test: bans }) => bans(text)).map(({ word }) => `${path}: ${word}: ${text}`),
      ),
    );
    expect(found).toEqual([]);
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
