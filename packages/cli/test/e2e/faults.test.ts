import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeError, status, type Context, type RenewalResult } from '@weborca-cert/core';
import { faultNames, faults, type FaultName } from '@weborca-cert/simulator';
import { partOf } from '../../../core/test/support/sweep.ts';
import { assumedRules } from '../../../simulator/src/rules/catalogue.ts';
import { openClinic, type Clinic } from './support/clinic.ts';
import { expectationHere, expectations, type Expectation } from './support/faults.ts';
import { faultTable, type FaultRow } from './support/fault-table.ts';
import { abandoned, hasJournal } from './support/state.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const waits: Readonly<Record<Expectation['next'], number>> = {
  done: 0,
  resumes: 0,
  asks: 0,
  configuration: 0,
  site: day,
  'waits-hour': hour,
  'waits-retry': 2 * minute + 1000,
  'waits-day': day,
  'waits-valid': 2 * day + hour,
};

/** All of them where the page is written, which is of the service as it is assumed to be. */
const updates = process.env['UPDATE_DOCS'] === '1';
const rules = updates ? assumedRules : {};
const expectationOf = (name: FaultName): Expectation =>
  updates ? expectations[name] : expectationHere(name);
const part = updates ? faultNames : partOf('faults', faultNames, 2);
const rows = new Map<string, FaultRow>();

function note(name: FaultName, met: RenewalResult, { code, next }: Expectation): void {
  const assumed = expectations[name];
  if (assumed.code !== code || assumed.next !== next) return;
  const summary = faults.find((fault) => fault.name === name)?.summary ?? '';
  const { error } = met;
  const told = (language: 'ja' | 'en'): string =>
    error === undefined ? '' : describeError(error, language).message;
  rows.set(name, {
    name,
    summary,
    code: error?.code ?? null,
    next,
    ja: told('ja'),
    en: told('en'),
  });
}

/** The code that `status` finds: it asks nobody. */
async function onRecord(context: Context): Promise<string> {
  const [found] = await status(context, []);
  return found?.lastFailure?.error.code ?? 'ok';
}

/** Nothing goes on by itself, and nothing is lost: what was in use is, and the record stays. */
async function expectWaiting(
  clinic: Clinic,
  { error }: RenewalResult,
  { posts, before }: { readonly posts: number; readonly before: string },
): Promise<void> {
  expect(error?.code).toBe('service-refused-certificate');
  expect(clinic.posts()).toBeLessThanOrEqual(posts + 1);
  expect(await clinic.inUse()).toBe(before);
  expect(hasJournal(clinic) || abandoned(clinic).length > 0).toBe(true);
}

describe.concurrent('each fault alone, and with a success after it', { timeout: 120_000 }, () => {
  test.each(part.map((name) => [name, expectationOf(name)] as const))(
    '%s: %o',
    async (name, expectation) => {
      const { code, posts, next } = expectation;
      const clinic = await openClinic({ simulator: { keys: 'pool', p12: 'old', rules } });
      try {
        const before = await clinic.inUse();
        clinic.simulator.arm(name);
        const met = await clinic.renew();
        note(name, met, expectation);
        expect(met.error?.code ?? 'ok').toBe(code);
        expect(met.outcome).toBe(code === 'ok' ? 'renewed' : 'failed');
        expect(clinic.posts()).toBe(posts);
        expect((await clinic.inUse()) === before).toBe(code !== 'ok');
        expect(await onRecord(clinic.context)).toBe(code);
        clinic.simulator.disarm();
        if (next === 'configuration') return;

        // Politeness: an early second run sends nothing.
        if (waits[next] > 0) await clinic.renew();
        expect(clinic.posts()).toBe(posts);
        clinic.clock.advance(waits[next]);
        const after = await clinic.renew();
        if (next === 'site') return await expectWaiting(clinic, after, { posts, before });
        const resumed = next === 'resumes' || next === 'waits-valid';
        const asked = !resumed && next !== 'done';
        expect(after.error?.code ?? 'ok').toBe('ok');
        expect(after.outcome).toBe(asked ? 'renewed' : resumed ? 'resumed' : 'not-due');
        expect(clinic.posts()).toBe(posts + (asked ? 1 : 0));
        expect(await clinic.inUse()).not.toBe(before);
        expect(await onRecord(clinic.context)).toBe('ok');
      } finally {
        await clinic.close();
      }
    },
  );
});

describe('docs/faults.md', () => {
  test('is what these runs said', () => {
    const file = path.resolve(import.meta.dirname, '../../../../docs/faults.md');
    const table = faultTable(faultNames.flatMap((name) => rows.get(name) ?? []));
    if (updates) writeFileSync(file, table);
    const page = readFileSync(file, 'utf8');
    for (const line of table.split('\n')) expect(page.split('\n')).toContain(line);
    for (const name of faultNames) expect(page).toContain(`\`${name}\``);
    const isWhole = part.length === faultNames.length;
    expect(isWhole ? table : page).toBe(page);
  });
});
