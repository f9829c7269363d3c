import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openClinic, type Clinic } from './support/clinic.ts';
import { stable } from './support/transcript.ts';

// What people see around versions, backups and consumers: test/golden/second-day.*.txt.
describe.each(['ja', 'en'] as const)('a second day in %s', (lang) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic({ daysLeft: 45, p12: 'old' });
  });
  afterAll(() => clinic.close());

  test('backups, the management site, consumers, and a way back', async () => {
    const blocks: string[] = [];
    const run = async (...args: readonly string[]): Promise<void> => {
      const { code, stdout, stderr } = await clinic.cli(args, { lang });
      const shown = args.map((arg) => (arg.includes(' ') ? `'${arg}'` : arg)).join(' ');
      blocks.push(`$ weborca-cert ${shown}\n${stderr}${stdout}[exit code ${code}]\n`);
    };
    const usb = join(clinic.folder, 'usb');
    const pem = join(clinic.folder, 'pem');
    mkdirSync(usb);
    mkdirSync(pem);
    await clinic.add('clinic-a', 0, ['--in-place']);
    await run('backup');
    await run('backup', '--to', usb);
    await run('backup', '--to', join(clinic.folder, 'unplugged'));
    await run('site');
    await run('receive', clinic.simulator.siteZip ?? '');
    await run('receive', clinic.simulator.siteZip ?? '');
    await run('versions', 'clinic-a');
    const files = [`certificate=${pem}/client.crt`, `key=${pem}/client.pem`];
    await run('consumers', 'add', 'clinic-a', 'pem', ...files, 'encryptKey=true');
    await run('consumers', 'add', 'clinic-a', 'manual', 'label=Chrome, 受付PC 2');
    await run('consumers', 'add', 'clinic-a', 'pem');
    await run('status');
    await run('deploy', '--dry-run');
    await run('deploy');
    await run('consumers', 'done', 'clinic-a', 'Chrome, 受付PC 2');
    await run('consumers', 'list', 'clinic-a');
    await run('rollback', 'clinic-a', 'nonsense');
    await run('rollback', 'clinic-a');
    await run('consumers', 'remove', 'clinic-a', 'manual');
    await run('password', 'clinic-a');
    await run('rename', 'clinic-a', 'main');
    await run('history');
    await run('remove', 'main');
    await run('remove', 'main', '--yes');
    await run('status');
    const transcript = stable(blocks.join('\n'), clinic);
    await expect(transcript).toMatchFileSnapshot(`golden/second-day.${lang}.txt`);
  });
});
