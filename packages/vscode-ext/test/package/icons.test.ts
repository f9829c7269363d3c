import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const mapping: Readonly<Record<string, unknown>> = JSON.parse(
  readFileSync(
    createRequire(import.meta.url).resolve('@vscode/codicons/src/template/mapping.json'),
    'utf8',
  ),
);
const known = new Set(Object.values(mapping).flat());

/** `$(name)` and `icon: 'name'`, with what follows `~` left out. */
function named(text: string): readonly string[] {
  const inText = [...text.matchAll(/\$\(([a-z0-9-]+)(?:~[a-z]+)?\)/g)];
  const inCode = [...text.matchAll(/\bicon: '([a-z0-9-]+)(?:~[a-z]+)?'/g)];
  return [...inText, ...inCode].map(([, name = '']) => name);
}

describe('icons', () => {
  it('are such as VS Code draws: an unknown one leaves an empty place', () => {
    const files = ['package.json', 'package.nls.json', ...globSync('src/**/*.ts', { cwd: root })];
    const used = files.flatMap((file) =>
      named(read(file).replaceAll(/\/\*[^]*?\*\//g, '')).map((name) => ({ file, name })),
    );
    expect(used.length).toBeGreaterThan(40);
    expect(used.filter(({ name }) => !known.has(name))).toEqual([]);
  });

  it('of the walkthrough say their colours without `style`, which VS Code does not apply', () => {
    const pictures = globSync('media/walkthrough-*.svg', { cwd: root });
    expect(pictures).toHaveLength(4);
    expect(pictures.filter((file) => /\bstyle\b/.test(read(file)))).toEqual([]);
  });
});
