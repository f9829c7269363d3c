import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findReferences, judgePath } from '../../src/model/references.ts';

const paths = (text: string): readonly string[] => findReferences(text).map(({ path }) => path);

describe('findReferences', () => {
  it.each([
    ['.env', 'CERT=certs/a.p12\n#OLD=b.pem\n', ['certs/a.p12', 'b.pem']],
    ['.env with quotes', 'CERT="with space/a.pfx" # x', ['with space/a.pfx']],
    ['JSON', '{"cert": "C:\\\\certs\\\\a.p12", "n": 1}', [String.raw`C:\certs\a.p12`]],
    ['YAML', 'orca:\n  cert: ./a.crt\n  ca: [b.cer, c.der]\n', ['./a.crt', 'b.cer', 'c.der']],
    ['single quotes', "cert: '証明書/client 001.p12'", ['証明書/client 001.p12']],
    ['other words', 'pemfile and a.pemx and a.p12x and x.p12.yyyymmdd', []],
  ])('finds the names in %s', (_what, text, expected) => {
    expect(paths(text)).toEqual(expected);
  });

  it('gives the exact place of the name, without its quotes', () => {
    const text = 'A=1\nCERT="x/y.p12"';
    const [found] = findReferences(text);
    expect(text.slice(found?.start, found?.end)).toBe('x/y.p12');
  });

  it('never overlaps, stays in bounds and ends soon, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (noise) => {
        const text = `${noise}"${noise}.p12${noise}`;
        let last = 0;
        for (const { start, end } of findReferences(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          last = end;
        }
      }),
    );
    const started = performance.now();
    findReferences('a'.repeat(400_000));
    findReferences('"a '.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

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
