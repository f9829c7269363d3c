import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldersUpTo, judgePath } from '../../src/model/named-path.ts';

describe('judgePath', () => {
  it.each([
    String.raw`\\host\share\a.p12`,
    '//host/share/a.p12',
    String.raw`\\?\C:\a.p12`,
    String.raw`\\.\pipe\a.p12`,
    String.raw`\/host/a.p12`,
    'file:///etc/a.pem',
    'https://example.jp/a.pem',
    '/dev/a.pem',
    '/proc/self/a.pem',
    'certs/CON.pem',
    'nul.p12',
    'COM1.p12',
    // oxlint-disable-next-line no-template-curly-in-string -- what a settings file may say
    '${HOME}/a.p12',
    '%USERPROFILE%/a.p12',
    '$HOME/a.p12',
    '*.pem',
    'a\u0000.pem',
    '',
  ])('refuses %s on every system', (path) => {
    expect(judgePath(path, false).kind).toBe('refused');
    expect(judgePath(path, true).kind).toBe('refused');
  });

  it('takes the others as the system does', () => {
    expect(judgePath('certs/a.p12', false)).toEqual({ kind: 'relative', path: 'certs/a.p12' });
    expect(judgePath(String.raw`certs\a.p12`, true)).toEqual({
      kind: 'relative',
      path: 'certs/a.p12',
    });
    expect(judgePath('~/a.p12', false)).toEqual({ kind: 'home', path: 'a.p12' });
    expect(judgePath('/etc/a.p12', false)).toEqual({ kind: 'absolute', path: '/etc/a.p12' });
    expect(judgePath('/etc/a.p12', true).kind).toBe('refused');
    expect(judgePath(String.raw`C:\a.p12`, true).kind).toBe('absolute');
    expect(judgePath(String.raw`C:\a.p12`, false).kind).toBe('refused');
    expect(judgePath('C:a.p12', true).kind).toBe('refused');
  });

  it('knows nothing of a path in another encoding', () => {
    expect(judgePath('\uFFFDؖ\uFFFD\uFFFD/client001.p12', false).kind).toBe('refused');
    expect(judgePath('証明書/client001.p12', false).kind).toBe('relative');
  });

  it('never lets a path through that starts with two slashes of either kind', () => {
    const slash = fc.constantFrom('/', '\\');
    fc.assert(
      fc.property(slash, slash, fc.string(), fc.boolean(), (a, b, rest, windows) => {
        expect(judgePath(`${a}${b}${rest}.p12`, windows).kind).toBe('refused');
        expect(judgePath(` ${a}${b}${rest}.p12`, windows).kind).toBe('refused');
      }),
    );
  });
});

it('foldersUpTo begins at the file and ends at the folder that is open', () => {
  expect(foldersUpTo('/w/app/config', '/w')).toEqual(['/w/app/config', '/w/app', '/w']);
  expect(foldersUpTo('/w', '/w')).toEqual(['/w']);
  expect(foldersUpTo('/wide/app', '/w')).toEqual(['/wide/app']);
  expect(foldersUpTo('/home/hanako', undefined)).toEqual(['/home/hanako']);
  expect(foldersUpTo(`/w${'/a'.repeat(100)}`, '/w').length).toBeLessThan(20);
});
