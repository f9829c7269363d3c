import { describe, expect, it } from 'vitest';
import { accessRulesCall } from '../../src/consumers/access-rules.ts';
import * as keychain from '../../src/stores/keychain.ts';
import { textExpression } from '../../src/stores/powershell.ts';
import { importRoute } from '../../src/stores/stored.ts';
import * as store from '../../src/stores/windows-store.ts';
import {
  mountedPath,
  wizardCall,
  wizardCallFromWsl,
  wslPathCall,
} from '../../src/stores/windows-wizard.ts';
import { Secret } from '../../src/secret.ts';

const env = { SystemRoot: String.raw`C:\Windows` };
const password = new Secret(`p'"; Remove-Item x; $(y) 表`);
const japanese = String.raw`C:\診療所\000000_JP_u00000000_client001.p12`;

describe('command lines of Windows', () => {
  it('the wizard: absolute program, the path as one argument', () => {
    expect(wizardCall(env, japanese)).toStrictEqual({
      program: String.raw`C:\Windows\System32\rundll32.exe`,
      args: ['cryptext.dll,CryptExtOpenPFX', japanese],
      // Its end is the end of the wizard: waited for, it would hold the lock and be killed in time.
      leaveOpen: true,
    });
    const blank = String.raw`C:\Users\山田 花子\client.p12`;
    expect(wizardCall(env, blank)).toStrictEqual({
      program: String.raw`C:\Windows\explorer.exe`,
      args: [blank],
      leaveOpen: true,
    });
  });

  it('the import: everything on standard input, ASCII, no password readable in it', () => {
    const call = store.importCall(env, japanese, password);
    expect(call.program).toBe(
      String.raw`C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe`,
    );
    expect(call.args.at(-1)).toBe('-');
    const script = String(call.stdin);
    expect(script).toMatch(/^[\r\n\x20-\x7e]*$/);
    expect(script).not.toContain(password.reveal());
    expect(call.args.join(' ')).not.toMatch(/[A-Za-z0-9+/]{30}/);
    expect(script).toContain('Import-PfxCertificate');
    // `-Command -` runs a block when an empty line follows it.
    expect(script.endsWith('\r\n\r\n')).toBe(true);
  });

  it('a new file gets the rules of the one it replaces before it is filled', () => {
    const files = [{ from: japanese, to: `${japanese}.new` }];
    const script = String(accessRulesCall(env, files).stdin);
    expect(script).toMatch(/^[\r\n\x20-\x7e]*$/);
    expect(script).toMatch(/GetAccessControl.*SetSecurityDescriptorSddlForm.*SetAccessControl/);
  });

  it('texts reach PowerShell as they are', () => {
    const [, base64 = ''] = /'([^']*)'/.exec(textExpression(password.reveal())) ?? [];
    expect(Buffer.from(base64, 'base64').toString('utf8')).toBe(password.reveal());
  });

  it('the store is asked by SHA-256, and nothing else is ever removed', () => {
    const fingerprint = 'ab'.repeat(32);
    const lines = [`${fingerprint} True MAECAQI=`, `${'cd'.repeat(32)} False MAA=`];
    const stdout = `${lines.map((line) => `certificate ${line}\r\n`).join('')}x\r\n`;
    const found = store.listedIn(stdout);
    const der = Buffer.from('3001020102', 'hex');
    expect(found.get(fingerprint)).toStrictEqual({ hasKey: true, der });
    expect(found.size).toBe(2);
    // What goes through the host may be broken at the width of a window that is not there.
    expect(String(store.listCall(env).stdin)).toContain('[Console]::Out.WriteLine(');
    expect(String(store.removeCall(env, fingerprint).stdin)).toContain(`-eq '${fingerprint}'`);
    expect(String(store.removeCall(env, `' -or 1 -eq '1`).stdin)).toContain(`-eq ''`);
  });

  it.each([
    ['6.3.9600', false],
    ['10.0.14393', false],
    ['10.0.17134', false],
    ['10.0.17763', true],
    ['10.0.26100', true],
    ['11.0.1', true],
  ])('Windows %s reads AES: %s', (release, modern) => {
    expect(store.windowsReadsModern(release)).toBe(modern);
  });

  it('from WSL the wizard of Windows', () => {
    expect(wslPathCall('/home/u/鍵.p12').args).toStrictEqual(['-w', '/home/u/鍵.p12']);
    const call = wizardCallFromWsl(String.raw`\\wsl.localhost\Ubuntu\home\u\鍵.p12`);
    expect(call.program).toBe('/mnt/c/Windows/System32/rundll32.exe');
    expect(mountedPath(String.raw`D:\a\b.exe`)).toBe('/mnt/d/a/b.exe');
  });
});

describe('command lines of macOS', () => {
  it('the password goes in on standard input', () => {
    const call = keychain.importCall('/Users/花子/a b.p12', new Secret(`p"\\ 'x`), null);
    expect(call.program).toBe('/usr/bin/security');
    expect(call.args).toStrictEqual(['-i']);
    expect(
      String(call.stdin).startsWith(
        String.raw`import "/Users/花子/a b.p12" -f pkcs12 -P "p\"\\ 'x" -T `,
      ),
    ).toBe(true);
    expect(String(call.stdin).match(/\n/g)).toHaveLength(1);
  });

  it('a password with a line end is refused, not cut', () => {
    expect(() => keychain.importCall('/a.p12', new Secret('a\ndelete-keychain x'), null)).toThrow(
      'consumer-failed',
    );
  });

  it('finds fingerprints, opens Keychain Access', () => {
    const hash = 'AB'.repeat(32);
    const found = keychain.fingerprintsIn(`SHA-256 hash: ${hash}\nSHA-1 hash: AB\n`);
    expect(found).toStrictEqual(new Set(['ab'.repeat(32)]));
    expect(keychain.keychainAccessCall('/a.p12').args).toStrictEqual([
      '-b',
      'com.apple.keychainaccess',
      '/a.p12',
    ]);
  });
});

describe('the way a certificate is imported', () => {
  it.each([
    ['win32', {}, 'windows-wizard'],
    ['darwin', {}, 'keychain-access'],
    ['linux', {}, 'nss'],
    ['linux', { WSL_DISTRO_NAME: 'Ubuntu' }, 'windows-wizard-from-wsl'],
    ['freebsd', {}, null],
  ] as const)('%s %o: %s', (platform, variables, route) => {
    expect(importRoute({ platform, env: variables })).toBe(route);
  });
});
