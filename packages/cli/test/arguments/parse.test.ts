import { homedir } from 'node:os';
import { join } from 'node:path';
import { hasCode } from '@weborca-cert/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  choice,
  flag,
  many,
  one,
  optional,
  some,
  text,
  texts,
  toggle,
  wholeNumber,
} from '../../src/arguments/fields.ts';
import { splitCommon } from '../../src/arguments/common.ts';
import { parseFields } from '../../src/arguments/parse.ts';

const takes = {
  file: one('FILE'),
  rest: many('N'),
  force: flag('force'),
  name: text('name', 'N'),
  faults: texts('fault', 'F'),
  inPlace: toggle('in-place'),
  port: wholeNumber('port', 'N', { min: 0, max: 65_535, otherwise: 7 }),
  keys: choice('keys', ['fresh', 'pool'], 'fresh'),
};

function problemOf(args: readonly string[], fields = {}): string {
  try {
    parseFields({ ...takes, ...fields }, args);
  } catch (error) {
    if (!hasCode(error, 'usage-invalid')) return 'another error';
    return `${error.details.problem} ${error.details.value ?? ''}`.trim();
  }
  return 'none';
}

describe('what a command takes', () => {
  test('a name is one name, however it was typed; another word is taken as it is', () => {
    const [typed, stored] = ['がいらい'.normalize('NFD'), 'がいらい'];
    const values = parseFields(takes, [typed, typed, '--name', typed]);
    expect(values).toMatchObject({ file: typed, rest: [stored], name: stored });
  });

  test('an empty path is refused, which would be the current folder; an empty text is one', () => {
    const takesPaths = {
      from: text('from', 'DIR'),
      backups: texts('backup', 'DIR'),
      textfile: text('textfile', 'F'),
      cn: text('cn', 'CN'),
    };
    const problem = (...args: readonly string[]) => problemOf(['a.p12', ...args], takesPaths);
    expect(problemOf([''])).toBe('argument-missing FILE');
    expect(problemOf([''], { file: one('DIR') })).toBe('argument-missing DIR');
    expect(problemOf([''], { file: some('FILE') })).toBe('argument-missing FILE');
    expect(problemOf([''], { file: optional('N|FILE') })).toBe('argument-missing N|FILE');
    expect(problemOf([''], { file: many('FILE') })).toBe('argument-missing FILE');
    expect(problem('--from', '')).toBe('value-missing --from');
    expect(problem('--from=')).toBe('value-missing --from');
    expect(problem('--backup', 'b', '--backup', '')).toBe('value-missing --backup');
    expect(problem('--textfile=')).toBe('value-missing --textfile');
    expect(problem('--cn=')).toBe('none');
  });

  test('a path with its home folder where no shell has filled it in: in quotes, behind =, in cmd.exe', () => {
    const takesPaths = {
      files: some('FILE'),
      to: text('to', 'DIR'),
      places: texts('backup', 'DIR'),
      key: text('key-password-file', 'F'),
      name: text('name', 'N'),
    };
    const args = ['~/a.p12', '~taro/b.p12', 'c~/d', '--to=~', '--backup', '~/backup'];
    const more = ['--key-password-file', '~/key.txt', '--name', '~'];
    expect(parseFields(takesPaths, [...args, ...more])).toEqual({
      files: [join(homedir(), 'a.p12'), '~taro/b.p12', 'c~/d'],
      to: homedir(),
      places: [join(homedir(), 'backup')],
      key: join(homedir(), 'key.txt'),
      name: '~',
    });
    expect(splitCommon(['--config', '~/x.json', 'status']).common.config).toBe(
      join(homedir(), 'x.json'),
    );
  });

  test('every kind of field, wherever it stands', () => {
    const args =
      '--force a --name n b --fault x --fault=y:2 c --no-in-place --port 8080 --keys pool';
    expect(parseFields(takes, args.split(' '))).toEqual({
      file: 'a',
      rest: ['b', 'c'],
      force: true,
      name: 'n',
      faults: ['x', 'y:2'],
      inPlace: false,
      port: 8080,
      keys: 'pool',
    });
  });

  test('what is left out has its default', () => {
    expect(parseFields(takes, ['a'])).toEqual({
      file: 'a',
      rest: [],
      force: false,
      name: null,
      faults: [],
      inPlace: null,
      port: 7,
      keys: 'fresh',
    });
    expect(parseFields({ version: optional('VERSION') }, [])).toEqual({ version: null });
  });

  test('after -- everything is a word, and = gives a value that begins with a dash', () => {
    const values = parseFields(takes, ['--name=-n', '--', '--force', '-x']);
    expect(values).toMatchObject({ name: '-n', file: '--force', rest: ['-x'], force: false });
  });

  test.each([
    [[], 'argument-missing FILE'],
    [['a', '--nonsense'], 'option-unknown --nonsense'],
    [['a', '-f'], 'option-unknown -f'],
    [['a', '--name'], 'value-missing --name'],
    [['a', '--name', '--force'], 'value-missing --name'],
    [['a', '--force=yes'], 'value-not-taken --force'],
    [['a', '--name', 'x', '--name', 'y'], 'option-repeated --name'],
    [['a', '--in-place', '--no-in-place'], 'options-conflict --in-place, --no-in-place'],
    [['a', '--port', '70000'], 'value-not-number --port (0–65535)'],
    [['a', '--port', 'x'], 'value-not-number --port (0–65535)'],
    [['a', '--keys', 'old'], 'value-not-one-of --keys fresh|pool'],
  ])('%j is refused: %s', (args, problem) => {
    expect(problemOf(args)).toBe(problem);
  });

  test('too many words', () => {
    expect(problemOf(['a', 'b'], { rest: flag('rest') })).toBe('arguments-too-many 1');
  });

  test('what was given as a value, or in the wrong place, is never repeated', () => {
    const secret = fc.stringMatching(/^[A-Z][a-z0-9]{11}$/);
    fc.assert(
      fc.property(secret, (password) => {
        const wrong = [
          [`--password=${password}`, 'a'],
          ['a', `--force=${password}`],
          ['a', `--port=${password}`],
          ['a', `--keys=${password}`],
        ];
        for (const args of wrong) expect(problemOf(args)).not.toContain(password);
        expect(problemOf(['a', password], { rest: flag('rest') })).not.toContain(password);
      }),
    );
  });

  test('any words end in values or in usage-invalid', () => {
    const word = fc.oneof(
      fc.constantFrom('--', '--force', '--name', '--port', '-', ''),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(word), (args) => {
        expect(problemOf(args)).not.toBe('another error');
      }),
    );
  });
});
