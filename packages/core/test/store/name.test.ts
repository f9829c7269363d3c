import * as fc from 'fast-check';
import { posix, win32 } from 'node:path';
import { expect, test } from 'vitest';
import { isValidName, nameKey } from '../../src/store/name.ts';

test.each([
  'clinic-a',
  'A',
  '本院',
  'クリニック.2号_館',
  '0',
  'ａｂｃ',
  'x'.repeat(64),
  'con1',
  'café',
])('takes %s', (name) => {
  expect(isValidName(name)).toBe(true);
});

test.each([
  ['nothing', ''],
  ['a dot', '.'],
  ['two dots', '..'],
  ['a leading dot', '.locks'],
  ['a leading dash, which commands take for a flag', '-x'],
  ['a trailing dot, which Windows drops', 'a.'],
  ['a slash', 'a/b'],
  ['a backslash', 'a\\b'],
  ['a drive', 'C:'],
  ['a space', 'a b'],
  ['an ideographic space', 'a\u3000b'],
  ['a NUL', 'a\0'],
  ['a line end', 'a\n'],
  ['an escape', 'a\u001b[31m'],
  ['a bidirectional override', 'a\u202eb'],
  ['an invisible letter', 'a\u3164'],
  ['an invisible variation selector', '葛\u{e0100}'],
  ['a decomposed letter', 'cafe\u0301'],
  ['65 characters', 'x'.repeat(65)],
  ['a device', 'con'],
  ['a device in capitals', 'NUL'],
  ['a device with an extension', 'aux.p12'],
  ['a device with a superscript', 'com¹'],
  ['a lone surrogate', '\ud800'],
])('refuses %s', (_, name) => {
  expect(isValidName(name)).toBe(false);
});

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[\p{L}\p{N}\p{M}._-]{1,70}$/u),
);

test('a valid name is one segment of a path, on every system', () => {
  fc.assert(
    fc.property(anyText, (name) => {
      fc.pre(isValidName(name));
      expect(posix.join('/store', name)).toBe(`/store/${name}`);
      expect(win32.join('C:\\store', name)).toBe(`C:\\store\\${name}`);
      expect(win32.basename(`C:\\store\\${name}`)).toBe(name);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
      expect(name).not.toMatch(/[\p{C}\p{Z}<>:"/\\|?*]/u);
      expect(Buffer.from(name).toString()).toBe(name);
    }),
    { numRuns: 2000 },
  );
});

test('names that only case, width or composition tell apart have the same key', () => {
  for (const [one, other] of [
    ['Clinic-A', 'clinic-a'],
    ['ＡＢＣ', 'abc'],
    ['café', 'cafe\u0301'],
    ['straße', 'STRASSE'],
    ['STRAẞE', 'straße'],
    ['ｸﾘﾆｯｸ', 'クリニック'],
  ] as const) {
    expect(nameKey(one)).toBe(nameKey(other));
  }
  expect(nameKey('本院')).not.toBe(nameKey('分院'));
});

test('the key of a key is the key', () => {
  fc.assert(
    fc.property(anyText, (name) => {
      expect(nameKey(nameKey(name))).toBe(nameKey(name));
    }),
    { numRuns: 2000 },
  );
});
