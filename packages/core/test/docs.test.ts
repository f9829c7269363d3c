import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');

/** What stands in backticks and looks like a path of the repository. */
function pathsIn(text: string): readonly string[] {
  return [...text.matchAll(/`((?:packages|docs|scripts|bench)\/[^`\s]+|[A-Z]+\.md)`/g)].map(
    ([, path = '']) => path,
  );
}

/** Links to other pages of the folder. */
function linksIn(text: string): readonly string[] {
  return [...text.matchAll(/\]\(([a-z0-9-]+\.md)\)/g)].map(([, page = '']) => `docs/${page}`);
}

describe.each(['docs/where-do-i-look.md', 'docs/architecture.md'])('%s', (page) => {
  const text = readFileSync(resolve(root, page), 'utf8');

  it('names what is there', () => {
    const named = [...pathsIn(text), ...linksIn(text)];
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((path) => !existsSync(resolve(root, path)))).toEqual([]);
  });
});

describe('docs/architecture.md', () => {
  it('names files of renewal/ and store/ that are there', () => {
    const text = readFileSync(resolve(root, 'docs/architecture.md'), 'utf8');
    const reading = /^`node scripts\/renewal-files\.ts`[^\n]*/m.exec(text)?.[0] ?? '';
    const files = [...reading.matchAll(/`([a-z-]+\.ts)`/g)].map(([, file = '']) => file);
    expect(files.length).toBeGreaterThan(10);
    const isThere = (file: string): boolean =>
      ['renewal', 'store'].some((room) =>
        existsSync(resolve(root, 'packages/core/src', room, file)),
      );
    expect(files.filter((file) => !isThere(file))).toEqual([]);
  });
});
