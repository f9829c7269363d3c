import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leftOut } from '../../core/test/support/left-out.ts';
import { openClinic, type Clinic } from './support/clinic.ts';
import { drives, otherDisk, withDrives, withoutDrives } from './support/drives.ts';
import { stable } from './support/transcript.ts';

// The disk of the store, a drive that is plugged in, and the same under another letter:
// test/golden/two-disks.*.txt.
const why = withoutDrives();
const left = leftOut(why === null, why ?? '');

describe.runIf(why === null).each(['ja', 'en'] as const)(`two disks, in %s${left}`, (lang) => {
  let clinic: Clinic;
  let stick: string;
  beforeAll(async () => {
    clinic = await openClinic({ daysLeft: 45, clients: 2 }, '/tmp');
    stick = mkdtempSync(join(otherDisk, 'weborca-cert-test-'));
  });
  afterAll(async () => {
    rmSync(stick, { recursive: true });
    await clinic.close();
  });

  test('where a backup lies, when it was read, and where its drive is today', async () => {
    const usb = join(drives, 'USB', '控え');
    const beside = join(clinic.folder, 'backup');
    const blocks: string[] = [];
    const run = async (
      plugged: string | null,
      exit: number,
      ...args: readonly string[]
    ): Promise<string> => {
      const before = withDrives(plugged === null ? {} : { [plugged]: stick });
      const env = { COLUMNS: '80' };
      const { code, stdout, stderr } = await clinic.cli(args, { lang, before, env });
      const said = args[0] === 'doctor' ? onBackups(stdout) : stdout;
      const text = `$ weborca-cert ${args.join(' ')}\n${stderr}${said}[exit code ${code}]\n`;
      blocks.push(text);
      expect({ text, code }).toEqual({ text, code: exit });
      return text;
    };
    const note = (text: string): void => void blocks.push(`# ${text}\n`);

    note('nothing is registered: nothing is made');
    await run('USB', 0, 'backup', '--to', usb);
    expect(readdirSync(stick)).toEqual([]);
    const file = [clinic.p12(0), '--password-file', clinic.passwordFile(0)];
    await clinic.cli(['add', ...file, '--name', 'clinic-a', '--service', 'rehearsal']);
    await run('USB', 0, 'status');

    note('on the disk of the store');
    await run('USB', 0, 'backup', '--to', beside);
    await run('USB', 0, 'status');
    await run('USB', 0, 'doctor', 'clinic-a');

    note('on a drive, from now on');
    await run('USB', 0, 'backup', '--to', usb, '--remember');
    await run('USB', 0, 'status', 'clinic-a');
    await run('USB', 0, 'doctor', 'clinic-a');
    await run('USB', 0, 'rename', 'clinic-a', '本院');
    await run('USB', 0, 'backup', '--check');

    note('a hundred days later, the drive is away, then under another name');
    age(clinic, '本院', 100);
    await run(null, 0, 'status');
    await run(null, 1, 'backup', '--check');
    await run('USB1', 0, 'backup', '--check');
    await run('USB1', 0, 'status', '本院');
    await run('USB1', 0, 'renew', '--rehearse');
    await run('USB1', 0, 'renew');

    note('with a place from the beginning');
    const other = [clinic.p12(1), '--password-file', clinic.passwordFile(1)];
    const place = ['--backup', join(drives, 'USB1', '控え')];
    await run('USB1', 0, 'add', ...other, '--name', '分院', '--service', 'rehearsal', ...place);
    await run('USB1', 0, 'status');

    const shown = stable(blocks.join('\n'), clinic).replaceAll(
      /127\.0\.0\.1:\d+/g,
      '127.0.0.1:99999',
    );
    await expect(shown).toMatchFileSnapshot(`golden/two-disks.${lang}.txt`);
  }, 300_000);
});

/** As if nobody had read any of them since. */
function age({ home }: Clinic, name: string, days: number): void {
  const folder = join(home, 'config', 'store', name, 'backups');
  for (const entry of readdirSync(folder)) {
    const file = join(folder, entry);
    const record = JSON.parse(readFileSync(file, 'utf8'));
    record.readAt = new Date(Date.now() - days * 86_400_000 - 60_000).toISOString();
    writeFileSync(file, JSON.stringify(record));
  }
}

/** What it has to say on backups. */
function onBackups(report: string): string {
  const [told = ''] = /^(?:バックアップ|Backups)\n(?:.+\n)+/m.exec(report) ?? [];
  return `…\n${told}…\n`;
}
