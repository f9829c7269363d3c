import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  appendValue,
  removeValue,
  renameKey,
  setValue,
} from '../../src/configuration/jsonc-edit.ts';
import type { JsonValue } from '../../src/configuration/jsonc-print.ts';
import { parseText } from '../../src/configuration/parse.ts';

const valueOf = (text: string): unknown => parseText('c.json', text).value;

const key = fc.stringMatching(/^[a-z]{1,4}$/);
const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
const value: fc.Arbitrary<JsonValue> = fc.letrec<{ node: JsonValue }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(key, tie('node'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).node;
const blank = fc.constantFrom(
  '',
  ' ',
  '\n',
  '\n  ',
  '\t',
  '\r\n',
  ' // "note", {\n',
  '/* ,] " */',
  '\n// x\n',
);

/** Any way to write an object of these entries: blanks, comments and trailing commas anywhere. */
function written(entries: readonly (readonly [string, JsonValue])[], open: string, close: string) {
  return fc
    .tuple(
      fc.array(blank, { minLength: entries.length * 4 + 2, maxLength: entries.length * 4 + 2 }),
      fc.boolean(),
    )
    .map(([blanks, trailing]) => {
      const parts = entries.map(([name, item], index) => {
        const [a = '', b = '', c = '', d = ''] = blanks.slice(index * 4, index * 4 + 4);
        const last = index === entries.length - 1 && !trailing;
        const member = open === '{' ? `${JSON.stringify(name)}${b}:${c}` : b;
        return `${a}${member}${JSON.stringify(item)}${d}${last ? '' : ','}`;
      });
      return `${blanks.at(-2) ?? ''}${open}${parts.join('')}${blanks.at(-1) ?? ''}${close}`;
    });
}

const entries = fc.uniqueArray(fc.tuple(key, value), { selector: ([name]) => name, maxLength: 4 });
const objectText = entries.chain((list) => written(list, '{', '}').map((text) => ({ list, text })));
const arrayText = fc.array(value, { maxLength: 4 }).chain((list) =>
  written(
    list.map((item) => ['', item] as const),
    '[',
    ']',
  ).map((text) => ({ list, text })),
);

const commentsOf = (text: string): readonly string[] =>
  [...text.matchAll(/"(?:[^"\\]|\\.)*"|\/\/[^\r\n]*|\/\*[^]*?\*\//g)]
    .map(([part]) => part)
    .filter((part) => !part.startsWith('"'));

describe('edits of JSON with comments', () => {
  test('setting a key changes that key and keeps every comment', () => {
    fc.assert(
      fc.property(objectText, key, value, ({ list, text }, name, item) => {
        const after = setValue(text, [name], item);
        expect(valueOf(after)).toEqual({ ...Object.fromEntries(list), [name]: item });
        expect(commentsOf(after)).toEqual(commentsOf(text));
      }),
      { numRuns: 500 },
    );
  });

  test('appending adds one at the end and keeps every comment', () => {
    fc.assert(
      fc.property(arrayText, value, ({ list, text }, item) => {
        const after = appendValue(text, [], item);
        expect(valueOf(after)).toEqual([...list, item]);
        expect(commentsOf(after)).toEqual(commentsOf(text));
      }),
      { numRuns: 500 },
    );
  });

  test('removing takes that one away and nothing else', () => {
    fc.assert(
      fc.property(objectText, fc.nat(), ({ list, text }, seed) => {
        const picked = list[seed % Math.max(1, list.length)];
        if (picked === undefined) return;
        const after = removeValue(text, [picked[0]]);
        expect(valueOf(after)).toEqual(
          Object.fromEntries(list.filter((entry) => entry !== picked)),
        );
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(arrayText, fc.nat(), ({ list, text }, seed) => {
        if (list.length === 0) return;
        const index = seed % list.length;
        expect(valueOf(removeValue(text, [index]))).toEqual(list.toSpliced(index, 1));
      }),
      { numRuns: 500 },
    );
  });

  test('renaming keeps value and place', () => {
    fc.assert(
      fc.property(objectText, ({ list, text }) => {
        const first = list[0];
        if (first === undefined) return;
        const after = renameKey(text, [first[0]], 'new key "x"');
        expect(valueOf(after)).toEqual({
          'new key "x"': first[1],
          ...Object.fromEntries(list.slice(1)),
        });
      }),
    );
  });

  test('objects on the way are made', () => {
    expect(valueOf(setValue('{ // c\n}', ['a', 'b', 'c'], [1]))).toEqual({ a: { b: { c: [1] } } });
    expect(valueOf(setValue('// only a comment', ['a'], 1))).toEqual({ a: 1 });
    expect(valueOf(appendValue('', ['a'], 'x'))).toEqual({ a: ['x'] });
  });

  test('what is not there is not removed', () => {
    expect(removeValue('{ "a": 1 }', ['b'])).toBe('{ "a": 1 }');
    expect(renameKey('{ "a": 1 }', ['b'], 'c')).toBe('{ "a": 1 }');
  });
});
