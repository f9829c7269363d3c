import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { certificateEntries, journalEntries, stateEntries } from '../src/store/layout.ts';
import { floors } from './support/floors.ts';

const source = resolve(import.meta.dirname, '../src');

type Imports = readonly (readonly [from: string, to: string])[];

/** Every import of a package's `src`, static, dynamic and of types alone, relative to it. */
function imports(src: string): Imports {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const text = readFileSync(join(src, name), 'utf8');
      return [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, to = '']) => {
        const target = relative(src, resolve(src, dirname(name), to));
        return [name, target] as const;
      });
    });
}

function circlesIn(all: Imports): readonly string[] {
  const to = Map.groupBy(all, ([from]) => from);
  const finished = new Set<string>();
  const circles: string[] = [];
  const walk = (file: string, trail: readonly string[]): void => {
    if (trail.includes(file)) {
      circles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
      return;
    }
    if (finished.has(file)) return;
    for (const [, target] of to.get(file) ?? []) walk(target, [...trail, file]);
    finished.add(file);
  };
  for (const file of to.keys()) walk(file, []);
  return circles;
}

const roomOf = (file: string): string => file.split(sep)[0] ?? '';
const floorOf = (file: string): number =>
  floors.findIndex((rooms) => rooms.some((one) => one === roomOf(file)));

const knowing = (rooms: readonly string[], pattern: RegExp): readonly string[] =>
  readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && rooms.includes(roomOf(name)))
    .filter((name) => pattern.test(readFileSync(join(source, name), 'utf8')));

describe('the house', () => {
  const all = imports(source);

  it('has every file on a floor', () => {
    const homeless = all.flat().filter((file) => floorOf(file) === -1);
    expect([...new Set(homeless)]).toEqual([]);
  });

  it('has no import that runs up, or across between two rooms of one floor', () => {
    const wrong = all
      .filter(([from, to]) => roomOf(from) !== roomOf(to) && floorOf(from) <= floorOf(to))
      .map(([from, to]) => `${from} -> ${to}`);
    expect(wrong).toEqual([]);
    // The pattern would find them: the house is not empty.
    expect(all.length).toBeGreaterThan(500);
  });

  it('is drawn as it stands', () => {
    const page = readFileSync(resolve(source, '../../../docs/architecture.md'), 'utf8');
    const drawing = /\n ─+\n(.*?)```/s.exec(page)?.[1] ?? '';
    const drawn = drawing.split('\n').map((line) => line.trim().split(/ {2,}/)[0]);
    const standing = floors.map((rooms) => rooms.map((room) => basename(room, '.ts')).join(' · '));
    expect(drawn.filter(Boolean)).toEqual(standing.toReversed());
  });

  it.each(['core', 'simulator', 'cli', 'vscode-ext'])(
    'has no circle between files of %s, which would be one idea in two of them',
    (name) => {
      const own = imports(resolve(source, '../..', name, 'src'));
      expect(circlesIn(own)).toEqual([]);
      expect(own.length).toBeGreaterThan(20);
    },
  );

  it('speaks in its comments of files that are there', () => {
    const names = new Set(all.flat().map((file) => basename(file)));
    const missing = [...new Set(all.map(([from]) => from))].flatMap((file) =>
      readFileSync(join(source, file), 'utf8')
        .split('\n')
        .filter((line) => /^\s*(?:\/\/|\/?\*)/.test(line))
        .flatMap((line) => line.match(/(?<![\w/.-])[\w-]+\.ts\b/g) ?? [])
        .filter((name) => !names.has(name))
        .map((name) => `${file}: ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('is entered into the hash engine by its one door', () => {
    const engine = join('pkcs12', 'hash-engine');
    const entered = all.filter(([from, to]) => dirname(to) === engine && dirname(from) !== engine);
    expect([...new Set(entered.map(([, to]) => to))]).toEqual([join(engine, 'iterate-hash.ts')]);
  });

  it('keeps the paths of the store to itself', () => {
    const names = 'certificateFolderIn|versionsFolder|versionFolder|pointerFile|lockFolder';
    const folders = 'versions|current|requests|journal|answers|abandoned|failures';
    const paths = new RegExp(`\\b(?:${names})\\b|join\\([^)]*'(?:${folders})'|'[a-z]+\\.jsonl?'`);
    expect(knowing(['renewal', 'porcelain'], paths)).toEqual([]);
    const others = floors.flat().filter((room) => room !== 'store');
    expect(
      knowing(others, /\b(?:certificateFolderIn|versionFolder|pointerFile|lockFolder)\b/),
    ).toEqual([]);
    // Nor does anybody else put a path together by what its layout calls things, or go up from one.
    const parts =
      'p12File|passwordFile|manifestFile|versionsFolder|certificateEntries|journalEntries';
    const joined = new RegExp(
      `import \\{[^}]*\\b(?:${parts})\\b[^}]*\\} from '[./]*store/|join\\((?!effects\\.homeDir)[^)]*'(?:${folders})'|dirname\\([\\w.]*certificateFolder\\)`,
    );
    expect(knowing(others, joined)).toEqual([]);
    // The pattern would find them: the store has them.
    expect(knowing(['store'], paths).length).toBeGreaterThan(5);
  });

  it('has each name of a file of the store in one place', () => {
    const names = [stateEntries, certificateEntries, journalEntries]
      .flatMap((entries) => Object.values<string>(entries))
      .filter((name) => name.includes('.'))
      .map((name) => name.replaceAll('.', '\\.'));
    expect(names.length).toBeGreaterThan(15);
    const written = new RegExp(`'(?:${names.join('|')})'|join\\([\\w.]*stateDir, '`);
    expect(knowing(floors.flat(), written)).toEqual([join('store', 'layout.ts')]);
  });
});
