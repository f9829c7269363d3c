import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
/** Folders that are made, by name or by path: who reads the repository has none of them. */
const made = new Set([
  ...['node_modules', 'dist', 'dist-test', 'dist-sea', 'test-output', '.git', '.turbo'],
  ...['release', 'dry-run'].map((name) => join(root, name)),
]);
const isMade = (folder: string): boolean => made.has(folder) || made.has(basename(folder));

/** Under this address people read the repository. */
const own = /^https:\/\/github\.com\/weborca-cert\/weborca-cert\/(?:blob|tree|raw)\/[^/]+\//;

/** Every page of the repository, and every form, by its path from the root. */
function pages(folder = root): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (isMade(path) || entry.name.startsWith('.vscode-test')) return [];
    if (entry.isDirectory()) return pages(path);
    const isForm = path.includes('ISSUE_TEMPLATE');
    return entry.name.endsWith('.md') || isForm ? [relative(root, path)] : [];
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

/** `[a](b)`, `src="b"`, `[a]: b`, `<https://b>` and a bare address. */
const linked =
  /\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)|(?:src|href)="([^"]+)"|^ *\[[^\]\n]+\]: *<?([^\s>]+)|(https:\/\/github\.com\/[^\s)>"]+)/gm;

/** Links and pictures of a page that lead to this repository; `/` is its root. */
function links(text: string): readonly string[] {
  return [...withoutCode(text).matchAll(linked)]
    .map((found) => found.slice(1).find((one) => one !== undefined) ?? '')
    .map((target) => target.replace(own, '/'))
    .filter((target) => !/^[a-z][a-z0-9+.-]*:/i.test(target));
}

/** `[a][b]` whose `[b]: …` is not there: what is shown then is the brackets. */
function unresolved(text: string): readonly string[] {
  const prose = withoutCode(text);
  const defined = new Set(
    [...prose.matchAll(/^ *\[([^\]\n]+)\]: /gm)].map(([, name = '']) => name.toLowerCase()),
  );
  return [...prose.matchAll(/\[[^\]\n]+\]\[([^\]\n]+)\]/g)]
    .map(([, name = '']) => name)
    .filter((name) => !defined.has(name.toLowerCase()));
}

/** A file and the folders above it, up to the root. */
function wayTo(file: string): readonly string[] {
  return file === root ? [] : [file, ...wayTo(dirname(file))];
}

/** What is wrong with a link of that page; null: it leads somewhere. */
function fault(page: string, target: string): string | null {
  const [path = '', anchor] = decodeURIComponent(target).split('#');
  const from = path.startsWith('/') ? root : resolve(root, dirname(page));
  const file = path === '' ? join(root, page) : join(from, path);
  if (relative(root, file).startsWith('..')) return 'leads out of the repository';
  if (wayTo(file).some(isMade)) return 'is made, and not in the repository';
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
    expect(fault('docs/architecture.md', '/docs/faults.md')).toBe(null);
    expect(fault('README.md', 'packages/cli/dist/main.js')).toContain('is made');
    expect(fault('README.md', 'release/release-notes.md')).toContain('is made');
    expect(fault('README.md', 'scripts/release/build.ts')).toBe(null);
    expect(unresolved('[a][b] `[c][d]`\n\n[e][f]\n\n[F]: g.md')).toEqual(['b']);
    expect(links('[a][b]\n\n[b]: c.md#d\n')).toEqual(['c.md#d']);
    expect(links('https://github.com/weborca-cert/weborca-cert/blob/HEAD/x.md#y')).toEqual([
      '/x.md#y',
    ]);
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
    expect(unresolved(text)).toEqual([]);
  });
});
