import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dotenvSettings } from '../../../src/consumers/lines/dotenv.ts';
import { keyValueSettings } from '../../../src/consumers/lines/key-value.ts';
import { propertiesSettings } from '../../../src/consumers/lines/properties.ts';
import {
  editSettings,
  readSettings,
  type SettingsFormat,
} from '../../../src/consumers/lines/settings.ts';
import { yamlSettings } from '../../../src/consumers/lines/yaml.ts';
import { readProperties, readShellValue, readYamlValue } from './readers.ts';

const password = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom(
      ...['a', 'Z', '0', "'", '"', '\\', '#', ' ', ':', '=', '$', '`', '!', '\n', '\r', '\t'],
      ...['\u2028', '表', '😀', '%', '{', '}', '-', '~', '\0', '\u0085', '\ud800'],
    ),
    maxLength: 12,
  }),
  fc.constantFrom('', 'null', '~', 'true', '12345678', '1e5', ':symbol', '- x', '*a', '&a', '!a'),
);

const lineEnd = fc.constantFrom('\n', '\r\n');

/** Sets `key` in the file between two other lines; null when it was refused. */
function edit(format: SettingsFormat, text: string, key: string, value: string): Buffer | null {
  const settings = readSettings(format, Buffer.from(text));
  if (settings === null) throw new Error('not read');
  const result = editSettings(settings, [{ key, value }]);
  return result.kind === 'edited' ? Buffer.from(result.bytes) : null;
}

/** The edited line, once every other line has been found as it was, byte for byte. */
function onlyLine(bytes: Buffer, before: string, eol: string, index: number): string {
  const now = bytes.toString('utf8').split(eol);
  const was = before.split(eol);
  expect(now).toHaveLength(was.length);
  expect(now.toSpliced(index, 1)).toStrictEqual(was.toSpliced(index, 1));
  return now[index] ?? '';
}

describe('a value is written right or refused, and no other line changes', () => {
  it.each([['plain'], ["'single'"], ['"double"'], ['']])('YAML, where it was %s', (style) => {
    fc.assert(
      fc.property(password, lineEnd, fc.boolean(), (value, eol, comment) => {
        const tail = comment ? ' # 注' : '';
        const lines = [':a: 1', `:passphrase: ${style}${tail}`, ":b: 'x' # :passphrase: no", ''];
        const before = lines.join(eol);
        const bytes = edit(yamlSettings, before, ':passphrase', value);
        fc.pre(bytes !== null || !value.isWellFormed());
        if (bytes === null || value === '') return;
        const line = onlyLine(bytes, before, eol, 1);
        expect(readYamlValue(line)).toBe(value);
        expect(line.endsWith(tail)).toBe(true);
      }),
    );
  });

  it('YAML takes every well-formed text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        expect(edit(yamlSettings, ":passphrase: 'x'\n", ':passphrase', value)).not.toBeNull();
      }),
    );
  });

  it.each([['plain'], ["'single'"], ['"double"'], ['']])('.env, where it was %s', (style) => {
    fc.assert(
      fc.property(password, lineEnd, (value, eol) => {
        const before = ['A=1', `PASS=${style}`, "B='x' # PASS=no", ''].join(eol);
        const bytes = edit(dotenvSettings, before, 'PASS', value);
        if (bytes === null) return;
        expect(readShellValue(onlyLine(bytes, before, eol, 1))).toBe(value);
      }),
    );
  });

  it('Java properties take everything', () => {
    fc.assert(
      fc.property(password, lineEnd, (value, eol) => {
        const before = ['# c', 'a.b=1', 'p.w : old\\', '   more', '!x', 'z=\\u8868', ''].join(eol);
        const bytes = edit(propertiesSettings, before, 'p.w', value);
        const now = readProperties(bytes?.toString('latin1') ?? '');
        expect(now).toStrictEqual(
          new Map([
            ['a.b', '1'],
            ['p.w', value],
            ['z', '表'],
          ]),
        );
        expect(bytes?.toString('latin1')).toMatch(/^# c\r?\na\.b=1\r?\np\.w : /);
      }),
    );
  });

  it('key = value refuses what it cannot hold', () => {
    fc.assert(
      fc.property(password, lineEnd, (value, eol) => {
        const before = ['a = 1', 'api_phrase = old # c', 'b=', ''].join(eol);
        const bytes = edit(keyValueSettings, before, 'api_phrase', value);
        if (bytes === null) return;
        expect(onlyLine(bytes, before, eol, 1)).toBe(`api_phrase = ${value} # c`);
        expect(value).not.toMatch(/[\p{Cc}]| #|^\s|\s$/u);
      }),
    );
  });
});

describe('values that would inject a line', () => {
  const evil = 'x\n:api_server: evil.example';

  it('are escaped in YAML', () => {
    const bytes = edit(yamlSettings, ':passphrase: x\n', ':passphrase', evil);
    expect(bytes?.toString()).toBe(':passphrase: "x\\n:api_server: evil.example"\n');
  });

  it.each([[dotenvSettings], [keyValueSettings]])('are refused without escapes', (format) => {
    expect(edit(format, 'a=1\n', 'a', evil)).toBeNull();
    expect(edit(format, 'a=1\n', 'b', evil)).toBeNull();
  });
});

describe('what is not understood is not edited', () => {
  it.each([
    ['a list at the top', '- a\n- b\n'],
    ['a flow mapping', '{:cert: x}\n'],
    ['UTF-16', '\ufeff:\0c\0'],
    ['a lone CR', ':a: 1\r:b: 2\n'],
    ['a second line end of YAML', ':a: 1 # \u2028:b: 2\n'],
  ])('%s', (_what, text) => {
    expect(readSettings(yamlSettings, Buffer.from(text))).toBeNull();
  });

  it.each([
    ['a block', ':passphrase: |\n  x\n'],
    ['a folded plain value', ':passphrase: x\n  y\n'],
    ['a quoted value of two lines', ':passphrase: "x\n  y"\n:b: 1\n'],
    ['an alias', ':a: &x 1\n:passphrase: *x\n'],
    ['a tag', ':passphrase: !ruby/object x\n'],
    ['a nested mapping', ':passphrase:\n  a: b\n'],
  ])('%s', (_what, text) => {
    const settings = readSettings(yamlSettings, Buffer.from(text));
    expect(settings?.get(':passphrase')).toBeNull();
    const refused = { kind: 'refused', reason: 'value-not-single-line' };
    expect(
      settings === null ? null : editSettings(settings, [{ key: ':passphrase', value: 'v' }]),
    ).toStrictEqual(refused);
  });

  it('a key inside a quoted value of several lines is not a key', () => {
    const text = ':a: "x\n:passphrase: inside"\n:passphrase: outside\n';
    const bytes = edit(yamlSettings, text, ':passphrase', 'new');
    expect(bytes?.toString()).toBe(':a: "x\n:passphrase: inside"\n:passphrase: new\n');
  });
});
