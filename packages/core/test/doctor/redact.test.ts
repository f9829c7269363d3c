import { expect, test } from 'vitest';
import { finding } from '../../src/findings/levels.ts';
import { redact } from '../../src/doctor/redact.ts';
import { Secret } from '../../src/secret.ts';

const linux = { homeDir: '/home/花子', platform: 'linux' } as const;

test('the home folder is a tilde, in lists and inside of texts, another user’s is not', () => {
  const [one, two] = redact(
    [
      finding('schedule-installed', { kind: 'systemd', files: ['/home/花子/a', '/home/花子子/b'] }),
      finding('schedule-logged-in-only', { command: 'cat "/home/花子" /home/花子' }),
    ],
    linux,
    [],
  );
  expect(one?.facts).toEqual({ kind: 'systemd', files: ['~/a', '/home/花子子/b'] });
  expect(two?.facts).toEqual({ command: 'cat "~" ~' });
});

test('Windows writes one path in several ways', () => {
  const windows = { homeDir: String.raw`C:\Users\Hanako`, platform: 'win32' } as const;
  const files = [String.raw`c:\users\hanako\x`, 'C:/Users/Hanako/y', String.raw`C:\Users\Hanako2`];
  const [one] = redact(
    [finding('schedule-installed', { kind: 'windows-task', files })],
    windows,
    [],
  );
  expect(one?.facts).toMatchObject({
    files: [String.raw`~\x`, '~/y', String.raw`C:\Users\Hanako2`],
  });
});

test('a password that strayed into a fact is its mask, deep down as well', () => {
  const secret = new Secret('c4naryPw!');
  const chain = [{ subject: 'CN=c4naryPw!', issuer: 'x', notAfter: 'y' }];
  const findings = [finding('tls-trusted', { host: 'c4naryPw!.example', chain })];
  expect(JSON.stringify(redact(findings, linux, [secret]))).not.toContain('c4naryPw!');
  // One so short would blank out everything.
  const [short] = redact(findings, linux, [new Secret('x')]);
  expect(short?.facts).toMatchObject({ chain: [{ issuer: 'x' }] });
});

test('a root folder as home blanks nothing out', () => {
  const [one] = redact(
    [finding('store-unknown-name', { name: 'a', path: '/srv/a' })],
    { homeDir: '/', platform: 'linux' },
    [],
  );
  expect(one?.facts).toMatchObject({ path: '/srv/a' });
});
