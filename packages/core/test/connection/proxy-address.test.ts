import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readProxy } from '../../src/connection/proxy-address.ts';
import { proxyAuthorization } from '../../src/connection/proxy.ts';

/** `origin user:password`, or why not. */
function said(value: string): string {
  const read = readProxy(value);
  if (read.kind !== 'proxy') return read.kind === 'unsupported' ? read.scheme : read.kind;
  const credentials = proxyAuthorization(read.url);
  return [read.url.origin, ...(credentials === null ? [] : [decoded(credentials)])].join(' ');
}

function decoded(authorization: string): string {
  return Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString();
}

describe('as people write it', () => {
  test.each([
    ['http://proxy:8080', 'http://proxy:8080'],
    [' proxy:8080/ ', 'http://proxy:8080'],
    ['HTTPS://Proxy', 'https://proxy'],
    ['http://[::1]:3128', 'http://[::1]:3128'],
    ['http://taro:secret#pw@proxy:1', 'http://proxy:1 taro:secret#pw'],
    ['http://taro:secret/pw@proxy:1', 'http://proxy:1 taro:secret/pw'],
    ['http://taro:12/pw@proxy:1', 'http://proxy:1 taro:12/pw'],
    ['http://taro:secret?pw@proxy:1', 'http://proxy:1 taro:secret?pw'],
    ['taro:s@cr@t:pw@proxy:1', 'http://proxy:1 taro:s@cr@t:pw'],
    ['http://taro:100%@proxy:1', 'http://proxy:1 taro:100%'],
    ['http://taro:s%23pw@proxy:1', 'http://proxy:1 taro:s#pw'],
    ['http://CORP\\taro:pw@proxy:1', 'http://proxy:1 CORP\\taro:pw'],
    ['http://CORP%5Ctaro:pw@proxy:1', 'http://proxy:1 CORP\\taro:pw'],
    ['http://taro@corp.example:pw@proxy:1', 'http://proxy:1 taro@corp.example:pw'],
    ['http://@proxy:1', 'http://proxy:1'],
    ['"http://proxy:1"', 'http://proxy:1'],
    ["'taro:pw@proxy:1'", 'http://proxy:1 taro:pw'],
    ['http=a:1;https=b:2', 'http://b:2'],
    ['http=a:1 https=http://b:2', 'http://b:2'],
    ['ftp=a:1; HTTPS=b:2;', 'http://b:2'],
    ['ftp=a:1;b:2', 'http://b:2'],
    ['socks=a:1', 'socks'],
    ['socks5://taro:pw@proxy', 'socks5'],
  ])('%s', (value, expected) => {
    expect(said(value)).toBe(expected);
  });
});

describe('what cannot be read', () => {
  test.each([
    '',
    'htp://proxy:1',
    'taro://pw@proxy:1',
    'http://',
    'http:proxy:1',
    'http://proxy:port',
    'http://proxy:99999',
    'http://taro:pw@',
    'http://pro xy:1',
    'http://[',
    'a:1;b:2',
    'http=a:1',
    'http=a:1;https=taro:pw@b:2',
    '"http://proxy:1',
    '"http://taro:pw@proxy:1',
    'CORP\\proxy:1',
    'http://wpad.example/proxy.pac',
    'http://wpad/wpad.dat',
    '%HTTP_PROXY%',
    '$HTTP_PROXY',
  ])('%s', (value) => {
    expect(readProxy(value)).toStrictEqual({ kind: 'unreadable' });
  });
});

const word = fc.string({ unit: 'grapheme' });

test('whatever user and password are, unencoded, they arrive as they are, and at this proxy alone', () => {
  // A `%` may begin an encoded character; a colon ends the user.
  const user = word.filter((text) => !/[%:]/.test(text));
  const password = word.filter((text) => !text.includes('%'));
  fc.assert(
    fc.property(user, password, fc.constantFrom('http://', 'https://'), (name, pw, scheme) => {
      const expected = `${name}:${pw}`;
      expect(said(`${scheme}${expected}@proxy.example:8080`)).toBe(
        `${scheme}proxy.example:8080${expected === ':' ? '' : ` ${expected}`}`,
      );
    }),
  );
});

test('and percent-encoded as well', () => {
  fc.assert(
    fc.property(word, word, (name, pw) => {
      const user = name.replaceAll(':', '');
      const value = `http://${encodeURIComponent(user)}:${encodeURIComponent(pw)}@proxy:8080`;
      const expected = user === '' && pw === '' ? '' : ` ${user}:${pw}`;
      expect(said(value)).toBe(`http://proxy:8080${expected}`);
    }),
  );
});

test('whatever is written: never thrown, and what is read is http or https, with a host and no path', () => {
  const part = fc.constantFrom(
    'http://',
    'https=',
    'socks://',
    '@',
    ':',
    ';',
    '"',
    '\\',
    '%',
    '/',
    '#',
    'a',
  );
  const value = fc
    .array(fc.oneof(part, fc.string({ unit: 'binary' })))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(value, (text) => {
      const read = readProxy(text);
      if (read.kind !== 'proxy') return;
      expect(read.url.protocol).toMatch(/^https?:$/);
      expect(read.url.hostname).not.toBe('');
      expect([read.url.pathname, read.url.search, read.url.hash]).toStrictEqual(['/', '', '']);
      // Nothing of user or password became part of the host.
      const place = text.slice(text.lastIndexOf('@') + 1).toLowerCase();
      const plain = text.includes('@') && /^[a-z.]+$/.test(read.url.hostname);
      expect(place).toContain(plain ? read.url.hostname : '');
    }),
  );
});
