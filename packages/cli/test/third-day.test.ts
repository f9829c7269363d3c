import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openClinic, type Clinic } from './support/clinic.ts';
import { canPretend, leftOutElsewhere, pretendScheduler } from './support/scheduler.ts';
import { stable } from './support/transcript.ts';

// Running by itself, from the rehearsal to taking leave: test/golden/third-day.*.txt.
const languages = ['ja', 'en'] as const;
describe.runIf(canPretend).each(languages)(`a third day in %s${leftOutElsewhere}`, (lang) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic({ daysLeft: 45, clients: 3 });
  });
  afterAll(() => clinic.close());

  test('a rehearsal, the schedule, the ledger, the doctor, and the end', async () => {
    const pem = join(clinic.folder, 'pem');
    const backup = join(clinic.folder, 'backup');
    for (const folder of [pem, backup]) mkdirSync(folder);
    const env = pretendScheduler(clinic.folder);
    const blocks: string[] = [];
    const run = async (...args: readonly string[]): Promise<void> => {
      const { code, stdout, stderr } = await clinic.cli(args, { lang, env });
      blocks.push(`$ weborca-cert ${args.join(' ')}\n${stderr}${stdout}[exit code ${code}]\n`);
    };
    await clinic.add('clinic-a', 0, ['--in-place', '--backup', backup]);
    await clinic.add('clinic-b', 1);
    await clinic.add('clinic-c', 2);
    const files = [`certificate=${pem}/client.crt`, `key=${pem}/client.pem`];
    await clinic.cli(['consumers', 'add', 'clinic-a', 'pem', ...files]);
    await clinic.cli(['consumers', 'add', 'clinic-a', 'manual', 'label=受付PC 2']);
    const before = readFileSync(clinic.p12(0));

    await run('renew', 'clinic-a', '--rehearse');
    await run('renew', '--rehearse');
    expect(readFileSync(clinic.p12(0))).toEqual(before);
    await run('renew', '--rehearse', '--force');
    await run('schedule', 'status');
    await run('schedule', 'install');
    await run('schedule', 'status');
    // One is left: several at once would be at the fault in any order.
    for (const name of ['clinic-a', 'clinic-b']) await clinic.cli(['renew', name]);
    clinic.simulator.arm('post-500');
    await run('renew', '--all', '--scheduled');
    await run('status');
    await run('renew', '--all', '--scheduled');
    await run('status');
    await run('schedule', 'status');
    await run('report');
    await run('report', '--csv', '--to', join(clinic.folder, 'ledger.csv'));
    await run('report', '--csv', '--ics');
    await run('doctor', 'clinic-a');
    await run('doctor', 'clinic-z');
    await run('schedule', 'remove');
    await run('schedule', 'remove');
    await run('uninstall');
    await run('uninstall', '--yes');
    await run('uninstall', '--yes');
    expect(readFileSync(join(clinic.folder, 'ledger.csv'), 'utf8')).toContain('clinic-b');
    const transcript = ofAnyMachine(stable(blocks.join('\n'), clinic));
    await expect(transcript).toMatchFileSnapshot(`golden/third-day.${lang}.txt`);
  });
});

/** What the doctor says of this machine. */
function ofAnyMachine(text: string): string {
  return text
    .replaceAll(/Node \d+\.\d+\.\d+(, |、)linux \S+ \S+/g, 'Node 24.0.0$1linux 6.0.0 x64')
    .replaceAll(/ \((?:このパソコンのプログラム|here): [^)]*\)/g, '')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:99999')
    .replaceAll(/(?<=ファイルとフォルダー )\d+|\d+(?= files and folders)/g, '50')
    .replaceAll(/rehearsals\/[0-9a-f]{16}/g, 'rehearsals/0123456789abcdef');
}
