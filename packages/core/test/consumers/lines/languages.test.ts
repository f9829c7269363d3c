import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual, parseEnv } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { editSettings, readSettings } from '../../../src/consumers/lines/settings.ts';
import { formats } from '../../../src/consumers/settings-formats.ts';
import { temporaryFolder } from '../../support/temp-folder.ts';
import {
  haveJava,
  javaProperties,
  phpJson,
  pythonDotenv,
  pythonJson,
  pythonYaml,
  rubyDotenv,
  rubyJson,
  rubyYaml,
  shell,
  type Reader,
} from '../support/languages.ts';

// Programs in other languages are started, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 120_000 });

/** What a service might answer with, and worse. */
const password = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom(
      ...['a', 'Z', '0', "'", '"', '\\', '#', ' ', ':', '=', '$', '`', '!', '\n', '\r', '\t'],
      ...['\u2028', '表', '😀', '%', '{', '}', '-', '~', '\0', '\u0085', '\ufeff', '&', '*', '|'],
    ),
    maxLength: 12,
  }),
  fc.constantFrom('', 'null', '~', 'true', '12345678', '1e5', ':symbol', '- x', '*a', '&a', '0x1F'),
  fc.constantFrom('=', '<<', '2026-11-22', '1:30', '.inf', 'NO', "'", '"', '\\', '# x', '{a: b}'),
);

interface Case {
  readonly before: string;
  readonly key: string;
  /** The way to the key in what a reader answers. */
  readonly way: readonly (string | number)[];
}

const yaml: readonly Case[] = [
  {
    before:
      '# 設定\nserver:\n  port: 8443\n  ssl: # TLS\n    key-store: "/a/b.p12"\n    key-store-password: old # 注\n\nother: \'x\'\n',
    key: 'server.ssl.key-store-password',
    way: ['server', 'ssl', 'key-store-password'],
  },
  {
    before:
      "list:\n- name: a\n  pass: 'one'\n- name: b\n  # 二つめ\n  pass: 'two'\n  more:\n    - x\n    - pass: no\ntext: |\n  pass: no\nend: z\n",
    key: 'list[1].pass',
    way: ['list', 1, 'pass'],
  },
  {
    before: 'a: &x\n  pass: shared\nb: *x\nc:\n    d:\n      -   - pass: "old"\n            e: 1\n',
    key: 'c.d[0][0].pass',
    way: ['c', 'd', 0, 0, 'pass'],
  },
  { before: 'a: {pass: no, b: [1,\n  2]}\npass:\nb: 1\n', key: 'pass', way: ['pass'] },
];
const json: readonly Case[] = [
  {
    before:
      '{\n  "path": "/a",\n  "list": [ {"pass": "x"}, {"pass" : "old" } ],\n  "n": 1.5e3\n}\n',
    key: 'list[1].pass',
    way: ['list', 1, 'pass'],
  },
];
const properties: readonly Case[] = [
  {
    before:
      '# c\nserver.ssl.key-store=/a\nserver.ssl.key-store-password : old\\\n   more\n!x\nz=\\u8868\n',
    key: 'server.ssl.key-store-password',
    way: ['server.ssl.key-store-password'],
  },
];
const dotenv: readonly Case[] = ['old', "'old'", '"old"', '', 'a#b', '"a$b"', "'o' # 注"].map(
  (style) => ({ before: `A=1\nPASS=${style}\n# c\nB='x'\n`, key: 'PASS', way: ['PASS'] }),
);

interface Edited {
  readonly before: string;
  readonly after: Buffer;
  readonly value: string;
  readonly way: Case['way'];
}

/** Many edits of a format's cases, with both line ends, with and without a byte order mark. */
function edits(format: keyof typeof formats, cases: readonly Case[], count: number) {
  const sample = fc.sample(
    fc.tuple(fc.constantFrom(...cases), password, fc.boolean(), fc.boolean()),
    { numRuns: count, seed: 17 },
  );
  return sample.flatMap(([{ before, key, way }, value, crlf, bom]): readonly Edited[] => {
    const text = (bom && format !== 'properties' ? '\ufeff' : '') + before;
    const there = crlf ? text.replaceAll('\n', '\r\n') : text;
    const settings = readSettings(formats[format], Buffer.from(there));
    if (settings === null) throw new Error(`not read: ${there}`);
    const result = editSettings(settings, [{ key, value }]);
    if (result.kind === 'refused') return [];
    return [{ before: there, after: Buffer.from(result.bytes), value, way }];
  });
}

/** The document with this value in this place. */
function withValue(document: unknown, [step, ...rest]: Case['way'], value: string): unknown {
  if (step === undefined) return value;
  if (Array.isArray(document)) {
    return document.map((one: unknown, at) => (at === step ? withValue(one, rest, value) : one));
  }
  const inner = Object.entries(Object(document));
  return Object.fromEntries(
    inner.map(([key, one]) => [key, key === step ? withValue(one, rest, value) : one]),
  );
}

async function written(texts: readonly (string | Buffer)[]): Promise<readonly string[]> {
  const folder = await temporaryFolder();
  await mkdir(folder, { recursive: true });
  return Promise.all(
    texts.map(async (text, index) => {
      const file = join(folder, `${index}.txt`);
      await writeFile(file, text);
      return file;
    }),
  );
}

/** The edited files that say something else to this reader than before, but for the one value. */
async function misread(
  all: readonly Edited[],
  read: Reader['read'],
  only: readonly string[] | null = null,
): Promise<readonly unknown[]> {
  const shown = (document: unknown): unknown =>
    only === null ? document : Object.fromEntries(only.map((key) => [key, Object(document)[key]]));
  const before = await read(await written(all.map((one) => one.before)));
  const after = await read(await written(all.map((one) => one.after)));
  return all.flatMap(({ value, way, after: bytes }, index) => {
    const wanted = withValue(shown(before[index]), way, value);
    return isDeepStrictEqual(shown(after[index]), wanted)
      ? []
      : [{ value, text: bytes.toString(), read: after[index] }];
  });
}

const inNode =
  (parse: (text: string) => unknown): Reader['read'] =>
  (files) =>
    Promise.all(files.map(async (file): Promise<unknown> => parse(await readFile(file, 'utf8'))));

const languages: readonly (readonly [string, keyof typeof formats, Reader])[] = [
  ['Ruby', 'yaml', rubyYaml],
  ['Python', 'yaml', pythonYaml],
  ['Ruby', 'json', rubyJson],
  ['Python', 'json', pythonJson],
  ['PHP', 'json', phpJson],
  ['Node', 'json', { available: true, read: inNode(JSON.parse) }],
  ['Java', 'properties', { available: haveJava, read: javaProperties }],
  ['Ruby', 'dotenv', rubyDotenv],
  ['Python', 'dotenv', pythonDotenv],
  ['Node', 'dotenv', { available: true, read: inNode((text) => ({ ...parseEnv(text) })) }],
];

describe('whatever the value, a language reads it and everything else as it was', () => {
  const samples = {
    yaml: edits('yaml', yaml, 800).filter(({ value }) => value !== ''),
    // A byte order mark is an error to most.
    json: edits('json', json, 600).filter(({ before }) => !before.startsWith('\ufeff')),
    dotenv: edits('dotenv', dotenv, 900).filter(({ before }) => !before.startsWith('\ufeff')),
    properties: edits('properties', properties, 300),
  };

  it('nearly nothing is refused', () => {
    expect(samples.yaml.length).toBeGreaterThan(700);
    expect(samples.json.length).toBeGreaterThan(250);
    expect(samples.dotenv.length).toBeGreaterThan(100);
    expect(samples.properties.length).toBeGreaterThan(250);
  });

  for (const [language, format, { available, read }] of languages) {
    it.skipIf(!available)(`${language}, ${format}`, async () => {
      expect(await misread(samples[format], read)).toStrictEqual([]);
    });
  }

  it.skipIf(!shell.available)('sh, dotenv', async () => {
    const lf = samples.dotenv.filter(({ before }) => !before.includes('\r'));
    expect(await misread(lf, shell.read, ['A', 'B', 'PASS'])).toStrictEqual([]);
  });
});
