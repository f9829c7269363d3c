import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createContext, removeOldImports } from '@weborca-cert/core';
import { openClinic, type Clinic } from '../support/clinic.ts';
import { oldStaysAccepted } from '../support/service-rule.ts';
import { findChromium, visit } from './support/chromium.ts';
import { leftOut } from '../../../core/test/support/left-out.ts';

const isLinux = process.platform === 'linux';
const chromium = isLinux ? findChromium() : null;
// Where the tests count, it has to be there.
const runs = isLinux && (chromium !== null || process.env['CI'] === 'true');
const why = leftOut(runs, 'no Chromium');

let clinic: Clinic;

// A browser goes on with the old one until the new one is imported.
beforeEach(async () => {
  clinic = await openClinic({ rules: oldStaysAccepted });
});

afterEach(async () => {
  await clinic.close();
});

/** Where this Chromium keeps a user's certificates: its release notes, not our code, say so. */
function usersDatabase(): string {
  const version = execFileSync(String(chromium), ['--version'], { encoding: 'utf8' });
  const major = Number(/ (\d+)\./.exec(version)?.[1]);
  const parts = major >= 146 ? ['.local', 'share', 'pki', 'nssdb'] : ['.pki', 'nssdb'];
  return join(clinic.home, ...parts);
}

/** Every NSS database below the home. */
function databases(): readonly string[] {
  return readdirSync(clinic.home, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('/cert9.db'))
    .map((path) => join(clinic.home, dirname(path)));
}

/** As whoever set this computer up has done: the browser trusts the addresses' authority. */
function trustSimulator(folder: string): void {
  const at = ['-d', `sql:${folder}`];
  if (!existsSync(join(folder, 'cert9.db'))) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    run('certutil', '-N', ...at, '--empty-password');
  }
  run(
    'certutil',
    '-A',
    ...at,
    '-n',
    'simulator',
    '-t',
    'C,,',
    '-i',
    String(clinic.simulator.caFile),
  );
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

describe.runIf(runs)(`a renewed certificate in Chromium${why}`, { timeout: 120_000 }, () => {
  test('is imported with one command, and WebORCA opens with it over mutual TLS', async () => {
    trustSimulator(usersDatabase());
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
    // A second one, made elsewhere, would have taken what was in the first out of the browser.
    expect(databases()).toEqual([usersDatabase()]);
  });

  test('comes into a database where none was', async () => {
    const { now } = await renewed();
    expect((await clinic.cli(['import', 'clinic-a', '--json'])).code).toBe(0);
    for (const folder of databases()) trustSimulator(folder);
    expect(await open()).toMatchObject({ status: 401, failure: null });
    expect(seenByWeborca()).toEqual([now]);
  });

  test('takes the place of the old one once that is removed, though both have one name', async () => {
    trustSimulator(usersDatabase());
    const at = ['-d', `sql:${usersDatabase()}`];
    run('pk12util', '-i', clinic.p12(0), ...at, '-w', clinic.passwordFile(0));
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
