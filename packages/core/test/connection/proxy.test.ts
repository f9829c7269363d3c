import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseProxy, proxyAuthorization, roadTo } from '../../src/connection/proxy.ts';

const url = new URL('https://weborca.example.jp/api/cert');
const proxy = 'http://proxy.example:8080';

function chosen(env: Readonly<Record<string, string>>, target = url): string | null {
  return chooseProxy(target, null, env).proxy?.origin ?? null;
}

describe('which variable', () => {
  test.each([
    [{}, null],
    [{ HTTPS_PROXY: proxy }, proxy],
    [{ https_proxy: proxy, HTTPS_PROXY: 'http://other' }, proxy],
    [{ ALL_PROXY: proxy }, proxy],
    [{ HTTPS_PROXY: proxy, all_proxy: 'http://other' }, proxy],
    [{ HTTP_PROXY: proxy, http_proxy: proxy }, null],
    [{ https_proxy: '', HTTPS_PROXY: proxy }, proxy],
    [{ HTTPS_PROXY: ' ' }, null],
    [{ HTTPS_PROXY: 'proxy.example:8080' }, proxy],
    [{ HTTPS_PROXY: 'https://proxy.example' }, 'https://proxy.example'],
    [{ HTTPS_PROXY: 'socks5://proxy.example' }, null],
    [{ HTTPS_PROXY: 'socks5://proxy.example', ALL_PROXY: proxy }, proxy],
    [{ HTTPS_PROXY: 'http://[' }, null],
  ])('%j', (env, expected) => {
    expect(chosen(env)).toBe(expected);
  });

  test('what is configured wins over everything', () => {
    const configured = new URL('http://configured:3128');
    const env = { HTTPS_PROXY: proxy, NO_PROXY: '*' };
    expect(chooseProxy(url, configured, env).proxy).toBe(configured);
  });
});

describe('what is passed over', () => {
  const secret = 'http://taro:pw@pro xy:8080';
  test.each([
    [{ HTTPS_PROXY: secret }, [{ variable: 'HTTPS_PROXY', scheme: null }]],
    [{ https_proxy: secret, HTTPS_PROXY: secret }, [{ variable: 'HTTPS_PROXY', scheme: null }]],
    [{ all_proxy: 'socks5://a' }, [{ variable: 'all_proxy', scheme: 'socks5' }]],
    [{ HTTPS_PROXY: secret, NO_PROXY: 'example.jp' }, []],
    [{ HTTPS_PROXY: proxy, ALL_PROXY: secret }, []],
  ])('%j', (env, expected) => {
    const found = chooseProxy(url, null, env);
    expect(found.passedOver).toStrictEqual(expected);
    expect(JSON.stringify(found.passedOver)).not.toContain('pw');
    expect(roadTo(url, null, env).passedOver).toBe(expected[0]?.variable);
  });

  test('the next one that can be read is used, and named', () => {
    const env = { https_proxy: secret, HTTPS_PROXY: 'socks5://a', ALL_PROXY: proxy };
    expect(chooseProxy(url, null, env)).toMatchObject({
      proxy: new URL(proxy),
      variable: 'ALL_PROXY',
      passedOver: [{ variable: 'https_proxy' }, { variable: 'HTTPS_PROXY' }],
    });
  });
});

describe('NO_PROXY', () => {
  test.each([
    ['*', true],
    ['weborca.example.jp', true],
    ['WebORCA.Example.JP', true],
    ['example.jp', true],
    ['.example.jp', true],
    ['*.example.jp', true],
    ['example.jp.', true],
    ['ample.jp', false],
    ['orca.example.jp', false],
    ['a.weborca.example.jp', false],
    ['weborca.example.jp:443', true],
    ['example.jp:443', true],
    ['weborca.example.jp:8443', false],
    ['other, example.jp', true],
    ['other example.jp', true],
    [' , ', false],
    ['.', false],
  ])('%s', (NO_PROXY, direct) => {
    expect(chosen({ HTTPS_PROXY: proxy, NO_PROXY })).toBe(direct ? null : proxy);
  });

  test.each([
    ['127.0.0.1', 'https://127.0.0.1/', true],
    ['0.0.1', 'https://127.0.0.1/', false],
    ['127.0.0.0/8', 'https://127.0.0.1/', false],
    ['127.0.0.1:8443', 'https://127.0.0.1:8443/', true],
    ['::1', 'https://[::1]:8443/', true],
    ['[::1]:8443', 'https://[::1]:8443/', true],
    ['[::1]:8443', 'https://[::1]/', false],
    ['localhost', 'https://localhost./', true],
  ])('%s for %s', (no_proxy, target, direct) => {
    expect(chosen({ https_proxy: proxy, no_proxy }, new URL(target))).toBe(direct ? null : proxy);
  });

  test('a loopback address is not special', () => {
    expect(chosen({ HTTPS_PROXY: proxy }, new URL('https://127.0.0.1/'))).toBe(proxy);
  });
});

test('whatever the environment says: null, or an http or https URL', () => {
  const scheme = fc.constantFrom('', 'http://', 'https://p', 'socks5://p', 'ftp://p');
  const env = fc.dictionary(
    fc.constantFrom('HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'NO_PROXY', 'no_proxy'),
    fc.tuple(scheme, fc.string()).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(env, (variables) => {
      const found = chooseProxy(url, null, variables).proxy?.protocol ?? null;
      expect([null, 'http:', 'https:']).toContain(found);
    }),
  );
});

describe('credentials', () => {
  test.each([
    ['http://proxy', null],
    ['http://user:password@proxy', 'user:password'],
    ['http://user@proxy', 'user:'],
    ['http://d%C3%B6main%5Cuser:a%3Ab%40c@proxy', 'dömain\\user:a:b@c'],
    ['http://user:100%@proxy', 'user:100%'],
  ])('%s', (given, expected) => {
    const said = proxyAuthorization(new URL(given));
    const decoded =
      said === null ? null : Buffer.from(said.replace(/^Basic /, ''), 'base64').toString();
    expect(decoded).toBe(expected);
  });
});
