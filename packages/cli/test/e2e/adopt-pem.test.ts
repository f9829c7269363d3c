import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { status, toPem, versions, type Identity, type RenewalResult } from '@weborca-cert/core';
import type { Clinic } from './support/clinic.ts';
import { expectDone, expectFailed, lastIssued, useClinics } from './support/clinics.ts';
import { haveCounterparts, runProgram } from './support/counterparts.ts';
import { elsewhere, fingerprint } from './support/renewed-elsewhere.ts';
import { clientPassword, editSettings, hasJournal } from './support/state.ts';
import { leftOut } from '../../../core/test/support/left-out.ts';

const { clinicWith } = useClinics();
const haveOpenssl = haveCounterparts('openssl');

interface PemPair {
  readonly certificate: string;
  readonly key: string;
}

/** Writes a certificate and its key as `openssl` does; with a passphrase, the key is encrypted. */
async function writePem(
  { certificate, key }: PemPair,
  identity: Identity,
  passphrase?: string,
): Promise<void> {
  const pem = await toPem(identity);
  mkdirSync(path.dirname(certificate), { recursive: true });
  writeFileSync(certificate, pem.certificate, { mode: 0o644 });
  const out = ['-topk8', '-out', key];
  const how = passphrase === undefined ? ['-nocrypt'] : ['-passout', `pass:${passphrase}`];
  const made = runProgram('openssl', ['pkcs8', ...out, ...how], { input: pem.key.reveal() });
  expect(made.stderr).toBe('');
}

function inFolder(clinic: Clinic, suffix = ''): PemPair {
  const at = (name: string): string => path.join(clinic.folder, '診療所 pem', name + suffix);
  return { certificate: at('client.crt'), key: at('client.pem') };
}

function useConsumers(clinic: Clinic, consumers: readonly object[]): void {
  editSettings(clinic, ({ certificates }) => {
    certificates['clinic-a'] = { ...certificates['clinic-a'], consumers };
  });
}

/** A clinic whose certificate is used as PEM files, and nothing else. */
async function withPem(passphrase?: string): Promise<{ clinic: Clinic; pair: PemPair }> {
  const clinic = await clinicWith();
  const pair = inFolder(clinic);
  const [client] = clinic.simulator.certificates;
  if (client === undefined) throw new Error('no client certificate');
  await writePem(pair, client.identity, passphrase);
  useConsumers(clinic, [{ kind: 'pem', ...pair }]);
  return { clinic, pair };
}

async function expectAdopted(clinic: Clinic, result: RenewalResult, wanted: string): Promise<void> {
  expectDone(result, 'adopted');
  expect(result.new?.fingerprintSha256).toBe(wanted);
  expect(clinic.posts()).toBe(0);
  expect(await clinic.inUse()).toBe(wanted);
  expect(hasJournal(clinic)).toBe(false);
  expectDone(await clinic.renew(), 'not-due');
}

/** The password of the version in use. */
async function storedPassword(clinic: Clinic): Promise<string> {
  const inUse = (await versions(clinic.context, 'clinic-a')).find((one) => one.inUse);
  return readFileSync(path.join(inUse?.folder ?? '', 'password.txt'), 'utf8');
}

const why = leftOut(haveOpenssl, 'no openssl');
describe.runIf(haveOpenssl)(`PEM files that another program renewed${why}`, () => {
  test('in place, with a plain key: adopted under a password of its own; untouched', async () => {
    const { clinic, pair } = await withPem();
    const renewed = await elsewhere(clinic);
    await writePem(pair, renewed.identity);
    const before = [readFileSync(pair.certificate), readFileSync(pair.key)];
    await expectAdopted(clinic, await clinic.renew(), fingerprint(renewed));
    expect([readFileSync(pair.certificate), readFileSync(pair.key)]).toEqual(before);
    expect(await storedPassword(clinic)).toMatch(/^[A-Za-z0-9]{20}$/);
  });

  test('with an encrypted key: adopted under the passphrase that settings have', async () => {
    const { clinic, pair } = await withPem('Before-Renewal');
    const settings = path.join(clinic.folder, 'push-exchanger.yml');
    const named = `:cert: ${pair.certificate}\n:cert_key: ${pair.key}\n`;
    const text = `# 設定\n${named}:passphrase: 'After-Renewal' # 更新\n`;
    writeFileSync(settings, text);
    useConsumers(clinic, [{ kind: 'push-exchanger', path: settings }]);
    const renewed = await elsewhere(clinic);
    await writePem(pair, renewed.identity, 'After-Renewal');
    const before = [readFileSync(pair.certificate), readFileSync(pair.key)];
    await expectAdopted(clinic, await clinic.renew(), fingerprint(renewed));
    expect([readFileSync(pair.certificate), readFileSync(pair.key)]).toEqual(before);
    expect(readFileSync(settings, 'utf8')).toBe(text);
    expect(await storedPassword(clinic)).toBe('After-Renewal');
  });

  test('dated beside the consumer’s files: these follow', async () => {
    const { clinic, pair } = await withPem();
    const renewed = await elsewhere(clinic);
    await writePem(inFolder(clinic, '.20261122'), renewed.identity, clientPassword(clinic));
    await expectAdopted(clinic, await clinic.renew(), fingerprint(renewed));
    expect(readFileSync(pair.certificate, 'utf8')).toBe(
      (await toPem(renewed.identity)).certificate,
    );
    expect(readFileSync(pair.key, 'utf8')).toContain('BEGIN PRIVATE KEY');
  });

  test('as panda stamps them, with the password beside', async () => {
    const clinic = await clinicWith();
    const stamped = (stamp: string): PemPair => ({
      certificate: path.join(clinic.folder, 'certificates', `${stamp}.crt`),
      key: path.join(clinic.folder, 'certificates', `${stamp}.pem`),
    });
    const [client] = clinic.simulator.certificates;
    if (client === undefined) throw new Error('no client certificate');
    await writePem(stamped('20231122113005'), client.identity, 'first');
    useConsumers(clinic, [{ kind: 'pem', ...stamped('20231122113005'), password: 'keep' }]);
    const renewed = await elsewhere(clinic);
    await writePem(stamped('20261122113005'), renewed.identity, 'server-made');
    writeFileSync(path.join(clinic.folder, 'certificates', '20261122113005.pass'), 'server-made');
    const result = await clinic.renew();
    expect([result.outcome, result.new?.fingerprintSha256]).toEqual([
      'adopted',
      fingerprint(renewed),
    ]);
    expect(clinic.posts()).toBe(0);
  });

  test('of another tenant: a person decides', async () => {
    const { clinic, pair } = await withPem();
    await writePem(pair, (await elsewhere(clinic, 'other-subject')).identity);
    const met = await clinic.renew();
    expectFailed(met, 'issued-certificate-unfit');
    expect(met.error?.details).toMatchObject({
      reasons: ['subject-differs', 'tenant-not-shown'],
    });
    expect(clinic.posts()).toBe(0);
  });

  test('without a key that fits: waits for it, and says so', async () => {
    const { clinic, pair } = await withPem();
    const renewed = await elsewhere(clinic);
    writeFileSync(pair.certificate, (await toPem(renewed.identity)).certificate);
    const met = await clinic.renew();
    expectFailed(met, 'issued-certificate-unfit');
    expect(met.error?.details).toMatchObject({ reasons: ['key-not-found'] });
    expect((await status(clinic.context, ['clinic-a']))[0]?.state).toBe('superseded');
    expect(clinic.posts()).toBe(0);
    await writePem(pair, renewed.identity);
    await expectAdopted(clinic, await clinic.renew(), fingerprint(renewed));
  });

  test('what is no certificate any more stops no renewal', async () => {
    const { clinic, pair } = await withPem();
    writeFileSync(
      pair.certificate,
      '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n',
    );
    const met = await clinic.renew();
    expect([met.outcome, met.error?.code]).toEqual(['renewed', 'consumer-failed']);
    expect(await clinic.inUse()).toBe(lastIssued(clinic));
  });
});
