import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CommandName } from '../src/help/types.ts';
import { openClinic, type Clinic } from './support/clinic.ts';
import { canPretend, leftOutElsewhere, pretendScheduler } from './support/scheduler.ts';
import { problemsOf } from './support/schema.ts';

let clinic: Clinic;
let env: ReturnType<typeof pretendScheduler>;
beforeAll(async () => {
  clinic = await openClinic({ daysLeft: 45 });
  env = pretendScheduler(clinic.folder);
});
afterAll(() => clinic.close());

async function ask(name: CommandName, ...args: readonly string[]): Promise<unknown> {
  const { code, stdout } = await clinic.cli([...name.split(' '), ...args, '--json'], { env });
  expect(problemsOf(name, stdout)).toEqual([]);
  return { code, ...JSON.parse(stdout) };
}

test.runIf(canPretend)(
  `everything around running by itself answers by its schema${leftOutElsewhere}`,
  async () => {
    const backup = join(clinic.folder, 'backup');
    mkdirSync(backup);
    await clinic.add('clinic-a', 0, ['--in-place', '--backup', backup]);
    await clinic.cli(['consumers', 'add', 'clinic-a', 'manual', 'label=Chrome']);

    expect(await ask('status')).toMatchObject({ code: 0, lastRun: null });
    expect(await ask('renew', '--rehearse')).toMatchObject({
      code: 0,
      rehearsed: true,
      results: [{ name: 'clinic-a', outcome: 'renewed', verified: true, backups: [{ ok: true }] }],
      leftOut: [{ name: 'clinic-a', kind: 'manual', reason: 'by-hand' }],
      withoutApi: [],
    });
    expect(await ask('renew', '--rehearse', 'clinic-z')).toMatchObject({
      code: 2,
      error: { code: 'name-unknown' },
    });
    // Nothing of the rehearsal was real.
    expect(await ask('versions', 'clinic-a')).toMatchObject({ versions: [{ origin: 'added' }] });
    expect(await ask('status')).toMatchObject({ certificates: [{ daysLeft: 45 }], lastRun: null });

    expect(await ask('renew', '--scheduled')).toMatchObject({
      code: 0,
      results: [{ outcome: 'renewed' }],
    });
    expect(await ask('status')).toMatchObject({
      lastRun: { by: 'weborca-cert renew', certificates: 1, renewed: 1, failed: 0, failures: [] },
    });
    expect(await ask('schedule status')).toMatchObject({
      code: 1,
      installed: false,
      lastRun: { certificates: 1 },
      findings: expect.arrayContaining([
        expect.objectContaining({ code: 'schedule-none', level: 'warning' }),
      ]),
    });
    expect(await ask('schedule remove')).toMatchObject({ code: 0, removed: [] });
    const doctor = await ask('doctor');
    expect(doctor).toMatchObject({ code: 0, level: 'warning' });
    expect(JSON.stringify(doctor)).not.toContain(clinic.home);

    expect(await ask('report')).toMatchObject({
      code: 0,
      certificates: [{ name: 'clinic-a', commonName: 'client001', consumers: [{}, {}] }],
    });
    for (const format of ['csv', 'ics', 'html']) {
      const told = await ask('report', `--${format}`);
      expect(told).toMatchObject({ code: 0, format, content: expect.stringContaining('clinic-a') });
      const file = join(clinic.folder, `ledger.${format}`);
      expect(await ask('report', `--${format}`, '--to', file)).toMatchObject({ code: 0, file });
      expect(readFileSync(file, 'utf8')).toContain('client001');
    }
    expect(await ask('report', '--csv', '--html')).toMatchObject({ code: 2 });
    expect(await ask('report', '--to', 'ledger.csv')).toMatchObject({ code: 2 });
    expect(await ask('report', '--csv', '--to', '/missing/a')).toMatchObject({
      code: 1,
      error: { code: 'destination-not-writable' },
    });

    expect(await ask('import', 'nonsense')).toMatchObject({
      code: 2,
      error: { code: 'name-unknown' },
    });
    expect(await ask('import', '/missing/client001.p12')).toMatchObject({
      code: 1,
      error: { code: 'file-not-found' },
    });

    expect(await ask('uninstall')).toMatchObject({ code: 2, error: { code: 'usage-invalid' } });
    expect(await ask('uninstall', '--yes')).toMatchObject({
      code: 0,
      configuration: [join(clinic.home, 'config', 'config.json')],
      kept: expect.arrayContaining([backup, clinic.p12(0)]),
      withoutBackup: [],
      removed: expect.arrayContaining([join(clinic.home, 'config', 'store')]),
    });
    expect(await ask('uninstall', '--yes')).toMatchObject({ code: 0, removed: [] });
  },
  120_000,
);

test('a file that is not under care is imported all the same, where a store can be had', async () => {
  const file = [clinic.p12(0), '--password-file', clinic.passwordFile(0)];
  const told = await ask('import', ...file);
  // Without NSS's tools this machine has no store of certificates.
  expect([
    expect.objectContaining({ code: 0, name: null, imported: true }),
    expect.objectContaining({ code: 1, error: expect.objectContaining({ code: 'tool-missing' }) }),
  ]).toContainEqual(told);
});
