import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { editSettings, readSettings } from '../../../src/consumers/lines/settings.ts';
import { yamlTreeSettings } from '../../../src/consumers/lines/yaml-tree.ts';
import { temporaryFolder } from '../../support/temp-folder.ts';
import { pythonYamlOf, rubyYamlOf, type Reader } from '../support/languages.ts';

vi.setConfig({ testTimeout: 120_000 });

const read = (text: string) => readSettings(yamlTreeSettings, Buffer.from(text));

function valuesOf(text: string): Readonly<Record<string, string | null>> | null {
  const settings = read(text);
  return (
    settings &&
    Object.fromEntries(settings.parsed.entries.map(({ key, value }) => [key, value] as const))
  );
}

function edited(text: string, key: string, value: string): string {
  const settings = read(text);
  if (settings === null) return 'not read';
  const result = editSettings(settings, [{ key, value }]);
  return result.kind === 'edited' ? Buffer.from(result.bytes).toString() : result.reason;
}

// Spring lays the second over the first: a change in one of them alone is lost, or breaks the other.
describe('YAML with more than one document', () => {
  it.each(['---\na: 1\n---\na: 2\n', 'a: 1\n...\n---\nb: 2\n', 'a: 1\n--- {a: 2}\n'])(
    'is not touched: %j',
    (text) => expect(edited(text, 'a', 'new')).toBe('not read'),
  );

  it.each(['---\na: 1\n---\n', '# x\n---\na: 1\n...\n# y\n', 'a: 1\n---\n\n# y\n'])(
    'an empty one after it is none: %j',
    (text) => expect(edited(text, 'a', 'new')).toBe(text.replace('1', 'new')),
  );
});

describe('YAML with levels', () => {
  it('knows the way to each value', () => {
    const text = `# 設定
server: # c
    ssl:
        key-store: /a/b.p12 # d
        "quoted key": 'x''y'
list:
- certfile: /a

  # between
  keys:
  - one
  - - two
    - three: 3
-
  certfile: /b
empty:
last: z
`;
    expect(valuesOf(text)).toStrictEqual({
      'server.ssl.key-store': '/a/b.p12',
      'server.ssl.quoted key': "x'y",
      'list[0].certfile': '/a',
      'list[0].keys[0]': 'one',
      'list[0].keys[1][0]': 'two',
      'list[0].keys[1][1].three': '3',
      'list[1].certfile': '/b',
      empty: '',
      last: 'z',
    });
  });

  it.each([
    ['below an anchor', 'a: &x\n  p: 1\n', 'a.p'],
    ['an anchored value', 'p: &x 1\n', 'p'],
    ['an alias', 'a: &x 1\np: *x\n', 'p'],
    ['a tag', 'p: !!str 1\n', 'p'],
    ['below a tag', 'a: !map\n  p: 1\n', 'a.p'],
    ['in flow style', 'p: {a: 1}\n', 'p'],
    ['a block', 'p: |\n  x\n', 'p'],
    ['a folded plain value', 'a:\n  p: x\n    y\n', 'a.p'],
    ['a quoted value of two lines', 'a:\n  p: "x\n   y"\nb: 1\n', 'a.p'],
    ['two ways to one name', 'a.p: 1\na:\n  p: 2\n', 'a.p'],
    ['one name twice in one mapping', 'a:\n  p: 1\n  p: 2\n', 'a.p'],
  ])('is not changed: %s', (_what, text, key) => {
    expect(edited(text, key, 'new')).toBe('value-not-single-line');
  });

  it.each([
    ['a tab before a key', 'a:\n\tp: 1\n'],
    ['a key that is out of line', 'a:\n    b: 1\n  c: 2\n'],
    ['a mapping that comes twice', 'a:\n  p: 1\na:\n  p: 2\n'],
    ['a complex key', '? p\n: 1\n'],
    ['a flow mapping that is not closed', 'a: {p: 1\nb: 2\n'],
    ['a flow mapping at the top', '{p: 1}\n'],
    ['a list that is out of line', 'a:\n    - 1\n  - 2\n'],
  ])('is not read: %s', (_what, text) => {
    expect(read(text)).toBeNull();
  });

  it('keeps blanks, comments, quotes, line ends and a byte order mark', () => {
    const before = '\ufeffa:\r\n  - p:   "old"   # 注\r\n    q: 1\r\n';
    expect(edited(before, 'a[0].p', 'it"s')).toBe(before.replace('old', String.raw`it\"s`));
  });

  it('keeps what Shift_JIS has, where the second byte of a character may be a backslash', () => {
    const text = Buffer.concat([
      Buffer.from('a:\n  p: "'),
      Buffer.from([0x95, 0x5c]),
      Buffer.from('" # '),
      Buffer.from([0x83, 0x5c, 0x0a]),
    ]);
    const settings = readSettings(yamlTreeSettings, text);
    expect(settings?.get('a.p')).toBe('表');
    const result =
      settings === null ? null : editSettings(settings, [{ key: 'a.p', value: '予ab' }]);
    const after = result?.kind === 'edited' ? Buffer.from(result.bytes).toString('hex') : null;
    expect(after).toBe(text.toString('hex').replace('955c', '975c6162'));
  });
});

/** What stands at the way that a key names. */
function at(document: unknown, key: string): unknown {
  const steps = [...key.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, item, name]) => item ?? name);
  return steps.reduce<unknown>((inner, step) => Object(inner)[step ?? ''], document);
}

const word = fc.stringMatching(/^[a-z][a-z0-9_]{0,6}$/);
const { value: anything } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom('true', '', '- a', 'a: b', '# x', 'x\ny', ' x', "it's", '"', 'a, b', '*a', '1'),
    fc.constantFrom<unknown>(1, true, null, [], {}),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(word, tie('value'), { maxKeys: 5 }),
  ),
}));

describe('what other libraries wrote is read as it was meant, or passed over', () => {
  const writers: readonly (readonly [string, Reader])[] = [
    ['PyYAML', pythonYamlOf],
    ['Psych', rubyYamlOf],
  ];
  for (const [name, writer] of writers) {
    it.skipIf(!writer.available)(`by ${name}`, async () => {
      const documents = fc.sample(fc.dictionary(word, anything, { minKeys: 1 }), {
        numRuns: 1000,
        seed: 12,
      });
      const folder = await temporaryFolder();
      const files = await Promise.all(
        documents.map(async (document, index) => {
          const file = join(folder, `${index}.json`);
          await writeFile(file, JSON.stringify(document));
          return file;
        }),
      );
      const texts = await writer.read(files);
      let told = 0;
      for (const [index, text] of texts.entries()) {
        const settings = typeof text === 'string' ? read(text) : null;
        for (const { key, value } of settings?.parsed.entries ?? []) {
          if (value === null) continue;
          const meant = at(documents[index], key);
          expect(typeof meant, `${key} in ${String(text)}`).not.toBe('undefined');
          if (typeof meant !== 'string') continue;
          expect(value, `${key} in ${String(text)}`).toBe(meant);
          told += 1;
        }
      }
      expect(told).toBeGreaterThan(500);
    });
  }
});
