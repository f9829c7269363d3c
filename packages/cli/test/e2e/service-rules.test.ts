import { readFileSync } from 'node:fs';
import { describeError, rollback, verify, type Connect, type Identity } from '@weborca-cert/core';
import { parseServiceRule, serviceRuleChoices, type ServiceRules } from '@weborca-cert/simulator';
import { describe, expect, test } from 'vitest';
import { isLongRun, sweepOf } from '../../../core/test/support/sweep.ts';
import { assumedRules } from '../../../simulator/src/rules/catalogue.ts';
import { runCli } from '../support/cli.ts';
import type { Clinic } from './support/clinic.ts';
import { day, expectDone, expectFailed, hour, lastIssued, useClinics } from './support/clinics.ts';
import { writeP12 } from './support/renewed-elsewhere.ts';
import { abandoned, hasJournal } from './support/state.ts';

const { clinicWith } = useClinics();

const sweep = sweepOf('service rules', 5);
const rules = serviceRuleChoices.filter((_, index) => sweep.takes(index));

/** Whatever the rule of this run is. */
const rulesUnder = (rule: string): Partial<ServiceRules> => ({
  ...assumedRules,
  ...parseServiceRule(rule),
});

const under = (rule: string): Promise<Clinic> =>
  clinicWith({ simulator: { rules: rulesUnder(rule) } });

/** The process ends at this call: nothing is said, and nothing is tidied up. */
function endingAt(method: 'GET' | 'POST', connect: Connect): Connect {
  return (target) => {
    const connection = connect(target);
    return {
      ...connection,
      call: async (call, signal) => {
        if (call.method === method) throw new Error('the process has ended');
        return connection.call(call, signal);
      },
    };
  };
}

/** Whatever the service is like: a certificate of its making is in use, and nothing is open. */
async function expectRenewed(clinic: Clinic, posts: number): Promise<void> {
  expect(await clinic.inUse()).toBe(lastIssued(clinic));
  expect(clinic.posts()).toBe(posts);
  expect(hasJournal(clinic)).toBe(false);
  expectDone(await clinic.renew(), 'not-due');
}

/** Address and password of what was issued. */
function expectKept(clinic: Clinic, kept: { abandoned: number; open: boolean }): void {
  expect({ abandoned: abandoned(clinic).length, open: hasJournal(clinic) }).toEqual(kept);
}

/** Another program asks and fetches, and writes the file that both of them use. */
async function renewedByAnother({ simulator, context, p12 }: Clinic): Promise<void> {
  const [client] = simulator.certificates;
  if (client === undefined) throw new Error('no client certificate');
  const { identity, password } = client;
  const origin = new URL(simulator.api);
  const other = context.connect({ origin, identity, ca: simulator.ca, proxy: null });
  const usual = { maxBytes: 100_000, timeoutMs: 5000 };
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const body = Buffer.from('{}');
  await other.call({ ...usual, method: 'POST', url: origin, headers, body });
  const issuance = simulator.issuances.at(-1);
  if (issuance === undefined) throw new Error('nothing was issued');
  const url = new URL(`${simulator.api}/${issuance.id}`);
  await other.call({ ...usual, method: 'GET', url, headers });
  await other.close();
  const made: { identity: Identity } = issuance;
  await writeP12(p12, made, password);
}

describe(`renewals under every rule (${sweep.told})`, { timeout: 60_000 }, () => {
  test.each(rules)('%s: a renewal', async (rule) => {
    const clinic = await under(rule);
    const result = await clinic.renew();
    expectDone(result, 'renewed');
    expect(result.verified).toBe(true);
    await expectRenewed(clinic, 1);
  });

  test.each(rules)('%s: ended between POST and GET, gone on with a day later', async (rule) => {
    const clinic = await under(rule);
    const before = await clinic.inUse();
    await clinic.renew({}, { connect: endingAt('GET', clinic.context.connect) });
    expect(hasJournal(clinic)).toBe(true);
    expect(await clinic.inUse()).toBe(before);
    clinic.clock.advance(day);
    if (rule === 'uri-life=ten-minutes') {
      // What was issued is out of reach: it is kept, and asked for anew.
      expectDone(await clinic.renew(), 'renewed');
      expectKept(clinic, { abandoned: 1, open: false });
      return expectRenewed(clinic, 2);
    }
    expectDone(await clinic.renew(), 'resumed');
    await expectRenewed(clinic, 1);
  });

  test.each(rules)('%s: a download that is cut when its work is done', async (rule) => {
    const clinic = await under(rule);
    clinic.simulator.arm('get-cut-after');
    const result = await clinic.renew();
    if (rule === 'downloads=once') {
      expectFailed(result, 'download-failed');
      clinic.clock.advance(hour);
      expectDone(await clinic.renew(), 'renewed');
      return expectRenewed(clinic, 2);
    }
    if (rule === 'old-certificate=refused-once-downloaded') {
      // Nobody but a person at the management site can help; address and password are kept.
      expectFailed(result, 'service-refused-certificate');
      return expectKept(clinic, { abandoned: 0, open: true });
    }
    expectDone(result, 'renewed');
    await expectRenewed(clinic, 1);
  });

  test.each(rules)('%s: an answer that never came, asked again after an hour', async (rule) => {
    const clinic = await under(rule);
    clinic.simulator.arm('post-cut-after');
    expectFailed(await clinic.renew(), 'outcome-unknown');
    expectFailed(await clinic.renew(), 'outcome-unknown');
    clinic.clock.advance(hour);
    expectDone(await clinic.renew(), 'renewed');
    await expectRenewed(clinic, 2);
    // By `same-again` both requests have one result.
    expect(clinic.simulator.issuances).toHaveLength(rule === 'second-post=same-again' ? 1 : 2);
  });

  test.each(rules)('%s: another program has renewed, and no request goes out', async (rule) => {
    const clinic = await under(rule);
    await renewedByAnother(clinic);
    expectDone(await clinic.renew(), 'adopted');
    await expectRenewed(clinic, 1);
  });
});

describe('what only one rule brings about', () => {
  test.each([
    ['early-renewal=allowed', 'renewed'],
    ['early-renewal=refused', 'failed'],
  ] as const)('%s: forced with 200 days left', async (rule, outcome) => {
    const clinic = await clinicWith({ simulator: { daysLeft: 200, rules: rulesUnder(rule) } });
    const before = await clinic.inUse();
    const result = await clinic.renew({ force: true });
    expect(result.outcome).toBe(outcome);
    expect((await clinic.inUse()) === before).toBe(outcome === 'failed');
    const tooEarly = { code: 'service-refused-certificate', details: { daysLeft: 200 } };
    expect(result).toMatchObject(outcome === 'failed' ? { error: tooEarly } : {});
    expect(result.error === undefined ? '' : describeError(result.error, 'en').hint).toMatch(
      outcome === 'failed' ? /too early/ : /^$/,
    );
    expect(clinic.posts()).toBe(1);
  });

  test('old-certificate=refused-once-downloaded: the old one is refused, the new one is in use', async () => {
    const clinic = await under('old-certificate=refused-once-downloaded');
    const old = readFileSync(clinic.p12);
    expectDone(await clinic.renew(), 'renewed');
    expect(readFileSync(clinic.p12).equals(old)).toBe(false);
    const [client] = clinic.simulator.certificates;
    const { weborca, ca } = clinic.simulator;
    const url = new URL(weborca);
    const asking = { origin: url, identity: client?.identity ?? null, ca, proxy: null };
    const connection = clinic.context.connect(asking);
    const call = { method: 'GET', url, headers: {}, maxBytes: 1000, timeoutMs: 5000 } as const;
    const exchange = await connection.call(call);
    await connection.close();
    expect(exchange).toMatchObject({ kind: 'answer', answer: { status: 403 } });
  });

  const over = 'old-certificate=refused-once-downloaded';

  test(`${over}: the new one is refused as well, and nothing moves until it is accepted`, async () => {
    const clinic = await under(over);
    const before = await clinic.inUse();
    clinic.simulator.arm('weborca-refuse');
    expectFailed(await clinic.renew(), 'verification-inconclusive');
    expect(await clinic.inUse()).toBe(before);
    expectKept(clinic, { abandoned: 0, open: true });
    expectDone(await clinic.renew(), 'resumed');
    await expectRenewed(clinic, 1);
  });

  test(`${over}: after an unfit one nobody but the management site helps`, async () => {
    const clinic = await under(over);
    const before = await clinic.inUse();
    clinic.simulator.arm('other-cn');
    expectFailed(await clinic.renew(), 'issued-certificate-unfit');
    clinic.clock.advance(day);
    const met = await clinic.renew();
    expectFailed(met, 'service-refused-certificate');
    expect(describeError(met.error, 'en').hint).toContain('weborca-cert site');
    expect(await clinic.inUse()).toBe(before);
    expect(abandoned(clinic)).toEqual([expect.arrayContaining(['downloaded.p12', 'issued.json'])]);
  });

  test(`${over}: who went back to the old one has the later one still`, async () => {
    const clinic = await under(over);
    expectDone(await clinic.renew(), 'renewed');
    const { later } = await rollback(clinic.context, 'clinic-a', { force: false });
    const met = await clinic.renew({ force: true });
    expectFailed(met, 'service-refused-certificate');
    const [verified] = await verify(clinic.context, ['clinic-a']);
    for (const error of [met.error, verified?.error]) {
      const forward = `weborca-cert rollback clinic-a ${later}\n`;
      expect(describeError(error ?? '', 'ja').hint).toContain(forward);
      expect(describeError(error ?? '', 'en').hint).toContain(forward);
    }
    await rollback(clinic.context, 'clinic-a', { version: later ?? '', force: false });
    expect(await verify(clinic.context, ['clinic-a'])).toMatchObject([{ accepted: true }]);
    expect(await clinic.inUse()).toBe(lastIssued(clinic));
    expectDone(await clinic.renew(), 'not-due');
  });
});

describe('weborca-cert simulate', () => {
  test('--list-service-rules names each, and a wrong one is told', async () => {
    const listed = await runCli(['simulate', '--list-service-rules'], { home: '/nowhere' });
    expect(listed.stdout.trim().split('\n')).toEqual(serviceRuleChoices);
    const wrong = await runCli(['simulate', '--service-rule', 'uri-life=x'], { home: '/nowhere' });
    expect([wrong.code, wrong.stderr]).toEqual([
      2,
      expect.stringContaining('--list-service-rules'),
    ]);
    const none = await runCli(['simulate', '--replay', '/nowhere'], { home: '/nowhere' });
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('--replay')]);
  });
});

test.runIf(isLongRun)('the long run goes through all of them', () => {
  expect(rules).toEqual(serviceRuleChoices);
});
