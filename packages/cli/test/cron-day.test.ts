import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openClinic, type Clinic } from './support/clinic.ts';
import { canPretend, leftOutElsewhere, pretendCron } from './support/scheduler.ts';
import { stable } from './support/transcript.ts';

// A server without systemd's manager of the user: test/golden/cron-day.*.txt.
const languages = ['ja', 'en'] as const;
describe.runIf(canPretend).each(languages)(`without systemd, in %s${leftOutElsewhere}`, (lang) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic({ daysLeft: 45 });
  });
  afterAll(() => clinic.close());

  test('an entry of the crontab; where there is none, the line', async () => {
    const blocks: string[] = [];
    const tab = join(clinic.folder, 'programs', 'tab');
    const others = '# nightly\n0 5 * * * /usr/local/bin/backup 2>&1 | logger\n';
    mkdirSync(join(clinic.folder, 'programs'));
    writeFileSync(tab, others);
    await clinic.add('clinic-a');

    const { stop, ...env } = pretendCron(clinic.folder, 'crontab');
    const run = async (
      words: Readonly<Record<string, string>>,
      ...args: readonly string[]
    ): Promise<void> => {
      const { code, stdout, stderr } = await clinic.cli(args, { lang, env: words });
      blocks.push(`$ weborca-cert ${args.join(' ')}\n${stderr}${stdout}[exit code ${code}]\n`);
    };
    try {
      await run(env, 'schedule', 'install');
      blocks.push(`$ crontab -l\n${readFileSync(tab, 'utf8')}`);
      await run(env, 'schedule', 'status');
      await run(env, 'schedule', 'install', '--quiet');
      await run(env, 'schedule', 'remove');
      expect(readFileSync(tab, 'utf8')).toBe(others);
      await run(env, 'schedule', 'status');
    } finally {
      stop();
    }
    const { stop: _, ...nothing } = pretendCron(clinic.folder, 'nothing');
    await run(nothing, 'schedule', 'install');
    await run(nothing, 'schedule', 'status');
    const transcript = stable(blocks.join('\n'), clinic)
      .replaceAll(/\b[1-5]?\d 10 \* \* \*/g, '17 10 * * *')
      .replaceAll(/T[\d:.]+Z;/g, 'T09:30:00.000Z;');
    await expect(transcript).toMatchFileSnapshot(`golden/cron-day.${lang}.txt`);
  });
});
