import { readFile, stat } from 'node:fs/promises';
import { afterAll, beforeAll, describe as always, expect, it } from 'vitest';
import { haveCounterparts } from '../support/counterparts.ts';
import type { ProgramCall } from '../../src/effects.ts';
import { forgetImport, startImport } from '../../src/stores/import-certificate.ts';
import { isImported } from './support/is-imported.ts';
import { certificateToPem } from '../../src/pkcs12/pem.ts';
import { openPkcs12 } from '../../src/pkcs12/open.ts';
import { type Certificates, makeCertificates } from '../consumers/support/certificates.ts';
import { makePlace } from '../consumers/support/place.ts';

const describe = haveCounterparts('openssl') ? always : always.skip;

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.close());

async function on(platform: NodeJS.Platform, env: Record<string, string>, stdout = '') {
  const calls: ProgramCall[] = [];
  const place = await makePlace(certificates.renewed);
  const run = (call: ProgramCall) => {
    calls.push(call);
    return Promise.resolve({ exitCode: 0, signal: null, stdout, stderr: '' });
  };
  const effects = { ...place.effects, platform, env, run };
  return {
    calls,
    input: { effects, material: certificates.renewed, ownFolder: place.certificateFolder },
  };
}

describe('the import wizards', () => {
  it('get the file under its official name, owner-only, until it is not needed any more', async () => {
    const { calls, input } = await on('win32', {});
    const started = await startImport({ ...input, release: '10.0.26100' });
    expect(started).toMatchObject({
      route: 'windows-wizard',
      format: 'issued',
      asksForPassword: true,
    });
    expect(started.path.endsWith('000000_JP_u00000000_client001.p12')).toBe(true);
    expect(calls[0]?.args.at(-1)).toBe(started.path);
    expect(await readFile(started.path)).toStrictEqual(Buffer.from(certificates.renewed.p12));
    expect((await stat(started.path)).mode & 0o777).toBe(0o600);
    await forgetImport(input);
    await expect(stat(started.path)).rejects.toThrow('ENOENT');
  });

  it('of an old Windows get a file that it can open', async () => {
    const { input } = await on('win32', {});
    const started = await startImport({ ...input, release: '10.0.14393' });
    expect(started.format).toBe('compatible');
    const opened = await openPkcs12(await readFile(started.path), certificates.renewed.password);
    expect(opened.encryption.every(({ algorithm }) => algorithm.includes('3DES'))).toBe(true);
  });

  it('of Windows are reached from WSL', async () => {
    const windowsPath = '\\\\wsl.localhost\\Ubuntu\\x.p12\n';
    const { calls, input } = await on('linux', { WSL_DISTRO_NAME: 'Ubuntu' }, windowsPath);
    await startImport(input);
    expect(calls.map(({ program }) => program)).toStrictEqual([
      '/usr/bin/wslpath',
      '/mnt/c/Windows/System32/rundll32.exe',
    ]);
    expect(calls[1]?.args.at(-1)).toBe('\\\\wsl.localhost\\Ubuntu\\x.p12');
  });

  it('are followed by a look into the store', async () => {
    const { fingerprint } = certificates.renewed;
    const there = await on('win32', {}, `certificate ${fingerprint} True MAA=\r\n`);
    expect(await isImported(there.input.effects, fingerprint)).toBe(true);
    const mac = await on('darwin', {}, certificateToPem(certificates.renewed.identity.leaf.der));
    expect(await isImported(mac.input.effects, fingerprint)).toBe(true);
    const without = await on('win32', {}, `certificate ${fingerprint} False MAA=\r\n`);
    expect(await isImported(without.input.effects, fingerprint)).toBe(false);
  });
});
