import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const made = new Set(['node_modules', 'dist', 'dist-sea', 'test-output', '.git', '.turbo']);

/** Every page of the repository, by its path from the root. */
function pages(folder = root): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (made.has(entry.name) || entry.name.startsWith('.vscode-test')) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return pages(path);
    return entry.name.endsWith('.md') ? [relative(root, path)] : [];
  });
}

const withoutCode = (text: string): string =>
  text.replaceAll(/^```.*?^```/gms, '').replaceAll(/`[^`\n]*`/g, '');

/** What GitHub makes of a heading: lower case, no punctuation, blanks as hyphens, repeats counted. */
function anchors(text: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const found = new Set<string>();
  const prose = text.replaceAll(/^```.*?^```/gms, '');
  for (const [, heading = ''] of prose.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const shown = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1');
    const slug = shown
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    found.add(times === 0 ? slug : `${slug}-${times}`);
  }
  for (const [, id = ''] of text.matchAll(/<a (?:id|name)="([^"]+)"/g)) found.add(id);
  return found;
}

/** Links and pictures of a page that lead to this repository. */
function links(text: string): readonly string[] {
  const prose = withoutCode(text);
  return [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)|(?:src|href)="([^"]+)"/g)]
    .map(([, inText, inTag]) => inText ?? inTag ?? '')
    .filter((target) => !/^[a-z][a-z0-9+.-]*:/i.test(target));
}

/** What is wrong with a link of that page; null: it leads somewhere. */
function fault(page: string, target: string): string | null {
  const [path = '', anchor] = decodeURIComponent(target).split('#');
  const file = path === '' ? join(root, page) : resolve(root, dirname(page), path);
  if (relative(root, file).startsWith('..')) return 'leads out of the repository';
  if (!existsSync(file)) return 'no such file';
  if (anchor === undefined || !file.endsWith('.md')) return null;
  return anchors(readFileSync(file, 'utf8')).has(anchor) ? null : 'no such heading';
}

describe('the pages of the repository', () => {
  test('a wrong path and a wrong anchor are noticed, a right one is not', () => {
    expect(fault('docs/architecture.md', 'faults.md')).toBe(null);
    expect(fault('docs/architecture.md', '#a-renewal')).toBe(null);
    expect(fault('docs/architecture.md', 'nowhere.md')).toBe('no such file');
    expect(fault('docs/architecture.md', 'faults.md#nowhere')).toBe('no such heading');
    expect(fault('README.md', '../elsewhere.md')).toBe('leads out of the repository');
    expect([...anchors('# A `b`, c!\n## 日本語\n## 日本語\n')]).toEqual([
      'a-b-c',
      '日本語',
      '日本語-1',
    ]);
    expect(links('[a](b.md "c") ![d](e.png) `[f](g)` <img src="h.png"> [i](https://j)')).toEqual([
      'b.md',
      'e.png',
      'h.png',
    ]);
  });

  test.each(pages())('%s leads nowhere that is not there', (page) => {
    const text = readFileSync(join(root, page), 'utf8');
    const broken = links(text).map((target) => [target, fault(page, target)] as const);
    expect(broken.filter(([, what]) => what !== null)).toEqual([]);
  });
});
