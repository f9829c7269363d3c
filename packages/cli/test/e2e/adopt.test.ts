import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { versions, type RenewalResult } from '@weborca-cert/core';
import type { SimulatedClient } from '@weborca-cert/simulator';
import type { Clinic } from './support/clinic.ts';
import { expectDone, expectFailed, lastIssued, useClinics } from './support/clinics.ts';
import { elsewhere, fingerprint, writeP12 } from './support/renewed-elsewhere.ts';
import {
  clientPassword,
  consumed,
  editSettings,
  fingerprintOf,
  hasJournal,
} from './support/state.ts';

const { clinicWith, closeAfterwards } = useClinics();

function clientOf({ simulator }: Clinic): SimulatedClient {
  const [client] = simulator.certificates;
  if (client === undefined) throw new Error('no client certificate');
  return client;
}

function useConsumers(clinic: Clinic, consumers: readonly object[]): void {
  editSettings(clinic, ({ certificates }) => {
    certificates['clinic-a'] = { ...certificates['clinic-a'], consumers };
  });
}

/** Another file that the same certificate serves. */
async function withSecondConsumer(clinic: Clinic): Promise<string> {
  const file = path.join(clinic.folder, 'second', 'client.p12');
  const client = clientOf(clinic);
  await writeP12(file, client, client.password);
  const consumers = [clinic.p12, file].map((one) => ({ kind: 'pkcs12', path: one }));
  useConsumers(clinic, consumers);
  return file;
}

function monsiajHome(): { readonly homeDir: string; readonly certificates: string } {
  const homeDir = mkdtempSync(path.join(tmpdir(), 'weborca-cert-test-山田 '));
  closeAfterwards(async () => rmSync(homeDir, { recursive: true }));
  return { homeDir, certificates: path.join(homeDir, '.monsiaj', 'certificates') };
}

/** As `java.util.Properties.store` writes it, and back. */
function escaped(text: string): string {
  return text.replaceAll(/[^ -~]/g, (letter) => {
    const code = letter.charCodeAt(0).toString(16).padStart(4, '0');
    return String.raw`\u${code}`;
  });
}

function setting(file: string, key: string): string {
  const value = new RegExp(`${key}=(.*)`).exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  return value.replaceAll(/\\u([0-9A-Fa-f]{4})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function writeMonsiajSettings(homeDir: string, file: string, password: string): string {
  const config = {
    clientCertificateFile: file,
    clientCertificatePassword: password,
    saveClientCertificatePassword: 'true',
    usePKCS11: 'false',
  };
  const lines = Object.entries(config).map(
    ([key, value]) => `monsiaj.config.0.${key}=${escaped(value)}`,
  );
  const settings = path.join(homeDir, '.monsiaj', 'monsiaj.jsonrpc.properties');
  mkdirSync(path.dirname(settings), { recursive: true });
  writeFileSync(settings, `${lines.join('\n')}\n`);
  return settings;
}

async function expectAdopted(clinic: Clinic, result: RenewalResult, wanted: string): Promise<void> {
  expectDone(result, 'adopted');
  expect(result.new?.fingerprintSha256).toBe(wanted);
  expect(clinic.posts()).toBe(0);
  expect(await clinic.inUse()).toBe(wanted);
  const held = await versions(clinic.context, 'clinic-a');
  expect(held.filter(({ inUse }) => inUse).map(({ origin }) => origin)).toEqual(['adopted']);
  expect(held).toHaveLength(2);
  expect(hasJournal(clinic)).toBe(false);
  expectDone(await clinic.renew(), 'not-due');
}

describe('adopted, without a request', () => {
  test('what the receipt viewer put beside the consumer’s file; other consumers follow', async () => {
    const clinic = await clinicWith();
    const second = await withSecondConsumer(clinic);
    const renewed = await elsewhere(clinic);
    await writeP12(`${clinic.p12}.20261122`, renewed, clientPassword(clinic));
    await expectAdopted(clinic, await clinic.renew(), fingerprint(renewed));
    expect(await consumed(clinic)).toBe(fingerprint(renewed));
    expect(await fingerprintOf(second, clientPassword(clinic))).toBe(fingerprint(renewed));
  });

  test('what a hand put in the place of the consumer’s file', async () => {
    const clinic = await clinicWith();
    const second = await withSecondConsumer(clinic);
    const renewed = await elsewhere(clinic);
    await writeP12(clinic.p12, renewed, clientPassword(clinic));
    const bytes = readFileSync(clinic.p12);
    await expectAdopted(clinic, await clinic.renew({ force: true }), fingerprint(renewed));
    expect(readFileSync(clinic.p12)).toEqual(bytes);
    expect(await fingerprintOf(second, clientPassword(clinic))).toBe(fingerprint(renewed));
  });

  test('what monsiaj renewed, although it is no consumer', async () => {
    const { homeDir, certificates } = monsiajHome();
    const clinic = await clinicWith({ inPlace: false, effects: { homeDir } });
    const renewed = await elsewhere(clinic);
    await writeP12(path.join(certificates, '20261122113005.p12'), renewed, 'server-made');
    writeFileSync(path.join(certificates, '20261122113005.pass'), 'server-made\n');
    await expectAdopted(clinic, await clinic.renew(), fingerprint(renewed));
    expect(clinic.posts()).toBe(0);
  });

  test('what monsiaj renewed and uses already: its settings stay as they are', async () => {
    const { homeDir, certificates } = monsiajHome();
    const clinic = await clinicWith({ inPlace: false, effects: { homeDir } });
    const renewed = await elsewhere(clinic);
    const file = path.join(certificates, '20261122113005.p12');
    await writeP12(file, renewed, 'server-made');
    const settings = writeMonsiajSettings(homeDir, file, 'server-made');
    useConsumers(clinic, [{ kind: 'monsiaj', path: settings }]);
    const before = readFileSync(settings, 'utf8');
    await expectAdopted(clinic, await clinic.renew(), fingerprint(renewed));
    expect(readFileSync(settings, 'utf8')).toBe(before);
  });

  test('what the receipt viewer renewed comes to monsiaj as well', async () => {
    const { homeDir } = monsiajHome();
    const clinic = await clinicWith({ effects: { homeDir } });
    const old = path.join(homeDir, 'old.p12');
    await writeP12(old, clientOf(clinic), 'old one');
    const settings = writeMonsiajSettings(homeDir, old, 'old one');
    const consumers = [
      { kind: 'pkcs12', path: clinic.p12 },
      { kind: 'monsiaj', path: settings },
    ];
    useConsumers(clinic, consumers);
    const renewed = await elsewhere(clinic);
    await writeP12(`${clinic.p12}.20261122`, renewed, clientPassword(clinic));
    await expectAdopted(clinic, await clinic.renew(), fingerprint(renewed));
    const now = setting(settings, 'clientCertificateFile');
    const password = setting(settings, 'clientCertificatePassword');
    expect(await fingerprintOf(now, password)).toBe(fingerprint(renewed));
  });

  test('a certificate that is not due yet, too', async () => {
    const clinic = await clinicWith({ simulator: { daysLeft: 200 } });
    const renewed = await elsewhere(clinic);
    await writeP12(clinic.p12, renewed, clientPassword(clinic));
    await expectAdopted(clinic, await clinic.renew(), fingerprint(renewed));
    expect(await consumed(clinic)).toBe(fingerprint(renewed));
  });

  test('an open issuance is finished first', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('get-404');
    expectFailed(await clinic.renew(), 'download-failed');
    await writeP12(`${clinic.p12}.20261122`, await elsewhere(clinic), clientPassword(clinic));
    expectDone(await clinic.renew(), 'resumed');
    expect(await clinic.inUse()).toBe(lastIssued(clinic));
  });
});
