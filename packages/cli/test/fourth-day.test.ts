import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { haveCounterparts } from './e2e/support/counterparts.ts';
import { openClinic, type Clinic } from './support/clinic.ts';
import { stable } from './support/transcript.ts';
import { leftOut } from '../../core/test/support/left-out.ts';

// What programs read, a store of this machine, and a store that was lost: golden/fourth-day.*.txt.
const hasCertutil = haveCounterparts('certutil');
describe.runIf(hasCertutil).each(['ja', 'en'] as const)(
  `a fourth day in %s${leftOut(hasCertutil, 'no certutil')}`,
  (lang) => {
    let clinic: Clinic;
    beforeAll(async () => {
      clinic = await openClinic({ daysLeft: 45 });
    });
    afterAll(() => clinic.close());

    test('lists, metrics, the browser, programs that ask, and a restore', async () => {
      const backup = join(clinic.folder, 'backup');
      const database = join(clinic.home, '.pki/nssdb');
      for (const folder of [backup, database]) mkdirSync(folder, { recursive: true });
      spawnSync('certutil', ['-N', '-d', `sql:${database}`, '--empty-password']);
      const blocks: string[] = [];
      const run = async (args: readonly string[], input = ''): Promise<void> => {
        const { code, stdout, stderr } = await clinic.cli(args, { lang, input });
        const said = args[0] === 'completion' ? beginning(stdout) : stdout;
        blocks.push(`$ weborca-cert ${args.join(' ')}\n${stderr}${said}[exit code ${code}]\n`);
      };
      await clinic.add('clinic-a', 0, ['--backup', backup]);
      await clinic.cli(['backup']);
      await run(['list']);
      await run(['import', 'clinic-a']);
      const site = clinic.simulator.siteZip ?? '';
      await run(['restore', site]);
      // The renewed one, from the management site: now there are two of one name.
      await run(['import', site]);
      await run(['metrics']);
      await run(['completion', 'fish']);
      await run(['simulate', '--list-faults']);
      await run(['mcp'], `${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' })}\n`);

      // The store is lost with its disk; the backup is what is left.
      rmSync(join(clinic.home, 'config', 'store'), { recursive: true });
      await run(['list']);
      const [folder = ''] = readdirSync(join(backup, 'clinic-a'));
      await run(['restore', join(backup, 'clinic-a')]);
      await run(['restore', join(backup, 'clinic-a', folder)]);
      await run(['list']);
      await run(['restore', join(backup, 'nowhere')]);

      const transcript = withoutSeconds(stable(blocks.join('\n'), clinic));
      await expect(transcript).toMatchFileSnapshot(`golden/fourth-day.${lang}.txt`);
    });
  },
);

/** A script of hundreds of lines: completion.test.ts reads all of it. */
function beginning(text: string): string {
  return `${text.split('\n').slice(0, 8).join('\n')}\n…\n`;
}

function withoutSeconds(text: string): string {
  return text.replaceAll(/(?<=_seconds(?:\{[^}]*\})? )\d{10}\b/g, '1864546200');
}
