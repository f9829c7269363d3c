import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  add,
  receive,
  renew,
  Secret,
  status,
  toPem,
  type Identity,
  type PasswordSource,
} from '@weborca-cert/core';
import { expectDone, useClinics } from './support/clinics.ts';
import { haveCounterparts, runProgram } from './support/counterparts.ts';
import { elsewhere, fingerprint } from './support/renewed-elsewhere.ts';
import { leftOut } from '../../../core/test/support/left-out.ts';

const { clinicWith } = useClinics();
const haveOpenssl = haveCounterparts('openssl');

const nothing: PasswordSource = async () => null;

function given(password: string): PasswordSource {
  return async () => new Secret(password);
}

/** As openssl writes them; with a passphrase, the key is encrypted. */
async function writePem(
  folder: string,
  names: { readonly certificate: string; readonly key: string },
  identity: Identity,
  passphrase?: string,
): Promise<{ readonly certificate: string; readonly key: string }> {
  const pem = await toPem(identity);
  mkdirSync(folder, { recursive: true });
  const at = {
    certificate: path.join(folder, names.certificate),
    key: path.join(folder, names.key),
  };
  writeFileSync(at.certificate, pem.certificate);
  const how = passphrase === undefined ? ['-nocrypt'] : ['-passout', `pass:${passphrase}`];
  const out = ['pkcs8', '-topk8', '-out', at.key, ...how];
  expect(runProgram('openssl', out, { input: pem.key.reveal() }).stderr).toBe('');
  return at;
}

const dated = { certificate: 'client.crt.20261122', key: 'client.pem.20261122' };

const why = leftOut(haveOpenssl, 'no openssl');
describe.runIf(haveOpenssl)(`a certificate as PEM files${why}`, () => {
  test('is received as the receipt viewer saved it, with the key’s passphrase', async () => {
    const clinic = await clinicWith();
    const renewed = await elsewhere(clinic);
    const folder = path.join(clinic.folder, 'レセ電');
    const { certificate } = await writePem(folder, dated, renewed.identity, 'Pass 1');
    const take = (password: PasswordSource) =>
      receive(clinic.context, { file: certificate, password });
    await expect(take(nothing)).rejects.toMatchObject({ code: 'password-missing' });
    await expect(take(given('no'))).rejects.toMatchObject({ code: 'password-wrong' });
    expectDone(await take(given('Pass 1')), 'renewed');
    expect(await clinic.inUse()).toBe(fingerprint(renewed));
    expect(clinic.posts()).toBe(0);
  });

  test('without its key is told so', async () => {
    const clinic = await clinicWith();
    const renewed = await elsewhere(clinic);
    const file = path.join(clinic.folder, 'alone.crt');
    writeFileSync(file, (await toPem(renewed.identity)).certificate);
    await writePem(clinic.folder, { certificate: 'other.crt', key: 'other.pem' }, renewed.identity);
    const taken = receive(clinic.context, { file, password: nothing });
    await expect(taken).rejects.toMatchObject({
      code: 'not-a-certificate',
      details: { found: 'certificate only' },
    });
  });

  test.each([undefined, 'Kept-Passphrase'])(
    'is taken under care in place and renewed there; passphrase: %s',
    async (passphrase) => {
      const clinic = await clinicWith({ simulator: { clients: 2 } });
      const [, second] = clinic.simulator.certificates;
      if (second === undefined) throw new Error('no second client');
      const names = { certificate: 'client.crt', key: 'client.key' };
      const at = await writePem(
        path.join(clinic.folder, 'pem'),
        names,
        second.identity,
        passphrase,
      );
      const password = passphrase === undefined ? nothing : given(passphrase);
      const request = { file: at.certificate, name: 'pem', password, inPlace: true };
      const added = await add(clinic.context, request);
      expect(added.consumers).toMatchObject([{ kind: 'pem', state: 'current' }]);
      const before = readFileSync(at.key);
      const [result] = await renew(clinic.context, ['pem'], { force: false, dryRun: false });
      expect([result?.outcome, result?.error?.code]).toEqual(['renewed', undefined]);
      expect(readFileSync(at.key)).not.toEqual(before);
      const pass = passphrase === undefined ? [] : ['-passin', `pass:${passphrase}`];
      const key = runProgram('openssl', ['pkey', '-in', at.key, ...pass, '-pubout']);
      const certificate = runProgram('openssl', [
        'x509',
        '-in',
        at.certificate,
        '-noout',
        '-pubkey',
      ]);
      expect(key.stdout).toMatch(/BEGIN PUBLIC KEY/);
      expect(key.stdout).toBe(certificate.stdout);
      const [current] = await status(clinic.context, ['pem']);
      expect(current?.consumers).toMatchObject([{ state: 'current' }]);
    },
  );
});
