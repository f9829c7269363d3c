import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openClinic, type Clinic } from './support/clinic.ts';

let clinic: Clinic;
let stick: string;
beforeAll(async () => {
  clinic = await openClinic({ daysLeft: 45 });
  stick = join(clinic.folder, 'stick');
  mkdirSync(stick);
  await clinic.add('clinic-a');
});
afterAll(() => clinic.close());

async function lastBackup(): Promise<unknown> {
  const { stdout } = await clinic.cli(['status', '--json']);
  return JSON.parse(stdout).certificates[0].lastBackup;
}

/** As if nobody had read it since. */
function age(days: number): void {
  const folder = join(clinic.home, 'config', 'store', 'clinic-a', 'backups');
  for (const entry of readdirSync(folder)) {
    const file = join(folder, entry);
    const record = JSON.parse(readFileSync(file, 'utf8'));
    record.readAt = new Date(Date.now() - days * 86_400_000 - 60_000).toISOString();
    writeFileSync(file, JSON.stringify(record));
  }
}

describe('a backup in a folder that was named once', () => {
  test('counts in status, in the doctor and for the check', async () => {
    expect(await lastBackup()).toBeNull();
    expect((await clinic.cli(['backup', '--to', stick])).code).toBe(0);
    expect(await lastBackup()).toMatchObject({ path: expect.stringContaining(stick) });
    const { code, stdout } = await clinic.cli(['backup', '--check']);
    expect({ code, path: stdout.includes(stick) }).toEqual({ code: 0, path: true });
    expect((await clinic.cli(['doctor', 'clinic-a'])).stdout).not.toContain('there is no backup');
  });

  test.each([
    ['ja', 'バックアップを100日間確かめていません'],
    ['en', 'has not been read for 100 days'],
  ] as const)(
    'that nobody has read for 90 days is told in %s, until it was',
    async (lang, said) => {
      age(100);
      expect((await clinic.cli(['status'], { lang })).stdout).toContain(said);
      for (const command of ['status', 'doctor']) {
        const { stdout } = await clinic.cli([command], { lang });
        expect(stdout).toContain('100');
        expect(stdout).toContain('weborca-cert backup clinic-a --check');
      }
      expect((await clinic.cli(['backup', 'clinic-a', '--check'])).code).toBe(0);
      expect((await clinic.cli(['status'], { lang })).stdout).not.toContain(said);
    },
  );

  test('stays known while its drive is away, and is missed by the check', async () => {
    renameSync(stick, `${stick}.away`);
    expect(await lastBackup()).toMatchObject({ path: expect.stringContaining(stick) });
    expect((await clinic.cli(['backup', '--check'])).code).toBe(1);
    renameSync(`${stick}.away`, stick);
  });

  test('becomes the place of all later ones with --remember, comments kept', async () => {
    const config = join(clinic.home, 'config', 'config.json');
    const before = readFileSync(config, 'utf8');
    writeFileSync(config, before.replace('{', '{\n  // 院内のPC'));
    const { code, stdout } = await clinic.cli(['backup', '--to', stick, '--remember']);
    expect({ code, told: stdout.includes(`Later backups go to ${stick}`) }).toEqual({
      code: 0,
      told: true,
    });
    const after = readFileSync(config, 'utf8');
    expect(after).toContain('// 院内のPC');
    expect(JSON.parse(after.replace(/\/\/.*/, '')).certificates['clinic-a'].backups).toEqual([
      stick,
    ]);
    expect((await clinic.cli(['backup', '--remember'])).code).toBe(2);
  });
});

test.each(['ja', 'en'] as const)(
  'where nothing was backed up, no place is remembered, and none is promised: %s',
  async (lang) => {
    const other = await openClinic({ daysLeft: 45 });
    try {
      const place = join(other.folder, 'usb');
      mkdirSync(place);
      const args = ['backup', '--to', place, '--remember'];
      const { stdout } = await other.cli(args, { lang });
      expect(stdout).not.toContain(place);
      const { stdout: told } = await other.cli([...args, '--json'], { lang });
      expect(JSON.parse(told)).toMatchObject({ results: [], remembered: false });
    } finally {
      await other.close();
    }
  },
);

test('add --backup: one that fails is told, exit 1, and the certificate stays added', async () => {
  const other = await openClinic({ daysLeft: 45 });
  try {
    const place = join(other.folder, 'usb');
    mkdirSync(join(place, 'clinic-b'), { recursive: true });
    // Something of that name is no folder of backups.
    renameSync(join(place, 'clinic-b'), join(place, 'x'));
    writeFileSync(join(place, 'clinic-b'), 'no folder');
    const { code, stdout, stderr } = await other.add('clinic-b', 0, ['--backup', place]);
    expect(code).toBe(1);
    expect(stdout).toContain('clinic-b has been registered.');
    expect(stderr).toContain('[backup-failed]');
    expect((await other.cli(['status', 'clinic-b'])).code).toBe(0);
  } finally {
    await other.close();
  }
});
