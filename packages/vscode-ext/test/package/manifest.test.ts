import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandIds } from '../../src/model/command-ids.ts';

const root = path.resolve(import.meta.dirname, '../..');

interface MenuEntry {
  readonly command: string;
  readonly when?: string;
}

interface Manifest {
  readonly categories: readonly string[];
  readonly keywords: readonly string[];
  readonly galleryBanner: { readonly color: string; readonly theme: string };
  readonly homepage: string;
  readonly bugs: { readonly url: string };
  readonly repository: { readonly url: string };
  readonly contributes: {
    readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
    readonly languageModelTools: readonly { readonly name: string }[];
  };
}

const manifest: Manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** They make sense before there is any certificate; all others wait for one, or are no command of the palette. */
const always: ReadonlySet<string> = new Set([
  'weborcaCert.add',
  'weborcaCert.doctor',
  'weborcaCert.getStarted',
  'weborcaCert.openConfiguration',
  'weborcaCert.openSite',
  'weborcaCert.showLog',
]);

describe('the page in the Marketplace', () => {
  it('is found by what people look for', () => {
    const wanted = ['mTLS', 'p12', 'pfx', '証明書', '日レセ', 'レセコン'];
    expect(manifest.keywords).toEqual(expect.arrayContaining(wanted));
    // The Marketplace takes thirty tags.
    expect(manifest.keywords.length).toBeLessThanOrEqual(30);
    expect(new Set(manifest.keywords).size).toBe(manifest.keywords.length);
    expect(manifest.categories[0]).not.toBe('Other');
  });

  it('has a banner of the icon’s colour, and leads to the documentation and the issues', () => {
    expect(read('media/icon.svg')).toContain(manifest.galleryBanner.color);
    expect(manifest.galleryBanner.theme).toBe('dark');
    const repository = manifest.repository.url.replace(/\.git$/, '');
    expect(manifest.bugs.url).toBe(`${repository}/issues`);
    const [, page = ''] = manifest.homepage.split('/blob/HEAD/');
    expect(existsSync(path.join(root, '../..', page))).toBe(true);
  });

  it('says in both languages on which side of WSL, SSH or a container the store lies', () => {
    const [ja = '', en = ''] = read('README.md').split('\n## English');
    expect(ja).toMatch(/### WSL、SSH[^#]*保管庫[^#]*手元のパソコン/);
    expect(en).toMatch(/### WSL, SSH[^#]*store[^#]*computer of yours/);
  });
});

describe('the palette', () => {
  const palette = manifest.contributes.menus['commandPalette'] ?? [];
  const when = new Map(palette.map((entry) => [entry.command, entry.when]));

  it('offers nothing that makes no sense yet', () => {
    const free = commandIds.filter((id) => when.get(id) === undefined);
    expect(free).toEqual(commandIds.filter((id) => always.has(id)));
    expect(when.size).toBe(palette.length);
  });

  it('asks only for what the extension tells', () => {
    const sources = globSync('src/host/**/*.ts', { cwd: root }).map((file) => read(file));
    const keys = new Set(
      Object.values(manifest.contributes.menus)
        .flat()
        .flatMap((entry) => entry.when?.match(/(?<![.\w] ?== ?)\bweborcaCert\.\w+/g) ?? [])
        .filter((key) => key !== 'weborcaCert.certificates'),
    );
    expect(keys.size).toBeGreaterThan(2);
    for (const key of keys) {
      const told = key.replace('weborcaCert.', '');
      expect({ key, told: sources.some((text) => text.includes(`${told}'`)) }).toEqual({
        key,
        told: true,
      });
    }
  });
});

it('a tool’s name says whose it is', () => {
  for (const { name } of manifest.contributes.languageModelTools) {
    expect(name).toMatch(/^weborca_/);
  }
});
