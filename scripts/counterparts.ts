// What the tests need from the system, and how Debian calls it. Real programs are the counterparts:
// what we seal, they open; what they serve, we ask.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

export interface Counterpart {
  /** Any of these on PATH will do. */
  readonly programs: readonly string[];
  readonly debianPackage: string;
  readonly usedFor: string;
  /** A library has no program of its own: what succeeds where it is there. */
  readonly asks?: readonly [program: string, ...args: string[]];
  /** Without it all is tested, too, only slower. */
  readonly isSpare?: true;
}

export const counterparts: readonly Counterpart[] = [
  {
    programs: ['chromium', 'chromium-browser', 'google-chrome'],
    debianPackage: 'chromium',
    usedFor: 'VS Code workbench tests, import into a real browser',
  },
  {
    programs: ['chromium-headless-shell'],
    debianPackage: 'chromium-headless-shell',
    usedFor: 'VS Code workbench tests, without the windows of a browser',
    isSpare: true,
  },
  { programs: ['openssl'], debianPackage: 'openssl', usedFor: 'PKCS#12, TLS' },
  { programs: ['curl'], debianPackage: 'curl', usedFor: 'mutual TLS by another client' },
  { programs: ['keytool'], debianPackage: 'default-jre-headless', usedFor: 'PKCS#12 in Java' },
  { programs: ['pk12util'], debianPackage: 'libnss3-tools', usedFor: 'PKCS#12 in NSS' },
  { programs: ['certtool'], debianPackage: 'gnutls-bin', usedFor: 'PKCS#12 in GnuTLS' },
  {
    programs: ['nginx'],
    debianPackage: 'nginx-light',
    usedFor: 'a gateway that asks for certificates',
  },
  { programs: ['haproxy'], debianPackage: 'haproxy', usedFor: 'key and certificates in one file' },
  {
    programs: ['ruby'],
    debianPackage: 'ruby-dotenv',
    usedFor: 'YAML, JSON and .env as Ruby reads them',
    asks: ['ruby', '-e', 'require "dotenv"; require "psych"'],
  },
  {
    programs: ['/usr/bin/python3'],
    debianPackage: 'python3-yaml',
    usedFor: 'YAML and JSON as Python reads them',
    asks: ['/usr/bin/python3', '-c', 'import yaml'],
  },
  {
    programs: ['/usr/bin/python3'],
    debianPackage: 'python3-dotenv',
    usedFor: '.env as Python reads it',
    asks: ['/usr/bin/python3', '-c', 'import dotenv'],
  },
  {
    programs: ['/usr/bin/python3'],
    debianPackage: 'python3-cryptography',
    usedFor: 'the example in Python',
    asks: ['/usr/bin/python3', '-c', 'import cryptography'],
  },
  { programs: ['php'], debianPackage: 'php-cli', usedFor: 'JSON as PHP reads it' },
  { programs: ['crontab'], debianPackage: 'cron', usedFor: 'a schedule without systemd' },
  { programs: ['jq'], debianPackage: 'jq', usedFor: 'the pod for setting up, as its page says' },
  { programs: ['tinyproxy'], debianPackage: 'tinyproxy-bin', usedFor: 'proxies' },
  { programs: ['promtool'], debianPackage: 'prometheus', usedFor: 'metrics, alert rules' },
];

function isOnPath(program: string): boolean {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => {
    try {
      accessSync(path.resolve(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function succeeds([program, ...args]: readonly [string, ...string[]]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

export function missingCounterparts(): readonly Counterpart[] {
  if (process.platform !== 'linux') return [];
  return counterparts.filter(
    ({ programs, asks }) => !programs.some(isOnPath) || (asks !== undefined && !succeeds(asks)),
  );
}

function apt(...args: readonly string[]): boolean {
  const { status } = spawnSync('apt-get', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}

/**
 * Installs what is missing from Debian's packages, where this user may. What is still missing
 * afterwards is returned: its tests are left out, or fail under CI=true.
 */
export function prepareMachine(say: (line: string) => void): readonly Counterpart[] {
  const missing = missingCounterparts();
  const mayInstall = process.getuid?.() === 0 && isOnPath('apt-get');
  if (missing.length === 0 || !mayInstall) return missing.filter(isNeeded);
  const packages = missing.map(({ debianPackage }) => debianPackage);
  say(`Installing from Debian's packages: ${packages.join(', ')}`);
  apt('update', '-qq');
  // Together first; one by one where one of them cannot be had.
  const flags = ['install', '-y', '-qq', '--no-install-recommends'];
  if (!apt(...flags, ...packages)) for (const name of packages) apt(...flags, name);
  return missingCounterparts().filter(isNeeded);
}

function isNeeded({ isSpare }: Counterpart): boolean {
  return isSpare !== true;
}
