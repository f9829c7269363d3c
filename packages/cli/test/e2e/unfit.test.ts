import { existsSync, mkdirSync, readdirSync, copyFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeError, receive, type RenewalResult } from '@weborca-cert/core';
import { oldStaysAccepted } from '../support/service-rule.ts';
import type { Clinic } from './support/clinic.ts';
import {
  day,
  expectDone,
  expectFailed,
  hour,
  lastIssued,
  minute,
  useClinics,
} from './support/clinics.ts';
import { abandoned, hasJournal, stateOf } from './support/state.ts';

const { clinicWith } = useClinics();

/** Where another request follows, with the certificate that asked before. */
const askedAgain = { simulator: { rules: oldStaysAccepted } };

function hintOf({ error }: RenewalResult): string {
  return describeError(error, 'en').hint;
}

/** The file that the error says is kept. */
function keptIn({ error }: RenewalResult): string {
  const details = error?.details;
  return details !== undefined && 'path' in details ? (details.path ?? '') : '';
}

async function refusedFor(fault: 'other-cn' | 'other-issuer' | 'no-client-auth'): Promise<{
  readonly clinic: Clinic;
  readonly met: RenewalResult;
  readonly file: string;
}> {
  const clinic = await clinicWith();
  clinic.simulator.arm(fault);
  const met = await clinic.renew();
  expectFailed(met, 'issued-certificate-unfit');
  return { clinic, met, file: keptIn(met) };
}

/** Nobody knows the password. */
const nobody = async (): Promise<null> => null;

describe('an issued certificate that is unfit', () => {
  test('says where it is kept, also in the runs after it', async () => {
    const { clinic, met, file } = await refusedFor('no-client-auth');
    expect(existsSync(file)).toBe(true);
    expect(hintOf(met)).toContain(file);
    const next = await clinic.renew();
    expectFailed(next, 'issued-certificate-unfit');
    expect(keptIn(next)).toBe(file);
    expect(hintOf(next)).toContain(file);
  });

  test('another CN: the command that is shown takes it in, with no password to look for', async () => {
    const { clinic, met, file } = await refusedFor('other-cn');
    expect(hintOf(met)).toContain(`weborca-cert receive ${file} --accept-cn client002`);
    const request = { file, password: nobody, acceptCn: 'client002' };
    expectDone(await receive(clinic.context, request), 'renewed');
    expect(await clinic.inUse()).toBe(lastIssued(clinic));
    expect(clinic.posts()).toBe(1);
  });

  test('another issuer', async () => {
    const { clinic, met, file } = await refusedFor('other-issuer');
    const { issuer = '' } = clinic.simulator.issuances.at(-1)?.identity.leaf.facts ?? {};
    expect(hintOf(met)).toContain(`--accept-issuer "${issuer}"`);
    const request = { file, password: nobody, acceptIssuer: issuer };
    // WebORCA does not know the other authority: that it was taken is what matters here.
    const taken = await receive(clinic.context, request);
    expect([taken.outcome, taken.error?.code]).not.toContain('issued-certificate-unfit');
    expect(readdirSync(stateOf(clinic, 'versions'))).toHaveLength(2);
  });

  test('what receive refuses is not said to be kept', async () => {
    const { clinic, file } = await refusedFor('no-client-auth');
    const refused = await receive(clinic.context, { file, password: nobody });
    expectFailed(refused, 'issued-certificate-unfit');
    expect(hintOf(refused)).not.toMatch(/kept|lies here/);
  });

  test('a copy elsewhere needs its password, whatever lies beside it', async () => {
    const { clinic, file } = await refusedFor('other-cn');
    const elsewhere = path.join(clinic.folder, 'clinic-a', 'abandoned', 'one');
    mkdirSync(elsewhere, { recursive: true });
    for (const name of readdirSync(path.dirname(file))) {
      copyFileSync(path.join(path.dirname(file), name), path.join(elsewhere, name));
    }
    const request = { file: path.join(elsewhere, 'downloaded.p12'), password: nobody };
    await expect(receive(clinic.context, request)).rejects.toMatchObject({
      code: 'password-missing',
    });
  });
});

describe('an issued certificate that fails on its dates alone', () => {
  test('expired already: kept, not unfit, and asked anew after a day', async () => {
    const clinic = await clinicWith(askedAgain);
    clinic.simulator.arm('expired');
    const met = await clinic.renew();
    expectFailed(met, 'certificate-expired');
    const until = new Date(clinic.clock.now().getTime() + day).toISOString();
    expect(met.error?.details).toMatchObject({ issued: true, until });
    expect(met.error?.retry).toBe('later');
    expect(describeError(met.error, 'en').message).toMatch(/was issued for clinic-a/);
    expect(hasJournal(clinic)).toBe(true);
    clinic.clock.advance(day - 1000);
    expectFailed(await clinic.renew(), 'certificate-expired');
    expect(clinic.posts()).toBe(1);
    clinic.clock.advance(1000);
    expectDone(await clinic.renew(), 'renewed');
    expect(clinic.posts()).toBe(2);
    expect(abandoned(clinic)[0]).toContain('downloaded.p12');
  });

  test('near the end: when half of what was left is gone', async () => {
    const clinic = await clinicWith({ simulator: { ...askedAgain.simulator, daysLeft: 0 } });
    clinic.simulator.arm('expired');
    expectFailed(await clinic.renew(), 'certificate-expired');
    clinic.clock.advance(29 * minute);
    expectFailed(await clinic.renew(), 'certificate-expired');
    clinic.clock.advance(minute);
    expectDone(await clinic.renew(), 'renewed');
  });

  test('--force asks anew at once', async () => {
    const clinic = await clinicWith(askedAgain);
    clinic.simulator.arm('expired');
    expectFailed(await clinic.renew(), 'certificate-expired');
    expectDone(await clinic.renew({ force: true }), 'renewed');
    expect(clinic.posts()).toBe(2);
  });

  test('four in a row: no three and out', async () => {
    const clinic = await clinicWith(askedAgain);
    clinic.simulator.arm('expired', 4);
    for (let round = 1; round <= 4; round += 1) {
      expectFailed(await clinic.renew(), 'certificate-expired');
      expect(clinic.posts()).toBe(round);
      clinic.clock.advance(day + hour);
    }
    expectDone(await clinic.renew(), 'renewed');
  });

  test('not valid yet: it is the new one, it is kept, and no clock is blamed', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('not-yet-valid');
    const met = await clinic.renew();
    expectFailed(met, 'certificate-not-yet-valid');
    for (const language of ['en', 'ja'] as const) {
      const { message, hint } = describeError(met.error, language);
      expect(`${message}\n${hint}`).not.toMatch(/computer|パソコン|時計/);
      expect(message).toMatch(/new certificate of clinic-a was received|新しい証明書を受け取って/);
    }
    clinic.clock.advance(2 * day + hour);
    expectDone(await clinic.renew(), 'resumed');
  });

  test('valid still, but not later than the one in use: unfit', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('earlier-expiry');
    expectFailed(await clinic.renew(), 'issued-certificate-unfit');
  });
});

describe('what is said to be kept is', () => {
  test('an answer that cannot be used: where', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('post-html');
    const met = await clinic.renew();
    expectFailed(met, 'service-answer-invalid');
    const file = stateOf(clinic, 'journal', 'unknown.json');
    expect(existsSync(file)).toBe(true);
    expect(hintOf(met)).toContain(file);
  });

  test('a redirect leaves nothing, and nothing is said of a record', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('post-redirect');
    const met = await clinic.renew();
    expectFailed(met, 'service-answer-invalid');
    expect(hintOf(met)).not.toMatch(/kept|record/);
    expect(hasJournal(clinic)).toBe(false);
  });

  test('a version that was refused for a day: kept, and another one comes', async () => {
    const clinic = await clinicWith(askedAgain);
    clinic.simulator.arm('weborca-refuse');
    const first = await clinic.renew();
    expectFailed(first, 'verification-failed');
    expect(hintOf(first)).toContain('The next run checks again');
    clinic.clock.advance(day);
    clinic.simulator.arm('weborca-refuse');
    const last = await clinic.renew();
    expectFailed(last, 'verification-failed');
    expect(hintOf(last)).toContain('the next run requests another one');
    expect(readdirSync(stateOf(clinic, 'versions'))).toHaveLength(2);
    expectDone(await clinic.renew(), 'renewed');
    expect(clinic.posts()).toBe(2);
  });
});

test('three requests a day: the fourth is told why it has to wait', async () => {
  const clinic = await clinicWith();
  clinic.simulator.arm('post-500', 3);
  for (let round = 0; round < 3; round += 1) expectFailed(await clinic.renew(), 'service-failed');
  const busy = await clinic.renew();
  expectFailed(busy, 'service-busy');
  expect(busy.error?.details).toMatchObject({ reason: 'day-used-up' });
  expect(describeError(busy.error, 'en').message).toContain('three requests of a day are used up');
  expect(describeError(busy.error, 'ja').message).toContain('1日に3回まで');
});
