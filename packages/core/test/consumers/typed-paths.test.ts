import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { withTypedPaths } from '../../src/consumers/typed-paths.ts';

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
