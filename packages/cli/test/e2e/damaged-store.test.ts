import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { check, describeError, rollback, status } from '@weborca-cert/core';
import type { Clinic } from './support/clinic.ts';
import { expectDone, expectFailed, useClinics } from './support/clinics.ts';
import { stateOf } from './support/state.ts';

const { clinicWith } = useClinics();

function current(clinic: Clinic, file: string): string {
  return stateOf(clinic, 'versions', readFileSync(stateOf(clinic, 'current'), 'utf8').trim(), file);
}

async function statesOf({ context }: Clinic): Promise<readonly (string | undefined)[]> {
  const {
    certificates: [checked],
  } = await check(context, []);
  const [told] = await status(context, []);
  return [checked?.state, told?.state, told?.reason.code];
}

describe('files of the version in use that somebody has changed', () => {
  test.each([
    ['certificate.p12', 'x\n', 'structure'],
    ['password.txt', 'x\n', 'password'],
  ])('%s overwritten: which file, and what to do', async (file, text, at) => {
    const clinic = await clinicWith();
    const path = current(clinic, 'certificate.p12');
    writeFileSync(current(clinic, file), text);
    const met = await clinic.renew();
    expectFailed(met, 'pkcs12-damaged');
    expect(met.error?.details).toMatchObject({ path, at, stored: 'clinic-a' });
    for (const language of ['en', 'ja'] as const) {
      const { message, hint } = describeError(met.error, language);
      expect(message).toContain(path);
      expect(hint).toMatch(/weborca-cert restore [^]*weborca-cert rollback clinic-a/);
      expect(hint).not.toMatch(/zip/);
    }
    // There is no unfinished renewal that could have failed.
    const failed = clinic.events.filter((event) => event.kind === 'failed');
    expect(failed).toMatchObject([{ step: 'save', code: 'pkcs12-damaged' }]);
    expect(clinic.posts()).toBe(0);
  });

  test.each([
    ['certificate.p12', 'file-not-found'],
    ['password.txt', 'file-not-found'],
  ])('%s gone: check and status see it', async (file, reason) => {
    const clinic = await clinicWith();
    rmSync(current(clinic, file));
    expect(await statesOf(clinic)).toEqual(['unreadable', 'unreadable', reason]);
  });

  test('certificate.p12 emptied: check and status see it', async () => {
    const clinic = await clinicWith();
    writeFileSync(current(clinic, 'certificate.p12'), '');
    expect(await statesOf(clinic)).toEqual(['unreadable', 'unreadable', 'pkcs12-damaged']);
  });

  test('certificate.p12 changed: status sees it, check does not open anything', async () => {
    const clinic = await clinicWith();
    const file = current(clinic, 'certificate.p12');
    writeFileSync(file, readFileSync(file).toReversed());
    expect(await statesOf(clinic)).toEqual(['due', 'unreadable', 'pkcs12-damaged']);
  });

  test('rollback leads out of it', async () => {
    const clinic = await clinicWith();
    const before = await clinic.inUse();
    expectDone(await clinic.renew(), 'renewed');
    writeFileSync(current(clinic, 'certificate.p12'), 'x\n');
    expectFailed(await clinic.renew(), 'pkcs12-damaged');
    await rollback(clinic.context, 'clinic-a', { force: false });
    expect(await clinic.inUse()).toBe(before);
    expect(await statesOf(clinic)).toEqual(['due', 'due', 'due']);
  });
});

// As one of root's after `sudo`: of what is done, nothing is undone or kept from being done by it.
test('a history that takes no line: what is issued comes into use, and it is said', async () => {
  const clinic = await clinicWith();
  const history = stateOf(clinic, 'history.jsonl');
  rmSync(history, { force: true });
  mkdirSync(history);
  const before = await clinic.inUse();
  expectDone(await clinic.renew(), 'renewed');
  expect(await clinic.inUse()).not.toBe(before);
  expect(existsSync(stateOf(clinic, 'journal'))).toBe(false);
  expect(clinic.events).toContainEqual(
    expect.objectContaining({
      kind: 'notice',
      notice: 'journal-not-written',
      facts: { path: history },
    }),
  );
  expectDone(await clinic.renew(), 'not-due');
  expect(clinic.posts()).toBe(1);
});
