import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openClinic, type Clinic } from '../support/clinic.ts';
import { version as published } from '../../../../scripts/release/parts.ts';
import { install, pack, readTarball } from './support/installed.ts';

/** The Node that runs, and those that WEBORCA_TEST_NODES names, separated as PATH is. */
const nodes = [
  process.execPath,
  ...(process.env['WEBORCA_TEST_NODES'] ?? '').split(path.delimiter).filter(Boolean),
];

let folder: string;
let tarball: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'weborca-cert-pack-'));
  tarball = await pack(folder);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the tarball', () => {
  test('wants nothing from a registry, and runs nothing when it is installed', () => {
    const manifest = JSON.parse(String(readTarball(tarball).get('package.json')));
    for (const kind of ['dependencies', 'optionalDependencies', 'peerDependencies']) {
      expect(manifest[kind] ?? {}).toEqual({});
    }
    for (const script of ['preinstall', 'install', 'postinstall', 'prepare']) {
      expect(manifest.scripts ?? {}).not.toHaveProperty(script);
    }
    expect(manifest.bin).toEqual({ 'weborca-cert': 'dist/main.js' });
  });

  test('holds the built command, licences, and no sources, tests or maps', () => {
    const names = [...readTarball(tarball).keys()];
    expect(names).toContain('LICENSE');
    expect(names.filter((name) => /\.map$|(^|\/)(src|test)\//.test(name))).toEqual([]);
    expect(names.filter((name) => !/^(dist\/|package\.json|LICENSE|README)/.test(name))).toEqual(
      [],
    );
  });

  test('imports nothing but its own files and what Node has', () => {
    const own = new Set(builtinModules);
    const foreign: string[] = [];
    let relative = 0;
    for (const [name, bytes] of readTarball(tarball)) {
      if (!name.endsWith('.js')) continue;
      for (const [, fixed, specifier = fixed ?? ''] of String(bytes).matchAll(importPattern)) {
        if (specifier.startsWith('.')) relative += 1;
        else if (!specifier.startsWith('node:') && !own.has(specifier))
          foreign.push(`${name}: ${specifier}`);
      }
    }
    expect(foreign).toEqual([]);
    expect(relative).toBeGreaterThan(100);
  });
});

/** `import{a}from"x"`, `export*from"x"`, `import("x")`, as minified code has them. */
const importPattern =
  /(?:^|[;}])(?:import|export)(?:[\w$*{}, ]*from)?"([^"\n]+)"|\bimport\("([^"\n]+)"\)/gm;

describe.each(nodes)('installed for everybody with %s', (node) => {
  const place = mkdtempSync(path.join(tmpdir(), 'weborca-cert-installed-'));
  let clinic: Clinic;

  beforeAll(async () => {
    clinic = await openClinic();
  });

  afterAll(async () => {
    await clinic.close();
    rmSync(place, { recursive: true, force: true });
  });

  test('without a network; then it takes care of a certificate and renews it', async () => {
    const { npm, modules, run } = await install(tarball, node, place);
    expect(npm).toMatchObject({ code: 0 });
    expect(npm.stdout).toMatch(/added 1 package\b/);
    expect(modules).toEqual(['weborca-cert']);

    const home = path.join(clinic.home, 'config');
    const env = { WEBORCA_CERT_HOME: home, HOME: clinic.home, LANG: 'en_US.UTF-8' };
    const version = await run(['--version', '--json'], env);
    const nodeVersion = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
    expect(JSON.parse(version.stdout)).toMatchObject({ version: published(), node: nodeVersion });

    const backup = path.join(place, 'backup');
    mkdirSync(backup);
    const file = [clinic.p12(0), '--password-file', clinic.passwordFile(0)];
    const places = ['--name', 'clinic-a', '--service', 'rehearsal', '--backup', backup];
    expect(await run(['add', ...file, '--in-place', ...places], env)).toMatchObject({ code: 0 });
    expect(await run(['check'], env)).toMatchObject({ code: 10 });
    const renewed = await run(['renew', 'clinic-a', '--json'], env);
    expect(renewed).toMatchObject({ code: 0 });
    const [result] = JSON.parse(renewed.stdout).results;
    expect(result).toMatchObject({ outcome: 'renewed', verified: true, backups: [{ ok: true }] });
    expect(existsSync(result.backups[0].path)).toBe(true);
    expect(await run(['check'], env)).toMatchObject({ code: 0 });
    expect(readFileSync(path.join(home, 'store/clinic-a/current'), 'utf8')).toContain(
      result.new.fingerprintSha256.slice(0, 8),
    );
  }, 120_000);
});
