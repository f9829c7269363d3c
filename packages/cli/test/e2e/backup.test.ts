import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { backup, status, verifyBackups } from '@weborca-cert/core';
import { runCli } from '../support/cli.ts';
import type { Clinic } from './support/clinic.ts';
import { expectDone, lastIssued, useClinics } from './support/clinics.ts';
import { editSettings, fingerprintOf } from './support/state.ts';

const { clinicWith } = useClinics();

/** A clinic that backs up to folders of these names. */
async function clinicBackingUpTo(
  ...names: readonly string[]
): Promise<{ readonly clinic: Clinic; readonly drives: readonly string[] }> {
  const clinic = await clinicWith();
  const drives = names.map((name) => path.join(clinic.folder, name));
  for (const drive of drives) mkdirSync(drive, { mode: 0o700 });
  editSettings(clinic, ({ certificates }) => {
    certificates['clinic-a'] = { ...certificates['clinic-a'], backups: drives };
  });
  return { clinic, drives };
}

function backupsAt(drive: string): readonly string[] {
  const folder = path.join(drive, 'clinic-a');
  return readdirSync(folder).map((one) => path.join(folder, one));
}

/** The fingerprint of what a person with nothing but a file manager finds there. */
async function opened(folder: string): Promise<string> {
  const p12 = readdirSync(folder).find((name) => name.endsWith('.p12')) ?? '';
  const password = readFileSync(path.join(folder, 'password.txt'), 'utf8');
  return fingerprintOf(path.join(folder, p12), password);
}

describe('a renewal’s backups', () => {
  test('one at each destination, that opens with what lies beside it', async () => {
    const { clinic, drives } = await clinicBackingUpTo('USB 1', '控え');
    const met = await clinic.renew();
    expectDone(met, 'renewed');
    const folders = drives.flatMap(backupsAt);
    expect(met.backups).toMatchObject(folders.map((folder) => ({ path: folder, ok: true })));
    for (const folder of folders) {
      expect(await opened(folder)).toBe(lastIssued(clinic));
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      for (const name of readdirSync(folder)) {
        expect([name, statSync(path.join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
      }
      expect(readdirSync(folder)).toEqual(
        expect.arrayContaining(['README.txt', 'manifest.json', 'password.txt']),
      );
    }
    const [now] = await status(clinic.context, []);
    expect(folders).toContain(now?.lastBackup?.path);
  });

  test('an unplugged drive is told, the renewal stands, and the next run makes up for it', async () => {
    const { clinic, drives } = await clinicBackingUpTo('always', 'drive');
    const [always = '', drive = ''] = drives;
    const [first] = await backup(clinic.context, []);
    expect(first?.backups.every(({ ok }) => ok)).toBe(true);
    renameSync(drive, `${drive} in the drawer`);

    const met = await clinic.renew();
    expect([met.outcome, met.error?.code]).toEqual(['renewed', 'backup-failed']);
    expect(met.backups.map(({ ok }) => ok)).toEqual([true, false]);
    expect(await clinic.inUse()).toBe(lastIssued(clinic));

    const still = await clinic.renew();
    expect([still.outcome, still.error?.code]).toEqual(['not-due', 'backup-failed']);
    expect(backupsAt(always)).toHaveLength(2);

    renameSync(`${drive} in the drawer`, drive);
    expectDone(await clinic.renew(), 'not-due');
    const found = await Promise.all(backupsAt(drive).map(opened));
    expect(found).toHaveLength(2);
    expect(found).toContain(lastIssued(clinic));
    expectDone(await clinic.renew(), 'not-due');
    expect(backupsAt(drive)).toHaveLength(2);
    expect(clinic.posts()).toBe(1);
  });

  test('another drive at the same place is not the destination', async () => {
    const { clinic, drives } = await clinicBackingUpTo('drive');
    const [drive = ''] = drives;
    await backup(clinic.context, []);
    renameSync(drive, `${drive} in the drawer`);
    mkdirSync(drive);
    const met = await clinic.renew();
    expect([met.outcome, met.error?.code]).toEqual(['renewed', 'backup-failed']);
    expect(readdirSync(drive)).toEqual([]);
  });

  test('exit code 1, the outcome stays', async () => {
    const { clinic, drives } = await clinicBackingUpTo('drive');
    const [drive = ''] = drives;
    await backup(clinic.context, []);
    renameSync(drive, `${drive} in the drawer`);
    const env = { WEBORCA_CERT_HOME: clinic.home };
    const { code, stdout } = await runCli(['renew', '--json'], { home: clinic.folder, env });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      results: [{ outcome: 'renewed', backups: [{ ok: false }], error: { code: 'backup-failed' } }],
    });
  });
});

describe('backup --check', () => {
  test('opens every backup and finds one flipped byte, in whatever file', async () => {
    const { clinic, drives } = await clinicBackingUpTo('a', 'b');
    await backup(clinic.context, []);
    await clinic.renew();
    const whole = await verifyBackups(clinic.context, []);
    expect(whole).toHaveLength(4);
    for (const one of whole) expect(one).toMatchObject({ ok: true, opened: true });
    const [folder = ''] = drives.flatMap(backupsAt);
    for (const name of readdirSync(folder)) {
      const file = path.join(folder, name);
      const bytes = readFileSync(file);
      const flipped = Buffer.from(bytes);
      flipped[bytes.length >> 1] = (flipped[bytes.length >> 1] ?? 0) ^ 1;
      writeFileSync(file, flipped);
      const checked = await verifyBackups(clinic.context, ['clinic-a']);
      const bad = checked.filter(({ ok }) => !ok);
      expect([name, bad.map((one) => [one.path, one.error?.code])]).toEqual([
        name,
        [[folder, 'backup-failed']],
      ]);
      writeFileSync(file, bytes);
    }
    expect((await verifyBackups(clinic.context, [])).every(({ ok }) => ok)).toBe(true);
  });

  test('says which destination is not there', async () => {
    const { clinic, drives } = await clinicBackingUpTo('a');
    const [drive = ''] = drives;
    await backup(clinic.context, []);
    renameSync(drive, `${drive} away`);
    const [checked] = await verifyBackups(clinic.context, []);
    expect([checked?.path, checked?.ok, checked?.error?.code]).toEqual([
      drive,
      false,
      'backup-failed',
    ]);
  });
});
