import { chmod, mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Effects } from '../../src/effects.ts';
import type { FindingCode } from '../../src/findings/findings.ts';
import { doctorText } from '../../src/messages/doctor.ts';
import { sealPkcs12 } from '../../src/pkcs12/api.ts';
import { backup } from '../../src/porcelain/backup.ts';
import { doctor, type DoctorOptions, type DoctorReport } from '../../src/porcelain/doctor.ts';
import { Secret } from '../../src/secret.ts';
import { cleanup } from '../connection/support/cleanup.ts';
import { connectProxy } from '../connection/support/proxy.ts';
import { mutualServer } from '../connection/support/servers.ts';
import { sharedWorld } from '../connection/support/shared-world.ts';
import { clinic, noon, type Clinic } from '../support/clinic.ts';

const world = sharedWorld();
const closing = cleanup();
const canary = 'c4nary-Passw0rd!';
const noPrograms: Effects['run'] = async () => ({
  exitCode: 1,
  signal: null,
  stdout: '',
  stderr: '',
});

interface Ward extends Clinic {
  readonly look: (options?: DoctorOptions) => Promise<DoctorReport>;
  readonly codes: (options?: DoctorOptions) => Promise<readonly FindingCode[]>;
  readonly service: object;
}

/** A clinic with a real certificate, at a WebORCA on loopback whose clock can be wrong. */
async function ward(clockOffsetMs = 0, changes: Partial<Effects> = {}): Promise<Ward> {
  const { identity, root } = world();
  const server = closing(
    await mutualServer(world(), {
      answer: (_, response) => {
        const date = new Date(Date.now() + clockOffsetMs).toUTCString();
        response.writeHead(401, { date }).end();
      },
    }),
  );
  const place = await clinic({ run: noPrograms, now: () => new Date(), ...changes });
  await writeFile(place.at('root.pem'), root.cert);
  const service = { weborca: server.url.href, api: server.url.href, ca: place.at('root.pem') };
  await place.configure({ 'clinic-a': { service: 'test' } }, { services: { test: service } });
  await place.store('clinic-a', {
    p12: await sealPkcs12(identity, new Secret(canary), { format: 'modern', iterations: 2048 }),
    password: new Secret(canary),
    facts: identity.leaf.facts,
    fileName: '000000_JP_u00000000_client001.p12',
    origin: 'added',
  });
  const look = (options: DoctorOptions = {}) => doctor(place.context, [], options);
  return {
    ...place,
    service,
    look,
    codes: async (options) => (await look(options)).findings.map(({ code }) => code),
  };
}

describe('doctor', () => {
  test('a healthy clinic: clock, chain, acceptance, versions, rights', async () => {
    const place = await ward();
    const codes = await place.codes();
    expect(codes).toEqual(
      expect.arrayContaining([
        'clock-right',
        'configuration-read',
        'service-has-api',
        'versions-open',
        'permissions-right',
        'tls-trusted',
        'api-takes-certificate',
        'api-asks-certificate',
        'weborca-accepts',
        'pkcs12-described',
        'leftovers-none',
      ]),
    );
    const report = await place.look();
    expect(report.findings.filter(({ level }) => level === 'problem')).toEqual([]);
  });

  test('changes nothing on the disk', async () => {
    const place = await ward();
    await mkdir(place.at('usb'));
    await place.configure(
      { 'clinic-a': { service: 'test', backups: [place.at('usb')] } },
      { services: { test: place.service } },
    );
    const tree = async () => {
      const entries = await readdir(place.home, { recursive: true });
      const stats = entries.toSorted().map(async (entry) => {
        const { mtimeMs, size } = await stat(join(place.home, entry));
        return [entry, mtimeMs, size];
      });
      return Promise.all(stats);
    };
    const before = await tree();
    await place.look();
    expect(await tree()).toEqual(before);
  });

  test.each([
    [10_000, 'clock-right'],
    [-600_000, 'clock-off'],
    [400 * 86_400_000, 'clock-wrong'],
  ] as const)('a server whose clock is off by %s ms', async (offset, code) => {
    const place = await ward(offset);
    expect(await place.codes()).toContain(code);
  });

  test('a server that nobody vouches for shows its chain and gets no request', async () => {
    const place = await ward();
    const untrusted = { ...place.service, ca: null };
    await place.configure({ 'clinic-a': { service: 'test' } }, { services: { test: untrusted } });
    const { findings, level } = await place.look();
    expect(level).toBe('problem');
    expect(findings.find(({ code }) => code === 'tls-untrusted')?.facts).toMatchObject({
      chain: [{ subject: 'CN=server,O=Test' }, { subject: 'CN=root,O=Test' }],
    });
  });

  test('offline asks nobody', async () => {
    const place = await ward();
    const codes = await place.codes({ offline: true });
    expect(codes).toContain('network-not-asked');
    expect(codes.filter((code) => /^(?:tls-trusted|dns-|weborca-|clock-)/.test(code))).toEqual([]);
  });

  test('names are looked up, a name that is none ends it there', async () => {
    const place = await ward();
    await place.configure(
      { 'clinic-a': { service: 'test' } },
      { services: { test: { weborca: 'https://weborca.invalid/' } } },
    );
    const codes = await place.codes();
    expect(codes).toContain('dns-failed');
    expect(codes).not.toContain('tls-failed');
    expect(codes).toContain('service-without-api');
  });

  test('what is broken in the store is told apart', async () => {
    const place = await ward();
    const folder = join(place.context.places.storeDir, 'clinic-a');
    const [version = ''] = await readdir(join(folder, 'versions'));
    const at = (file: string) => join(folder, 'versions', version, file);
    const manifest = await readFile(at('manifest.json'), 'utf8');
    await writeFile(at('manifest.json'), '{');
    expect(await place.codes({ offline: true })).toContain('manifest-broken');
    const other = manifest.replace(
      /"p12Sha256": "[0-9a-f]{64}"/,
      `"p12Sha256": "${'0'.repeat(64)}"`,
    );
    await writeFile(at('manifest.json'), other);
    expect(await place.codes({ offline: true })).toContain('version-changed');
    await writeFile(at('manifest.json'), manifest);
    await writeFile(at('password.txt'), 'wrong');
    expect(await place.codes({ offline: true })).toContain('version-unusable');
    await rm(join(folder, 'versions', version), { recursive: true });
    expect(await place.codes({ offline: true })).toContain('store-empty');
  });

  test('pointer, rights, leftovers, and a name that nobody configured', async () => {
    const place = await ward();
    const store = place.context.places.storeDir;
    await rm(join(store, 'clinic-a', 'current'));
    await place.store('forgotten');
    await chmod(join(store, 'clinic-a', 'versions'), 0o755);
    const left = join(store, 'clinic-a', '.tmp-0123456789abcdef');
    await writeFile(left, '', { mode: 0o600 });
    await utimes(left, noon, noon);
    expect(await place.codes({ offline: true })).toEqual(
      expect.arrayContaining([
        'pointer-broken',
        'store-unknown-name',
        'permissions-wide',
        'leftover-temporary',
      ]),
    );
  });

  test('backups: none, missing, unreachable, found, damaged', async () => {
    const place = await ward();
    const more = { services: { test: place.service } };
    const at = place.at('usb');
    expect(await place.codes({ offline: true })).toContain('backups-none');
    await place.configure({ 'clinic-a': { service: 'test', backups: [at] } }, more);
    expect(await place.codes({ offline: true })).toContain('backup-unreachable');
    await mkdir(at);
    expect(await place.codes({ offline: true })).toContain('backup-missing');
    await backup(place.context, []);
    expect(await place.codes({ offline: true })).toContain('backup-found');
    const [folder = ''] = await readdir(join(at, 'clinic-a'));
    await writeFile(join(at, 'clinic-a', folder, 'password.txt'), 'x');
    expect(await place.codes({ offline: true })).toContain('backup-broken');
  });

  test('consumers as they are, without the arguments of a person’s own command', async () => {
    const place = await ward();
    const consumers = [
      { kind: 'pkcs12', path: place.at('client.p12') },
      { kind: 'manual', label: 'reception' },
      { kind: 'command', run: ['curl', '-u', `user:${canary}`] },
    ];
    await place.configure(
      { 'clinic-a': { service: 'test', consumers } },
      { services: { test: place.service } },
    );
    const { findings } = await place.look({ offline: true });
    const states = findings.filter(({ area }) => area === 'consumers');
    expect(states.map(({ facts }) => facts)).toMatchObject([
      { kind: 'pkcs12', path: '~/client.p12' },
      { kind: 'manual', path: 'reception' },
      { kind: 'command', path: 'curl' },
    ]);
    expect(JSON.stringify(findings)).not.toContain(canary);
  });

  test('a configuration that cannot be read is a finding, the rest of the machine is told', async () => {
    const place = await ward();
    await writeFile(place.context.places.configFile, '{ "certificates": ');
    const report = await place.look();
    expect(report.level).toBe('problem');
    expect(report.findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['system-described', 'configuration-invalid']),
    );
  });

  test('a certificate of nobody’s name is an error, not a report', async () => {
    const place = await ward();
    await expect(doctor(place.context, ['nobody'])).rejects.toMatchObject({
      code: 'name-unknown',
    });
  });

  test('one area that fails leaves the others', async () => {
    const place = await ward(0, {
      run: () => Promise.reject(new TypeError(`secret ${canary}`)),
    });
    const { findings } = await place.look({ offline: true });
    expect(findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['area-failed', 'versions-open']),
    );
    expect(JSON.stringify(findings)).not.toContain(canary);
  });

  test('NODE_TLS_REJECT_UNAUTHORIZED, further roots, a proxy that is not spoken', async () => {
    const place = await ward();
    const env = {
      ...place.context.effects.env,
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
      NODE_EXTRA_CA_CERTS: '/etc/ca.pem',
      ALL_PROXY: `socks5://user:${canary}@proxy:1080`,
    };
    const context = { ...place.context, effects: { ...place.context.effects, env } };
    const { findings } = await doctor(context, [], { offline: true });
    expect(findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['tls-check-off', 'roots-added', 'proxy-unsupported']),
    );
    expect(JSON.stringify(findings)).not.toContain(canary);
  });
});

describe('safe to paste', () => {
  test('a proxy that cannot be read is named by its variable alone', async () => {
    const place = await ward();
    const env = { ...place.context.effects.env, HTTPS_PROXY: `htp://hanako:${canary}@proxy` };
    const context = { ...place.context, effects: { ...place.context.effects, env } };
    const report = await doctor(context, [], { offline: true });
    const codes = report.findings.map(({ code }) => code);
    expect(codes).toContain('proxy-unreadable');
    expect(codes).not.toContain('proxy-none');
    for (const language of ['ja', 'en'] as const) {
      const text = doctorText(report, language).join('\n');
      expect(text).toContain('HTTPS_PROXY');
      for (const part of ['htp', 'hanako', canary]) expect(text).not.toContain(part);
    }
  });

  test('no password, no credentials of a proxy, no home folder, in neither language', async () => {
    const proxy = closing(await connectProxy({ credentials: `hanako:${canary}` }));
    const place = await ward();
    const url = `http://hanako:${encodeURIComponent(canary)}@127.0.0.1:${proxy.port}/`;
    const env = { ...place.context.effects.env, HTTPS_PROXY: url };
    const context = { ...place.context, effects: { ...place.context.effects, env } };
    const report = await doctor(context, [], {});
    const codes = report.findings.map(({ code }) => code);
    expect(codes).toEqual(
      expect.arrayContaining(['proxy-used', 'dns-by-proxy', 'weborca-accepts']),
    );
    expect(proxy.tunnels.length).toBeGreaterThan(0);
    const texts = [
      JSON.stringify(report),
      ...(['ja', 'en'] as const).map((language) => doctorText(report, language).join('\n')),
    ];
    for (const text of texts) {
      expect(text).not.toContain(canary);
      expect(text).not.toContain(encodeURIComponent(canary));
      expect(text).not.toContain('hanako');
      expect(text).not.toContain(place.home);
      expect(text).toContain('~');
    }
  });
});
