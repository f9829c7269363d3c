import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { add, renew, Secret, status, type Identity, type PasswordSource } from '@weborca-cert/core';
import { runCli } from '../support/cli.ts';
import type { Clinic } from './support/clinic.ts';
import { day, expectDone, expectFailed, lastIssued, useClinics } from './support/clinics.ts';
import { commonNameOnly, elsewhere, fingerprint, writeP12 } from './support/renewed-elsewhere.ts';
import { clientPassword, consumed } from './support/state.ts';

const { clinicWith, closeAfterwards } = useClinics();

function given(password: string): PasswordSource {
  return async () => new Secret(password);
}

async function stateIn({ context }: Clinic): Promise<string | undefined> {
  return (await status(context, ['clinic-a']))[0]?.state;
}

/** The exit code of `check`, as a script sees it. */
async function checked({ home, folder }: Clinic): Promise<number | null> {
  return (await runCli(['check'], { home: folder, env: { WEBORCA_CERT_HOME: home } })).code;
}

describe('never adopted: a person decides', () => {
  test.each([
    ['other-subject', 'subject-differs'],
    ['other-issuer', 'issuer-differs'],
    ['ca-certificate', 'ca'],
    ['no-client-auth', 'no-client-auth'],
    ['reused-key', 'same-key'],
  ] as const)('%s', async (variant, reason) => {
    const clinic = await clinicWith();
    const old = await clinic.inUse();
    const beside = `${clinic.p12}.20261122`;
    await writeP12(beside, await elsewhere(clinic, variant), clientPassword(clinic));
    const met = await clinic.renew();
    expectFailed(met, 'issued-certificate-unfit');
    expect(met.error?.details).toMatchObject({ reasons: [reason] });
    expect(clinic.posts()).toBe(0);
    expect([await clinic.inUse(), await consumed(clinic)]).toEqual([old, old]);
    expect(await stateIn(clinic)).toBe('superseded');

    // Taken away by the person, it is forgotten.
    rmSync(beside);
    expectDone(await clinic.renew(), 'renewed');
    expect(await stateIn(clinic)).toBe('valid');
  });

  test('`check` exits 10, also for a certificate that is not due', async () => {
    const clinic = await clinicWith({ simulator: { daysLeft: 200 } });
    expect(await checked(clinic)).toBe(0);
    const other = await elsewhere(clinic, 'other-subject');
    await writeP12(`${clinic.p12}.20261122`, other, clientPassword(clinic));
    expectDone(await clinic.renew(), 'not-due');
    expect(await checked(clinic)).toBe(10);
  });

  test('one that is under care under another name', async () => {
    const clinic = await clinicWith();
    const renewed = await elsewhere(clinic);
    const file = path.join(clinic.folder, 'b', renewed.fileName);
    await writeP12(file, renewed, 'b');
    const password = given('b');
    await add(clinic.context, { file, name: 'clinic-b', password, inPlace: false });
    await writeP12(`${clinic.p12}.20261122`, renewed, clientPassword(clinic));
    const met = await clinic.renew();
    expectFailed(met, 'issued-certificate-unfit');
    expect(met.error?.details).toMatchObject({ reasons: ['known-elsewhere'] });
  });

  test('one that WebORCA does not accept, until it does', async () => {
    const clinic = await clinicWith();
    const renewed = await elsewhere(clinic);
    clinic.simulator.refuseAtWeborca(fingerprint(renewed));
    await writeP12(`${clinic.p12}.20261122`, renewed, clientPassword(clinic));
    expectFailed(await clinic.renew(), 'issued-certificate-unfit');
    expect(await stateIn(clinic)).toBe('superseded');
    clinic.simulator.acceptAtWeborca(fingerprint(renewed));
    clinic.simulator.arm('weborca-maintenance');
    expectFailed(await clinic.renew(), 'issued-certificate-unfit');
    expectDone(await clinic.renew(), 'adopted');
    expect(await stateIn(clinic)).toBe('valid');
  });

  test('it stops neither an urgent renewal nor --force', async () => {
    for (const [daysLeft, force] of [
      [20, false],
      [45, true],
    ] as const) {
      const clinic = await clinicWith({ simulator: { daysLeft } });
      const other = await elsewhere(clinic, 'other-subject');
      await writeP12(`${clinic.p12}.20261122`, other, clientPassword(clinic));
      expectDone(await clinic.renew({ force }), 'renewed');
      expect(await clinic.inUse()).toBe(lastIssued(clinic));
    }
  });
});

describe('passed over', () => {
  test.each(['earlier-expiry', 'other-cn'] as const)('%s', async (variant) => {
    const clinic = await clinicWith();
    const other = await elsewhere(clinic, variant);
    await writeP12(`${clinic.p12}.20261122`, other, clientPassword(clinic));
    expectDone(await clinic.renew(), 'renewed');
    expect(await clinic.inUse()).toBe(lastIssued(clinic));
  });

  test.each([
    [
      'another password',
      async (file: string, clinic: Clinic) => {
        await writeP12(file, await elsewhere(clinic), 'nobody knows');
      },
    ],
    [
      'damage',
      async (file: string, clinic: Clinic) => {
        writeFileSync(file, readFileSync(clinic.p12).subarray(0, 400));
      },
    ],
    ['a text', async (file: string) => writeFileSync(file, 'レセ電')],
  ])('what cannot be opened stops no renewal: %s', async (_, write) => {
    const clinic = await clinicWith();
    await write(`${clinic.p12}.20261122`, clinic);
    expectDone(await clinic.renew(), 'renewed');
    expect(await consumed(clinic)).toBe(lastIssued(clinic));
  });

  test('a consumer’s own file that cannot be opened is left, and said', async () => {
    const clinic = await clinicWith();
    await writeP12(clinic.p12, await elsewhere(clinic), 'nobody knows');
    const bytes = readFileSync(clinic.p12);
    const met = await clinic.renew();
    expect([met.outcome, met.error?.code]).toEqual(['renewed', 'consumer-failed']);
    expect(await clinic.inUse()).toBe(lastIssued(clinic));
    expect(readFileSync(clinic.p12)).toEqual(bytes);
  });

  test('another clinic’s certificate in monsiaj’s folder, which all clinics share', async () => {
    const homeDir = mkdtempSync(path.join(tmpdir(), 'weborca-cert-test-'));
    closeAfterwards(async () => rmSync(homeDir, { recursive: true }));
    const clinic = await clinicWith({ effects: { homeDir } });
    const file = path.join(homeDir, '.monsiaj', 'certificates', '20261122113005.p12');
    await writeP12(file, await elsewhere(clinic, 'other-subject'), clientPassword(clinic));
    expectDone(await clinic.renew(), 'renewed');
    expect(await clinic.inUse()).toBe(lastIssued(clinic));
  });
});

/** Puts a second certificate under care whose subject says nothing of the tenant. */
async function withBareSubject(fileName: string): Promise<{
  readonly clinic: Clinic;
  readonly folder: string;
  readonly renewed: Identity;
}> {
  const clinic = await clinicWith();
  const { authority } = clinic.simulator;
  const folder = path.join(clinic.folder, 'bare');
  const now = clinic.clock.now().getTime();
  const issued = (days: number): Promise<Identity> =>
    authority.issueClient({
      subjectDer: commonNameOnly('client001'),
      notBefore: new Date(now - day),
      notAfter: new Date(now + days * day),
      algorithm: 'p-256',
    });
  const file = path.join(folder, fileName);
  await writeP12(file, { identity: await issued(45) }, 'bare');
  await add(clinic.context, { file, name: 'bare', password: given('bare'), inPlace: true });
  return { clinic, folder, renewed: await issued(1000) };
}

describe('when the subject has only the CN, the official file name shows the tenant', () => {
  const official = '000000_JP_u00000007_client001.p12';

  test.each([
    [official, 'adopted', undefined],
    ['000000__JP_u00000007_client001.p12', 'adopted', undefined],
    ['client.p12', 'failed', ['tenant-not-shown']],
  ])('%s: %s', async (fileName, outcome, reasons) => {
    const { clinic, folder, renewed } = await withBareSubject(fileName);
    const beside = path.join(folder, `${fileName}.20261122`);
    await writeP12(beside, { identity: renewed }, 'bare');
    const [result] = await renew(clinic.context, ['bare'], { force: false, dryRun: false });
    const details =
      reasons === undefined ? undefined : { certificate: 'bare', reasons, path: beside };
    expect([result?.outcome, result?.error?.details]).toEqual([outcome, details]);
    expect(clinic.posts()).toBe(0);
  });
});
