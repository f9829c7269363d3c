import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createContext, removeOldImports } from '@weborca-cert/core';
import { openClinic, type Clinic } from '../support/clinic.ts';
import { findChromium, visit } from './support/chromium.ts';

const isLinux = process.platform === 'linux';
const chromium = isLinux ? findChromium() : null;
// Where the tests count, it has to be there.
const leftOut = !isLinux || (chromium === null && process.env['CI'] !== 'true');

let clinic: Clinic;

beforeEach(async () => {
  clinic = await openClinic();
});

afterEach(async () => {
  await clinic.close();
});

function database(): string {
  return `sql:${join(clinic.home, '.pki', 'nssdb')}`;
}

/** As whoever set this computer up has done: the browser trusts the addresses' authority. */
function trustSimulator(): void {
  const { caFile } = clinic.simulator;
  mkdirSync(join(clinic.home, '.pki', 'nssdb'), { recursive: true, mode: 0o700 });
  run('certutil', '-N', '-d', database(), '--empty-password');
  run('certutil', '-A', '-d', database(), '-n', 'simulator', '-t', 'C,,', '-i', String(caFile));
}

function run(program: string, ...args: readonly string[]): void {
  execFileSync(program, args, { stdio: 'pipe' });
}

async function open(): Promise<ReturnType<typeof visit>> {
  if (chromium === null) throw new Error('no Chromium: Debian has it as chromium');
  return visit(chromium, clinic.home, clinic.simulator.weborca);
}

/** Fingerprints of the certificates with which WebORCA was asked for a page. */
function seenByWeborca(): readonly (string | undefined)[] {
  return clinic.simulator.requests
    .filter(({ listener, path, headers }) => {
      return listener === 'weborca' && path === '/' && /Chrom/.test(headers['user-agent'] ?? '');
    })
    .map(({ client }) => client?.fingerprintSha256);
}

async function renewed(): Promise<{ readonly old: string; readonly now: string }> {
  await clinic.add('clinic-a', 0, ['--no-in-place']);
  const { code, stdout } = await clinic.cli(['renew', 'clinic-a', '--json']);
  expect(code).toBe(0);
  const { results } = JSON.parse(stdout);
  return { old: results[0].old.fingerprintSha256, now: results[0].new.fingerprintSha256 };
}

describe.skipIf(leftOut)('a renewed certificate in Chromium', { timeout: 120_000 }, () => {
  test('is imported with one command, and WebORCA opens with it over mutual TLS', async () => {
    trustSimulator();
    const { now } = await renewed();
    // First without: the browser has nothing to show.
    const before = await open();
    expect(before.status).toBe(null);
    expect(before.failure).toMatch(/^net::ERR_/);
    expect(seenByWeborca()).toEqual([]);

    const { code, stdout } = await clinic.cli(['import', 'clinic-a', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ route: 'nss', imported: true });
    const after = await open();
    expect(after).toMatchObject({ status: 401, failure: null });
    expect(after.body).toContain('Unauthorized');
    expect(seenByWeborca()).toEqual([now]);
    const handshakes = clinic.simulator.connections.filter(
      ({ listener, refused, client }) =>
        listener === 'weborca' && refused === null && client?.fingerprintSha256 === now,
    );
    expect(handshakes.length).toBeGreaterThan(0);
  });

  test('takes the place of the old one once that is removed, though both have one name', async () => {
    trustSimulator();
    run('pk12util', '-i', clinic.p12(0), '-d', database(), '-w', clinic.passwordFile(0));
    const { old, now } = await renewed();
    expect(await open()).toMatchObject({ status: 401 });
    expect((await clinic.cli(['import', 'clinic-a', '--json'])).code).toBe(0);
    const context = createContext({
      command: 'test',
      effects: {
        homeDir: clinic.home,
        env: { WEBORCA_CERT_HOME: join(clinic.home, 'config'), PATH: process.env['PATH'] },
      },
    });
    expect(await removeOldImports(context, 'clinic-a')).toEqual([old]);
    expect(await open()).toMatchObject({ status: 401 });
    expect(seenByWeborca()).toEqual([old, now]);
  });
});
