import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { isSameEntry, withTypedPaths } from '../../src/consumers/typed-paths.ts';
import type { ConsumerConfiguration } from '../../src/consumers/types.ts';

const typed: readonly (readonly [string, object, readonly string[]])[] = [
  ['pkcs12', { path: 'a/b.p12', password: 'keep' }, ['path']],
  ['pem', { certificate: 'c.crt', key: './c.key', ca: '/etc/ca.pem' }, ['certificate', 'key']],
  ['settings', { path: 'app.json', p12: 'a.p12', keys: { path: 'p12' } }, ['path', 'p12']],
  ['nss', { path: 'profile', passwordFile: 'pw' }, ['path', 'passwordFile']],
  ['push-exchanger', { path: '~/x.yml', certificate: 'c.crt' }, ['certificate']],
  ['manual', { label: 'a/b' }, []],
  ['command', { run: ['a/b'] }, []],
  ['no-such-kind', { path: 'a' }, []],
  ['pkcs12', { path: '' }, []],
];

test.each(typed)('of %s %j these start where the person stands: %j', (kind, fields, paths) => {
  const entry = { kind, ...fields };
  const absolute = Object.entries(fields)
    .filter(([name]) => paths.includes(name))
    .map(([name, value]) => [name, resolve(String(value))]);
  expect(withTypedPaths(entry)).toEqual({ ...entry, ...Object.fromEntries(absolute) });
});

const key = (label: string): ConsumerConfiguration => ({ kind: 'nss', path: 'C:/a', label });
const pushExchanger = (path: string, more: object = {}): ConsumerConfiguration => ({
  kind: 'push-exchanger',
  path,
  ...more,
});
const written = pushExchanger('C:/Program Files (x86)/orca/config.yml');
const windows = {
  configFile: String.raw`C:\設定\config.json`,
  homeDir: String.raw`C:\Users\花子`,
  platform: 'win32',
} as const;

test('on Windows one file is one consumer, whatever its case and slashes', () => {
  const again = pushExchanger(String.raw`c:\PROGRAM FILES (x86)\orca\Config.yml`);
  expect(isSameEntry(written, again, windows)).toBe(true);
  expect(
    isSameEntry(pushExchanger('~/a.yml'), pushExchanger(String.raw`C:\Users\花子\A.yml`), windows),
  ).toBe(true);
  expect(isSameEntry(written, pushExchanger('C:/orca/config.yml'), windows)).toBe(false);
  expect(isSameEntry(written, { ...again, kind: 'onshi' }, windows)).toBe(false);
});

test('what is no path differs by its case, and elsewhere a path does, too', () => {
  expect(isSameEntry(key('a'), key('A'), windows)).toBe(false);
  const linux = { configFile: '/etc/config.json', homeDir: '/root', platform: 'linux' } as const;
  expect(isSameEntry(pushExchanger('/srv/a.yml'), pushExchanger('/srv/A.yml'), linux)).toBe(false);
  expect(isSameEntry(pushExchanger('/srv/a.yml'), pushExchanger('/srv//a.yml'), linux)).toBe(true);
});
