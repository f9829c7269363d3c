import { afterAll, beforeAll, describe as always, expect, it, vi } from 'vitest';
import { readFile } from 'node:fs/promises';
import { openPkcs12 } from '../../src/pkcs12/open.ts';
import { Secret } from '../../src/secret.ts';
import { haveCounterparts } from '../support/counterparts.ts';
import type { Effects, ProgramCall, ProgramResult } from '../../src/effects.ts';
import { type Certificates, makeCertificates } from './support/certificates.ts';
import { makePlace, placeIn, states } from './support/place.ts';

const describe = haveCounterparts('openssl') ? always : always.skip;

// Real files, keys and programs, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.close());

/** A place whose programs are only asked for, and answer what they are told to. */
async function recording(platform: NodeJS.Platform, answer: Partial<ProgramResult>) {
  const calls: ProgramCall[] = [];
  const made = await makePlace(certificates.renewed);
  const run: Effects['run'] = (call) => {
    calls.push(call);
    return Promise.resolve({ exitCode: 0, signal: null, stdout: '', stderr: '', ...answer });
  };
  return { calls, place: placeIn(made.root, { platform, run }) };
}

describe('a Secret in a cluster', () => {
  const entry = {
    kind: 'kubernetes-secret',
    name: 'weborca',
    namespace: 'clinic',
    context: 'prod',
  };

  it('gets a manifest on standard input, applied by the server', async () => {
    const { renewed } = certificates;
    const { calls, place } = await recording('linux', {
      stdout: 'secret/weborca serverside-applied',
    });
    const keys = { p12: 'client.p12', key: 'client.pem' };
    const [status] = await place.deploy([{ ...entry, keys }], renewed);
    expect(status).toMatchObject({ state: 'current', path: 'prod/clinic/weborca' });
    const [call] = calls;
    expect(call?.args).toStrictEqual([
      ...['apply', '--context', 'prod', '--namespace', 'clinic'],
      ...['--server-side', '--force-conflicts', '--field-manager=weborca-cert', '--filename=-'],
    ]);
    const manifest: unknown = JSON.parse(String(call?.stdin));
    expect(manifest).toMatchObject({
      kind: 'Secret',
      metadata: { name: 'weborca', namespace: 'clinic' },
      type: 'Opaque',
      data: {
        'client.p12': Buffer.from(renewed.p12).toString('base64'),
        password: Buffer.from('NewIssued2').toString('base64'),
        'client.pem': expect.stringMatching(/^LS0tLS1CRUdJTiBFTkNS/),
      },
    });
  });

  it('as kubernetes.io/tls holds certificate and plain key', async () => {
    const { calls, place } = await recording('linux', {});
    await place.deploy([{ ...entry, type: 'kubernetes.io/tls' }], certificates.renewed);
    const manifest: unknown = JSON.parse(String(calls[0]?.stdin));
    expect(manifest).toMatchObject({
      data: {
        'tls.crt': expect.any(String),
        'tls.key': expect.stringMatching(/^LS0tLS1CRUdJTiBQ/),
      },
    });
  });

  it('that cannot be written is told without its contents', async () => {
    const base64 = Buffer.from('NewIssued2').toString('base64');
    const { place } = await recording('linux', { exitCode: 1, stderr: `bad NewIssued2 ${base64}` });
    const [status] = await place.deploy([entry], certificates.renewed);
    expect(status).toMatchObject({ state: 'failed', output: 'bad ••• •••' });
  });

  it('has names that are names', async () => {
    const { calls, place } = await recording('linux', {});
    const wrong = [
      { ...entry, name: '--all' },
      { ...entry, namespace: 'a b' },
    ];
    expect(states(await place.deploy(wrong, certificates.renewed))).toStrictEqual([
      'failed field-invalid',
      'failed field-invalid',
    ]);
    expect(calls).toHaveLength(0);
  });
});

describe('the stores of Windows and macOS', () => {
  it('are asked for the fingerprint after an import', async () => {
    const { renewed } = certificates;
    const windows = await recording('win32', {
      stdout: `certificate ${renewed.fingerprint} True MAA=\r\n`,
    });
    const entry = { kind: 'windows-store' };
    expect(states(await windows.place.deploy([entry], renewed))).toStrictEqual(['current']);
    const nothing = await recording('win32', { stdout: '' });
    expect(states(await nothing.place.deploy([entry], renewed))).toStrictEqual([
      'failed not-found-afterwards',
    ]);
    const hash = `SHA-256 hash: ${renewed.fingerprint.toUpperCase()}\n`;
    const mac = await recording('darwin', { stdout: hash });
    expect(states(await mac.place.deploy([{ kind: 'keychain' }], renewed))).toStrictEqual([
      'current',
    ]);
    const calls = [...windows.calls, ...nothing.calls, ...mac.calls];
    expect(calls.flatMap(({ args }) => args).join(' ')).not.toContain('NewIssued2');
  });

  it('Windows is given no authority, only the certificate', async () => {
    const { renewed } = certificates;
    let given: readonly unknown[] | null = null;
    const run: Effects['run'] = async ({ stdin }) => {
      const [, base64 = ''] = /\$path = .*?FromBase64String\('([^']*)'/.exec(String(stdin)) ?? [];
      const file = await readFile(Buffer.from(base64, 'base64').toString());
      given = (await openPkcs12(file, renewed.password)).identity.chain;
      return { exitCode: 0, signal: null, stdout: '', stderr: '' };
    };
    expect(renewed.identity.chain).not.toEqual([]);
    const made = placeIn((await makePlace(renewed)).root, { platform: 'win32', run });
    await made.deploy([{ kind: 'windows-store' }], renewed);
    expect(given).toEqual([]);
  });

  it('a password that a keychain cannot be told is the reason, not the keychain', async () => {
    const { renewed } = certificates;
    const { place, calls } = await recording('darwin', {});
    const odd = { ...renewed, password: new Secret('two\nlines') };
    expect(states(await place.deploy([{ kind: 'keychain' }], odd))).toStrictEqual([
      'failed value-not-writable',
    ]);
    expect(calls).toHaveLength(0);
  });

  it('are not there on another system', async () => {
    const { place } = await recording('linux', {});
    const entries = [{ kind: 'windows-store' }, { kind: 'keychain' }];
    expect(states(await place.deploy(entries, certificates.renewed))).toStrictEqual([
      'failed tool-missing',
      'failed tool-missing',
    ]);
  });
});
