import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { dotenvSettings } from '../../../src/consumers/lines/dotenv.ts';
import { editSettings, readSettings } from '../../../src/consumers/lines/settings.ts';
import { leftOut, onWindows } from '../../support/left-out.ts';

const letters = [
  'a',
  '0',
  "'",
  '"',
  '`',
  '\\',
  '#',
  ' ',
  '$',
  '{',
  '}',
  '~',
  ':',
  '/',
  '!',
  '表',
  ';',
];
const password = fc.string({ unit: fc.constantFrom(...letters), maxLength: 10 });
const style = fc.constantFrom('', 'old', "'old'", '"old"', "'old' # 注", 'old # 注');

/** The file's text after the edit; null: refused. */
function edited(before: string, value: string): string | null {
  const settings = readSettings(dotenvSettings, Buffer.from(before));
  if (settings === null) throw new Error('not read');
  const result = editSettings(settings, [{ key: 'PASS', value }]);
  return result.kind === 'edited' ? Buffer.from(result.bytes).toString('utf8') : null;
}

/** python-dotenv 1.0, `parser.py`, for one line: what stands after `PASS=`. */
function asPythonReads(text: string): string | null {
  const raw = /^(?:export )?PASS=(.*)$/m.exec(text)?.[1] ?? '';
  const single = /^'((?:[^'\\]|\\.)*)'[ \t]*(?:#.*)?$/.exec(raw);
  if (single !== null) return (single[1] ?? '').replaceAll(/\\([\\'])/g, '$1');
  const double = /^"((?:[^"\\]|\\.)*)"[ \t]*(?:#.*)?$/.exec(raw);
  if (double !== null) return /\\/.test(double[1] ?? '') ? null : (double[1] ?? '');
  return raw.replace(/[ \t]+#.*$/, '').trimEnd();
}

const folder = mkdtempSync(join(tmpdir(), 'weborca-cert-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a password in an .env file is the same to every reader', () => {
  it('Node, and python-dotenv', () => {
    fc.assert(
      fc.property(password, style, fc.boolean(), (value, old, exported) => {
        const text = edited(`A=1\n${exported ? 'export ' : ''}PASS=${old}\nB=2\n`, value);
        if (text === null) return;
        // Node 24 takes `export` for a part of the name where the value is empty.
        const forNode = value === '' ? text.replace('export ', '') : text;
        expect(parseEnv(forNode)).toMatchObject({ A: '1', PASS: value, B: '2' });
        expect(asPythonReads(text)).toBe(value);
      }),
      { numRuns: 2000 },
    );
  });

  const hasShell = !onWindows && existsSync('/bin/sh');
  it.runIf(hasShell)(`a shell${leftOut(hasShell, 'no /bin/sh')}`, () => {
    const values = fc.sample(fc.tuple(password, style), 500);
    const written = values.flatMap(([value, old]) => {
      const text = edited(`PASS=${old}\n`, value);
      return text === null ? [] : [{ value, text }];
    });
    expect(written.length).toBeGreaterThan(100);
    const script = written.map(({ text }) => `${text}printf '%s\\0' "$PASS"\n`).join('');
    writeFileSync(join(folder, 'all.sh'), script);
    const read = execFileSync('/bin/sh', [join(folder, 'all.sh')], { encoding: 'utf8' });
    expect(read.split('\0').slice(0, -1)).toEqual(written.map(({ value }) => value));
  });

  it.each([
    ['a backslash before the closing quote', 'a b\\'],
    ['two backslashes', 'a\\\\b c'],
    ['both quotes', `'"`],
  ])('refused: %s', (_, value) => {
    expect(edited('PASS=old\n', value)).toBeNull();
  });

  it('a tilde is quoted', () => {
    expect(edited('PASS=old\n', '~root')).toBe("PASS='~root'\n");
  });
});
