import { describe, expect, test } from 'vitest';
import { chooseLanguage } from '../../src/messages/language.ts';

const linux = { env: {}, platform: 'linux' } as const;

describe('which language is spoken', () => {
  test('the flag comes first', () => {
    expect(chooseLanguage({ ...linux, env: { LANG: 'ja_JP.UTF-8' }, flag: 'en' })).toBe('en');
    expect(chooseLanguage({ ...linux, flag: 'ja' })).toBe('ja');
  });

  test.for([
    [{ LC_ALL: 'ja_JP.UTF-8', LANG: 'C' }, 'ja'],
    [{ LC_ALL: 'C', LANG: 'ja_JP.UTF-8' }, 'en'],
    [{ LC_ALL: '', LC_MESSAGES: 'ja_JP', LANG: 'C' }, 'ja'],
    [{ LC_MESSAGES: 'en_US.UTF-8', LANG: 'ja_JP.UTF-8' }, 'en'],
    [{ LANG: 'ja_JP.eucJP' }, 'ja'],
    [{ LANG: 'ja' }, 'ja'],
    [{ LANG: 'Japanese_Japan.932' }, 'ja'],
    [{ LANG: 'jam_JM.UTF-8' }, 'en'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    [{}, 'en'],
  ] as const)('%o is %s', ([env, language]) => {
    expect(chooseLanguage({ env, platform: 'linux', systemLocale: 'ja-JP' })).toBe(language);
  });

  test('on Windows the system decides where the environment is silent', () => {
    const windows = { env: {}, platform: 'win32', systemLocale: 'ja-JP' } as const;
    expect(chooseLanguage(windows)).toBe('ja');
    expect(chooseLanguage({ ...windows, systemLocale: 'en-US' })).toBe('en');
    expect(chooseLanguage({ env: {}, platform: 'win32' })).toBe('en');
    expect(chooseLanguage({ ...windows, env: { LANG: 'en_US.UTF-8' } })).toBe('en');
  });
});
