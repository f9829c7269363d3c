import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  receive,
  Secret,
  status,
  versions,
  type PasswordSource,
  type ReceiveRequest,
  type RenewalResult,
} from '@weborca-cert/core';
import { isUnder } from '../support/service-rule.ts';
import type { Clinic } from './support/clinic.ts';
import { day, expectDone, expectFailed, hour, lastIssued, useClinics } from './support/clinics.ts';
import { elsewhere, fingerprint, writeP12 } from './support/renewed-elsewhere.ts';
import { abandoned, clientPassword, consumed, hasJournal } from './support/state.ts';

const { clinicWith } = useClinics();

const nothing: PasswordSource = async () => null;

function given(password: string): PasswordSource {
  return async () => new Secret(password);
}

function take(
  { context }: Clinic,
  file: string,
  password: PasswordSource = nothing,
  more: Partial<ReceiveRequest> = {},
): Promise<RenewalResult> {
  return receive(context, { file, password, ...more });
}

function siteZip({ simulator }: Clinic): string {
  if (simulator.siteZip === null) throw new Error('no zip');
  return simulator.siteZip;
}

async function origins({ context }: Clinic): Promise<readonly string[]> {
  return (await versions(context, 'clinic-a')).map(({ origin }) => origin).toSorted();
}

describe('taken in like a renewal of our own', () => {
  test('the zip of the management site, with the password that lies in it', async () => {
    const clinic = await clinicWith();
    const met = await take(clinic, siteZip(clinic));
    expectDone(met, 'renewed');
    expect(met.verified).toBe(true);
    expect(await clinic.inUse()).toBe(met.new?.fingerprintSha256);
    expect(await consumed(clinic)).toBe(met.new?.fingerprintSha256);
    expect(await origins(clinic)).toEqual(['added', 'received']);
    expect(clinic.posts()).toBe(0);
    expectDone(await clinic.renew(), 'not-due');
  });

  test.each(['ダウンロード/証明書 (1).p12', 'client.p12.20261122', 'no-extension'])(
    'what the browser or the receipt viewer saved, with its password: %s',
    async (name) => {
      const clinic = await clinicWith();
      const renewed = await elsewhere(clinic);
      const file = path.join(clinic.folder, name);
      await writeP12(file, renewed, 'パスワード 1');
      expectDone(await take(clinic, file, given('パスワード 1')), 'renewed');
      expect([await clinic.inUse(), await consumed(clinic)]).toEqual(
        Array(2).fill(fingerprint(renewed)),
      );
    },
  );

  test('the same certificate again is nothing to do', async () => {
    const clinic = await clinicWith();
    await take(clinic, siteZip(clinic));
    expectDone(await take(clinic, siteZip(clinic)), 'not-due');
    expect(await origins(clinic)).toEqual(['added', 'received']);
  });

  test('one that was left to a person', async () => {
    const clinic = await clinicWith();
    const renewed = await elsewhere(clinic);
    clinic.simulator.refuseAtWeborca(fingerprint(renewed));
    const beside = `${clinic.p12}.20261122`;
    await writeP12(beside, renewed, clientPassword(clinic));
    expectFailed(await clinic.renew(), 'issued-certificate-unfit');
    clinic.simulator.acceptAtWeborca(fingerprint(renewed));
    expectDone(await take(clinic, beside, given(clientPassword(clinic))), 'renewed');
    expect((await status(clinic.context, []))[0]?.state).toBe('valid');
  });
});

describe('refused', () => {
  test('without its password, or with a wrong one', async () => {
    const clinic = await clinicWith();
    const file = path.join(clinic.folder, 'b.p12');
    await writeP12(file, await elsewhere(clinic), 'right');
    await expect(take(clinic, file)).rejects.toMatchObject({ code: 'password-missing' });
    await expect(take(clinic, file, given('wrong'))).rejects.toMatchObject({
      code: 'password-wrong',
    });
  });

  test.each([
    ['other-subject', ['subject-differs']],
    ['other-cn', ['subject-differs']],
    ['other-issuer', ['issuer-differs']],
    ['earlier-expiry', ['not-later']],
    ['reused-key', ['same-key']],
  ] as const)('%s: %o', async (variant, reasons) => {
    const clinic = await clinicWith();
    const before = await clinic.inUse();
    const file = path.join(clinic.folder, 'b.p12');
    await writeP12(file, await elsewhere(clinic, variant), 'b');
    const met = await take(clinic, file, given('b'), { name: 'clinic-a' });
    expectFailed(met, 'issued-certificate-unfit');
    expect(met.error?.details).toMatchObject({ reasons });
    expect([await clinic.inUse(), await consumed(clinic)]).toEqual([before, before]);
    expect(await origins(clinic)).toEqual(['added']);
  });

  test('when nobody says which one it is to replace', async () => {
    const clinic = await clinicWith();
    const file = path.join(clinic.folder, 'b.p12');
    await writeP12(file, await elsewhere(clinic, 'other-subject'), 'b');
    await expect(take(clinic, file, given('b'))).rejects.toMatchObject({ code: 'usage-invalid' });
  });

  test('when WebORCA refuses it: the version stays, nothing moves', async () => {
    const clinic = await clinicWith();
    const before = await clinic.inUse();
    const renewed = await elsewhere(clinic);
    clinic.simulator.refuseAtWeborca(fingerprint(renewed));
    const file = path.join(clinic.folder, 'b.p12');
    await writeP12(file, renewed, 'b');
    expectFailed(await take(clinic, file, given('b')), 'verification-failed');
    expect([await clinic.inUse(), await consumed(clinic)]).toEqual([before, before]);
    clinic.simulator.acceptAtWeborca(fingerprint(renewed));
    expectDone(await clinic.renew(), 'resumed');
    expect(await consumed(clinic)).toBe(fingerprint(renewed));
    expect(clinic.posts()).toBe(0);
  });
});

describe('what differs is taken by name only', () => {
  test('--accept-cn', async () => {
    const clinic = await clinicWith();
    const other = await elsewhere(clinic, 'other-cn');
    const file = path.join(clinic.folder, 'b.p12');
    await writeP12(file, other, 'b');
    const as = (acceptCn: string) => take(clinic, file, given('b'), { name: 'clinic-a', acceptCn });
    expectFailed(await as('client009'), 'issued-certificate-unfit');
    expectDone(await as(other.commonName), 'renewed');
    expect(await consumed(clinic)).toBe(fingerprint(other));
  });

  test('--accept-issuer', async () => {
    const clinic = await clinicWith();
    const other = await elsewhere(clinic, 'other-issuer');
    const file = path.join(clinic.folder, 'b.p12');
    await writeP12(file, other, 'b');
    const as = (acceptIssuer: string) =>
      take(clinic, file, given('b'), { name: 'clinic-a', acceptIssuer });
    expectFailed(await as('CN=somebody'), 'issued-certificate-unfit');
    // The simulator's WebORCA closes the connection to other issuers' certificates, without a word.
    expectFailed(await as(other.identity.leaf.facts.issuer), 'verification-inconclusive');
    const met = await clinic.renew({ force: true });
    expectDone(met, 'resumed');
    expect(met.new?.issuer).toBe(other.identity.leaf.facts.issuer);
  });
});

describe('with an issuance open', () => {
  test('that cannot be fetched: it is kept in abandoned/, and the file is taken', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('get-404', 2);
    expectFailed(await clinic.renew(), 'download-failed');
    clinic.clock.advance(hour);
    const met = await take(clinic, siteZip(clinic));
    expectDone(met, 'renewed');
    expect(await consumed(clinic)).toBe(met.new?.fingerprintSha256);
    expect(abandoned(clinic)).toEqual([expect.arrayContaining(['issued.json', 'requested.json'])]);
    expect(hasJournal(clinic)).toBe(false);
    expectDone(await clinic.renew(), 'not-due');
    expect(clinic.posts()).toBe(1);
  });

  test('that was downloaded and is not valid yet: its bytes are kept', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('not-yet-valid');
    expectFailed(await clinic.renew(), 'certificate-not-yet-valid');
    expectDone(await take(clinic, siteZip(clinic)), 'renewed');
    expect(abandoned(clinic)).toEqual([expect.arrayContaining(['downloaded.p12', 'issued.json'])]);
  });

  test('whose outcome is unknown', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('post-bad-json');
    expectFailed(await clinic.renew(), 'service-answer-invalid');
    expectDone(await take(clinic, siteZip(clinic)), 'renewed');
    expect(abandoned(clinic)).toEqual([expect.arrayContaining(['unknown.json'])]);
  });

  test('that can be finished: it is, and the later of the two is in use', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('get-404');
    expectFailed(await clinic.renew(), 'download-failed');
    clinic.clock.advance(day);
    const renewed = await elsewhere(clinic);
    const file = path.join(clinic.folder, 'b.p12');
    await writeP12(file, renewed, 'b');
    expectDone(await take(clinic, file, given('b')), 'renewed');
    expect(await clinic.inUse()).toBe(fingerprint(renewed));
    // Where its address is over by now, that and the password are kept.
    const isOver = isUnder('uri-life=ten-minutes');
    const kept = expect.arrayContaining(['issued.json']);
    expect(abandoned(clinic)).toEqual(isOver ? [kept] : []);
    const held = (await versions(clinic.context, 'clinic-a')).map(({ facts }) => facts);
    const has = held.some(({ fingerprintSha256 }) => fingerprintSha256 === lastIssued(clinic));
    expect(has).toBe(!isOver);
  });

  test('a file that is not fit leaves it open', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('get-404', 2);
    expectFailed(await clinic.renew(), 'download-failed');
    const file = path.join(clinic.folder, 'b.p12');
    await writeP12(file, await elsewhere(clinic, 'other-subject'), 'b');
    const met = await take(clinic, file, given('b'), { name: 'clinic-a' });
    expectFailed(met, 'issued-certificate-unfit');
    expect(abandoned(clinic)).toEqual([]);
    expectDone(await clinic.renew(), 'resumed');
    expect(clinic.posts()).toBe(1);
  });
});
