import { describe, expect, test } from 'vitest';
import { startSimulator } from '@weborca-cert/simulator';
import { isUnder, oldStaysAccepted, uriLasts } from '../support/service-rule.ts';
import {
  day,
  expectDone,
  expectFailed,
  hour,
  lastIssued,
  minute,
  useClinics,
} from './support/clinics.ts';
import { abandoned, editService, hasJournal } from './support/state.ts';

const { clinicWith, closeAfterwards } = useClinics();

describe('two days of outage', () => {
  test('a service that cannot be reached is asked again and again, and nothing is counted', async () => {
    const clinic = await clinicWith();
    const { simulator, clock } = clinic;
    await simulator.stop();
    for (let waited = 0; waited < 2 * day; waited += 4 * hour) {
      expectFailed(await clinic.renew(), 'service-unreachable');
      clock.advance(4 * hour);
    }
    const { authority, api } = simulator;
    const again = await startSimulator({
      authority,
      now: clock.now,
      port: Number(new URL(api).port),
    });
    closeAfterwards(again.stop);
    editService(clinic, { weborca: again.weborca });
    expectDone(await clinic.renew(), 'renewed');
    expect(again.issuances.length).toBe(1);
  });

  test('what was issued before it waits to be fetched', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('get-cut-before', 1000);
    for (let waited = 0; waited < 2 * day; waited += 12 * hour) {
      expectFailed(await clinic.renew(), 'download-failed');
      clinic.clock.advance(12 * hour);
    }
    clinic.simulator.disarm();
    // Where it does not live so long, each of the five runs asks anew, once, and keeps the one before.
    const isOver = isUnder('uri-life=ten-minutes');
    expectDone(await clinic.renew(), isOver ? 'renewed' : 'resumed');
    expect(clinic.posts()).toBe(isOver ? 5 : 1);
    expect(abandoned(clinic)).toHaveLength(isOver ? 4 : 0);
    expect(await clinic.inUse()).toBe(lastIssued(clinic));
  });

  test('two days of maintenance cost three requests a day, and no more', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('post-maintenance', 1000);
    for (let waited = 0; waited < 2 * day; waited += hour) {
      expect((await clinic.renew()).outcome).toBe('failed');
      clinic.clock.advance(hour);
    }
    expect(clinic.posts()).toBe(6);
    clinic.simulator.disarm();
    expectDone(await clinic.renew(), 'renewed');
  });
});

describe('a uri that does not work any more', () => {
  test('one that works once and broke off: the next run asks again', async () => {
    // With 404, which is also "not there yet", an hour is waited first: the tests below.
    const rules = { gone: '410', ...oldStaysAccepted } as const;
    const clinic = await clinicWith({ simulator: { rules } });
    clinic.simulator.arm('uri-once');
    clinic.simulator.arm('get-cut-after');
    const met = await clinic.renew();
    expectFailed(met, 'download-failed');
    expect(clinic.posts()).toBe(1);
    expect(abandoned(clinic)).toEqual([['issued.json', 'requested.json']]);
    expectDone(await clinic.renew(), 'renewed');
    expect(clinic.posts()).toBe(2);
  });

  test('404 twice, a minute apart', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('get-404', 3);
    expectFailed(await clinic.renew(), 'download-failed');
    clinic.clock.advance(minute - 1000);
    expectFailed(await clinic.renew(), 'download-failed');
    expect(clinic.posts()).toBe(1);
    expect(hasJournal(clinic)).toBe(true);
    clinic.clock.advance(1000);
    expectDone(await clinic.renew(), 'renewed');
    expect(clinic.posts()).toBe(2);
    expect(abandoned(clinic)).toEqual([['failures.json', 'issued.json', 'requested.json']]);
  });

  test('other refusals: 24 hours after the first', async () => {
    const clinic = await clinicWith({ simulator: { rules: uriLasts } });
    clinic.simulator.arm('get-401', 3);
    expectFailed(await clinic.renew(), 'service-refused-certificate');
    clinic.clock.advance(day - 1000);
    expectFailed(await clinic.renew(), 'service-refused-certificate');
    expect(clinic.posts()).toBe(1);
    clinic.clock.advance(1000);
    expectDone(await clinic.renew(), 'renewed');
    expect(clinic.posts()).toBe(2);
  });

  test('other refusals near the end: when half of what was left is gone', async () => {
    const clinic = await clinicWith({ simulator: { daysLeft: 0, rules: uriLasts } });
    clinic.simulator.arm('get-401', 3);
    expectFailed(await clinic.renew(), 'service-refused-certificate');
    clinic.clock.advance(29 * minute);
    expectFailed(await clinic.renew(), 'service-refused-certificate');
    clinic.clock.advance(minute);
    expectDone(await clinic.renew(), 'renewed');
    expect(clinic.posts()).toBe(2);
  });
});

describe('an issuance is bound to where it was asked for', () => {
  test.each([
    ['post-foreign-uri', 'localhost'],
    ['post-other-port-uri', '127.0.0.1'],
  ] as const)('%s: naming the host resumes it', async (fault, hostname) => {
    const clinic = await clinicWith();
    clinic.simulator.arm(fault);
    const met = await clinic.renew();
    expectFailed(met, 'download-foreign-host');
    const { details } = met.error ?? {};
    const host = details !== undefined && 'host' in details ? details.host : '';
    expect(host).toMatch(new RegExp(`^${hostname}:\\d+$`));
    expect(clinic.gets()).toBe(0);
    expectFailed(await clinic.renew(), 'download-foreign-host');
    expect(clinic.posts()).toBe(1);

    editService(clinic, { downloadHosts: ['download.example', host] });
    expectDone(await clinic.renew(), 'resumed');
    expect(clinic.posts()).toBe(1);
  });

  test.each([['https://elsewhere.example/api/cert'], [null]])(
    'an `api` that was changed to %s meanwhile does not matter',
    async (api) => {
      const clinic = await clinicWith();
      clinic.simulator.arm('get-404');
      expectFailed(await clinic.renew(), 'download-failed');
      editService(clinic, { api });
      expectDone(await clinic.renew(), 'resumed');
      expect(clinic.posts()).toBe(1);
    },
  );
});
