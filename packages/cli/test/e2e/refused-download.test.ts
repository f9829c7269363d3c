import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { describeError, type RenewalResult } from '@weborca-cert/core';
import { isUnder, oldIsOver, uriLasts } from '../support/service-rule.ts';
import type { Clinic } from './support/clinic.ts';
import { day, expectDone, expectFailed, lastIssued, useClinics } from './support/clinics.ts';
import { abandoned, editService, hasJournal, stateOf } from './support/state.ts';

const { clinicWith } = useClinics();

function told({ error }: RenewalResult): { readonly en: string; readonly ja: string } {
  const both = (language: 'en' | 'ja'): string => {
    const { message, hint } = describeError(error, language);
    return `${message}\n${hint}`;
  };
  return { en: both('en'), ja: both('ja') };
}

describe('a download that is refused is told as one', () => {
  test.each([
    ['get-503-absurd', 'service-busy'],
    ['get-maintenance', 'service-maintenance'],
    ['get-401', 'service-refused-certificate'],
    ['get-404', 'download-failed'],
  ] as const)('%s: it was issued, and the next run fetches it', async (fault, code) => {
    const clinic = await clinicWith();
    clinic.simulator.arm(fault);
    const met = await clinic.renew();
    expectFailed(met, code);
    expect(met.error?.details).toMatchObject({ issuance: 'open' });
    const { en, ja } = told(met);
    expect(en).toMatch(
      /(?:was|is) (?:issued|on record)[^]*the next run downloads it[^]*--force[^]*abandons this one/,
    );
    expect(en).not.toContain('No renewal is requested');
    expect(ja).toMatch(/発行された証明書[^]*続きからダウンロード[^]*--force[^]*あきらめて/);
    expectDone(await clinic.renew(), 'resumed');
    expect(clinic.posts()).toBe(1);
  });

  test('given up in the run that asked: the next one asks again, and the record is kept', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('get-410');
    const met = await clinic.renew();
    expectFailed(met, 'download-failed');
    const details = met.error?.details;
    const kept = details !== undefined && 'kept' in details ? details.kept : '';
    expect(readFileSync(`${kept}/issued.json`, 'utf8')).toContain('"pass"');
    expect(told(met).en).toMatch(/abandoned[^]*requests another one/);
    expect(told(met).en).toContain(kept);
    expectDone(await clinic.renew(), 'renewed');
  });
});

describe('a host that is not permitted', () => {
  test('--force gives the issuance up and asks for another', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('post-foreign-uri');
    const met = await clinic.renew();
    expectFailed(met, 'download-foreign-host');
    expect(told(met).en).toMatch(/renew \S+ --force abandons this one/);
    expectDone(await clinic.renew({ force: true }), 'renewed');
    expect(clinic.posts()).toBe(2);
    expect(abandoned(clinic)).toEqual([['failures.json', 'issued.json', 'requested.json']]);
  });

  test('is waited for, longer than a service that refuses, but not until expiry', async () => {
    const clinic = await clinicWith({ simulator: { daysLeft: 40 } });
    clinic.simulator.arm('post-foreign-uri');
    const met = await clinic.renew();
    clinic.clock.advance(19 * day);
    expectFailed(await clinic.renew(), 'download-foreign-host');
    expect(clinic.posts()).toBe(1);
    clinic.clock.advance(day + 3_600_000);
    expectDone(await clinic.renew(), 'renewed');
    expect(clinic.posts()).toBe(2);
    expect(met.outcome).toBe('failed');
  });

  test('named after days, it still resumes; a refusal there has its own 24 hours', async () => {
    const clinic = await clinicWith({ simulator: { daysLeft: 40, rules: uriLasts } });
    clinic.simulator.arm('post-foreign-uri');
    const { error } = await clinic.renew();
    const host = error !== undefined && 'host' in error.details ? error.details.host : '';
    clinic.clock.advance(3 * day);
    editService(clinic, { downloadHosts: [host] });
    clinic.simulator.arm('get-401');
    expectFailed(await clinic.renew(), 'service-refused-certificate');
    expectDone(await clinic.renew(), 'resumed');
    expect(clinic.posts()).toBe(1);
  });
});

/**
 * What was interrupted is downloaded again; asked for anew, where each is given out once; refused, where
 * the old certificate is over.
 */
async function expectFollowing(clinic: Clinic): Promise<void> {
  const once = isUnder('downloads=once');
  const after = await clinic.renew();
  if (oldIsOver) expectFailed(after, 'service-refused-certificate');
  else expectDone(after, once ? 'renewed' : 'resumed');
  expect(clinic.posts()).toBe(once ? 2 : 1);
  expect(abandoned(clinic)).toHaveLength(once ? 1 : 0);
  expect(hasJournal(clinic)).toBe(oldIsOver);
  expect((await clinic.inUse()) === lastIssued(clinic)).toBe(!oldIsOver);
}

describe('interrupted during the download', () => {
  test.each([[false], [true]])(
    '--force %s: it ends at once, and nothing is lost',
    async (force) => {
      const clinic = await clinicWith();
      clinic.simulator.arm('get-404');
      expectFailed(await clinic.renew(), 'download-failed');
      clinic.simulator.arm('get-never');
      const stop = new AbortController();
      const { observe } = clinic.context;
      const stopped = await clinic.renew(
        { force },
        {
          signal: stop.signal,
          observe(event) {
            observe(event);
            if (event.kind === 'started' && event.step === 'download') {
              setTimeout(() => stop.abort(), 50);
            }
          },
        },
      );
      expectFailed(stopped, 'interrupted');
      expect(stopped.error?.details).toMatchObject({ during: 'download' });
      expect(hasJournal(clinic)).toBe(true);
      expect(readFileSync(stateOf(clinic, 'journal', 'issued.json'), 'utf8')).toContain('"pass"');
      await expectFollowing(clinic);
    },
  );
});
