import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textWidth } from '../src/render/width.ts';
import { openClinic, writeConfig, type Clinic } from './support/clinic.ts';
import { canPretend, leftOutElsewhere, pretendScheduler } from './support/scheduler.ts';
import { stable } from './support/transcript.ts';

// Every table on a terminal of 80 columns, with names of twenty Japanese characters:
// test/golden/eighty-columns.*.txt. Where lines break depends on how long paths are, so the folder's
// name is as long everywhere.
const parent = '/tmp';
const standing = '/tmp/weborca-cert-test-000000';
const name = (number: string): string => `医療法人社団青葉台内科小児科眼科第${number}`;
const [first, second, third, fourth] = ['００１', '００２', '００３', '００４'].map(name);
const label = '受付のパソコン2台のChromeにインポートする';

/** A path is not broken, whatever label or mark is before it. */
const whole = /^\s*(?:[!✔✖→] )?(?:\S+ {2,})?\S+$/;

describe.runIf(canPretend).each(['ja', 'en'] as const)(
  `tables in 80 columns, in %s${leftOutElsewhere}`,
  (lang) => {
    let clinic: Clinic;
    const blocks: string[] = [];
    const env: Record<string, string> = { COLUMNS: '80' };
    const at = (...path: readonly string[]): string => join(clinic.folder, ...path);
    const run = async (...args: readonly string[]): Promise<void> => {
      const { code, stdout, stderr } = await clinic.cli(args, { lang, env });
      const text = `${stderr}${stdout}`;
      for (const line of text.split('\n'))
        expect({ line, fits: textWidth(line) <= 80 || whole.test(line) }).toEqual({
          line,
          fits: true,
        });
      blocks.push(`$ weborca-cert ${args.join(' ')}\n${text}[exit code ${code}]\n`);
    };

    beforeAll(async () => {
      clinic = await openClinic({ daysLeft: 45, clients: 4 }, parent);
      for (const folder of ['証明書', 'bk', 'pem', 'zip', 'shared']) mkdirSync(at(folder));
      Object.assign(env, pretendScheduler(clinic.folder));
      for (const [index, one = ''] of [first, second, third, fourth].entries()) {
        copyFileSync(clinic.p12(index), at('証明書', `${one}.p12`));
        const password = one === fourth ? 'not-it' : clinic.password(index);
        writeFileSync(at('証明書', `${one}.txt`), password);
      }
      const { weborca, caFile: ca, api } = clinic.simulator;
      writeConfig(clinic.home, {
        services: { production: { api, weborca, ca, site: 'https://site.example/' } },
        publish: at('shared'),
        machine: '青葉台',
      });
    }, 120_000);
    afterAll(() => clinic.close());

    test('from a folder of files to the report', async () => {
      await run('add', at('証明書'));
      await run('inspect', at('証明書', `${first}.p12`), '--password-file', clinic.passwordFile(0));
      await run('site');
      copyFileSync(clinic.simulator.siteZip ?? '', at('zip', 'site.zip'));
      await run('site', '--due', '--downloads', at('zip'));
      await run('status');
      await run('check');

      const tell = at('reload');
      writeFileSync(tell, '#!/bin/sh\necho "could not bind to 0.0.0.0:443" >&2\nexit 3\n', {
        mode: 0o755,
      });
      const pem = [`certificate=${at('pem')}/client.crt`, `key=${at('pem')}/client.pem`];
      await run('consumers', 'add', second ?? '', 'pem', ...pem);
      await run('consumers', 'add', second ?? '', 'command', `run=["${tell}"]`);
      await run('consumers', 'add', second ?? '', 'manual', `label=${label}`);
      await run('deploy', '--dry-run');
      await run('backup', '--to', at('bk'), '--remember');
      await run('renew', '--dry-run');
      await run('renew', '--all', '--scheduled');
      await run('status');
      await run('check');
      await run('consumers', 'list', second ?? '');
      writeFileSync(tell, '#!/bin/sh\n');
      await run('deploy');
      await run('renew', second ?? '');
      await run('schedule', 'status');
      await run('schedule', 'install');
      await run('schedule', 'status');
      await run('status', second ?? '');
      await run('versions', second ?? '');
      await run('history');
      await run('report');
      await run('backup', '--check');
      await run('verify');
      await run('doctor');
      await run('status', '--from', awayToo());
      await run('check', '--from', at('shared'));

      const shown = stable(blocks.join('\n').replaceAll(clinic.folder, standing), {
        ...clinic,
        folder: '\0',
        home: '\0',
      });
      await expect(steady(shown)).toMatchFileSnapshot(`golden/eighty-columns.${lang}.txt`);
    }, 600_000);

    /** The folder as a vendor sees it: this machine by a name of its own, and one that is away. */
    function awayToo(): string {
      const [published = ''] = readdirSync(at('shared'));
      const document: object = JSON.parse(readFileSync(at('shared', published), 'utf8'));
      renameSync(at('shared', published), at('shared', '青葉台本院-00000000.weborca-cert.json'));
      const old = { ...document, at: new Date(Date.now() - 3 * 86_400_000) };
      writeFileSync(at('shared', '青葉台分院-00000001.weborca-cert.json'), JSON.stringify(old));
      return at('shared');
    }
  },
);

/** What differs between machines, in the same width. */
function steady(text: string): string {
  return text
    .replaceAll(/Node \d+\.\d+\.\d+(, |、)linux \S+ \S+/g, 'Node 24.0.0$1linux 6.0.0 x64')
    .replaceAll(/\s+\((?:このパソコンのプログラム|here): [^)]*\)/g, '')
    .replaceAll(/127\.0\.0\.1:\d{5}/g, '127.0.0.1:99999')
    .replaceAll(/(?<=青葉台-)[0-9a-f]{8}(?=\.weborca-cert)/g, '00000000')
    .replaceAll(/(?<=ファイルとフォルダー )\d+|\d+(?= files and folders)/g, '50');
}
