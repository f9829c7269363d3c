import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import yauzl from 'yauzl';
import { commonNameInUse, versionsOf, type Clinic } from './clinic.ts';
import type { Step } from './expect.ts';
import type { Answers, FreshWindows, Ran } from './machine.ts';
import { windowsNode } from './wine-root.ts';

const builder = path.resolve(
  import.meta.dirname,
  '../../packages/cli/scripts/build-windows-kit.ts',
);

/** Builds it (or takes one that was: `WEBORCA_KIT_ZIP`) and unpacks it as Explorer does: flat, under the zip's own folder. */
async function unpackKit(folder: string, work: string): Promise<string> {
  const args = [builder, work, '--windows', windowsNode()];
  const zipFile =
    process.env['WEBORCA_KIT_ZIP'] ??
    (await promisify(execFile)(process.execPath, args)).stdout.trim();
  const zip = await yauzl.openPromise(zipFile);
  for await (const entry of zip.eachEntry()) {
    const file = path.join(folder, entry.fileName);
    mkdirSync(path.dirname(file), { recursive: true });
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file));
  }
  rmSync(work, { recursive: true, force: true });
  return path.join(folder, path.basename(zipFile, '.zip'));
}

/** Of a certificate's backups; their names begin with the time. */
export function newestIn(folder: string): string {
  const names = readdirSync(folder).filter((one) => /^\d/.test(one));
  return path.join(folder, names.toSorted().at(-1) ?? '');
}

interface Desk {
  readonly fresh: FreshWindows;
  readonly kit: string;
  readonly home: string;
}

let desk: Promise<Desk | null> | null = null;

export function sitDown(clinic: Clinic): Promise<Desk | null> {
  return (desk ??= layOut(clinic));
}

/** A new PC with the unpacked zip on it, whose configuration knows the simulated service. */
async function layOut({ machine, told, at }: Clinic): Promise<Desk | null> {
  if (machine.fresh === null) return null;
  const fresh = machine.fresh();
  const kit = await unpackKit(fresh.at('Desktop', '証明書 (業者から)'), at('kit'));
  const home = fresh.at('AppData', 'Local', 'weborca-cert');
  mkdirSync(path.join(home, 'Config'), { recursive: true, mode: 0o700 });
  const { api, weborca, ca } = told;
  const production = { api, weborca, ca: machine.toWindows(ca) };
  writeFileSync(
    path.join(home, 'Config', 'config.json'),
    JSON.stringify({ services: { production } }),
  );
  return { fresh, kit, home };
}

export function begin({ fresh, kit }: Desk, answers: Answers): Promise<Ran> {
  const script = fresh.toWindows(path.join(kit, 'はじめに.cmd'));
  return fresh.talk([script], [...answers, ['何かキーを押して', '']]);
}

export function expectRan(ran: Ran, code: number): void {
  assert.equal(ran.code, code, `${ran.stdout}\n${ran.stderr}`);
  assert.equal(ran.stderr.includes('not asked'), false, ran.stderr);
}

/** What a clinic without Node gets, from its zip on. Nothing of it where no new Windows is to be had. */
export const kitSteps: readonly Step[] = [
  {
    title: 'the zip for a clinic without Node: its checksums, and texts that Notepad shows',
    async run(clinic) {
      const there = await sitDown(clinic);
      if (there === null) return;
      const { kit } = there;
      const sums = readFileSync(path.join(kit, 'SHA256SUMS'), 'utf8').trim().split('\n');
      assert.equal(sums.length, readdirSync(kit).length - 1);
      for (const line of sums) {
        const [sum = '', name = ''] = line.split('  ');
        const found = createHash('sha256').update(readFileSync(path.join(kit, name)));
        assert.equal(found.digest('hex'), sum, name);
      }
      const text = readFileSync(path.join(kit, 'お読みください.txt'), 'utf8');
      assert.match(text, /^\ufeffweborca-cert \d+\.\d+\.\d+ /);
      assert.doesNotMatch(text, /[^\r]\n/);
      const notices = readFileSync(path.join(kit, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
      assert.match(notices, /^Node\.js is licensed/m);
    },
  },
  {
    title: 'はじめに.cmd, from the zip to a renewed, backed-up, deployed certificate',
    async run(clinic) {
      const there = await sitDown(clinic);
      if (there === null) return;
      const { fresh, home } = there;
      const { p12 = '', passwordFile = '', commonName } = clinic.told.certificates[8] ?? {};
      const file = fresh.at('Documents', 'client 008.p12');
      copyFileSync(p12, file);
      const before = readFileSync(file);
      const posts = clinic.posts(8);
      mkdirSync(fresh.at('backup'));
      const ran = await begin(there, [
        ['証明書のファイル:', `"${fresh.toWindows(file)}" `],
        ['パスワードのファイル:', String.raw`C:\not there.txt`],
        ['パスワードのファイル:', ''],
        ['ほかのプログラムが使っている (y/N)', 'y'],
        // A blank too many makes no folder that Explorer does not open.
        ['バックアップ先:', `${fresh.toWindows(fresh.at('backup'))}\\ `],
        ['のパスワード:', readFileSync(passwordFile, 'utf8').trim()],
        ['名前:', ''],
        ['更新しますか。', 'ｙ'],
        ['登録しますか。', ''],
        ['インポートしますか。', 'n'],
      ]);
      expectRan(ran, 0);
      const store = readdirSync(path.join(home, 'Data', 'store'));
      const name = store.find((entry) => !entry.startsWith('.')) ?? '';
      assert.equal(commonNameInUse(path.join(home, 'Data'), name), commonName);
      assert.equal(clinic.posts(8), posts + 1);
      assert.equal(versionsOf(path.join(home, 'Data'), name).length, 2);
      assert.notDeepEqual(readFileSync(file), before);
      assert.equal(readdirSync(fresh.at('backup', name)).length >= 2, true);
      // Of its content Wine keeps neither triggers nor actions.
      const tasks = readdirSync(fresh.tasks).filter((one) => one.startsWith('weborca-cert'));
      assert.equal(tasks.length, 1);
    },
  },
  {
    title:
      'the program stays where it was put, answers at once, and so does the one without a console',
    async run(clinic) {
      const there = await sitDown(clinic);
      if (there === null) return;
      const { fresh } = there;
      const place = fresh.at('AppData', 'Local', 'Programs', 'weborca-cert');
      const batches = ['はじめに.cmd', 'コマンド.cmd', '反映.cmd'];
      const programs = ['weborca-cert.exe', 'weborca-certw.exe'];
      assert.deepEqual(readdirSync(place).toSorted(), [...programs, ...batches]);
      // Of the pages' own words in the window that is made for them.
      const commands = fresh.toWindows(path.join(place, 'コマンド.cmd'));
      const asked = await fresh.talk([commands], [['>', 'weborca-cert check && exit 7']]);
      expectRan(asked, 7);
      const program = fresh.toWindows(path.join(place, 'weborca-cert.exe'));
      assert.match((await fresh.start([program, '--version'])).stdout, /^\d+\.\d+\.\d+\s*$/);
      expectRan(await fresh.start([program, 'check']), 0);
      const task = fresh.toWindows(path.join(place, 'weborca-certw.exe'));
      expectRan(await fresh.start([task, 'renew', '--all', '--quiet', '--scheduled']), 0);
      // Its own exit code, which conhost.exe would keep to itself.
      expectRan(await fresh.start([task, 'status', 'nobody']), 2);
      // A newer zip, with the certificate under care already. What the site has renewed is received;
      // here it is the one in use, out of its own backup.
      const name = readdirSync(fresh.at('backup')).find((one) => !one.startsWith('.')) ?? '';
      const again = await begin(there, [
        ['受け取っていますか。', 'はい'],
        ['更新後のファイル:', fresh.toWindows(newestIn(fresh.at('backup', name)))],
        ...['更新しますか。', '登録しますか。', 'インポートしますか。'].map(
          (one) => [one, 'n'] as const,
        ),
      ]);
      expectRan(again, 0);
      assert.match(again.stdout, /すでに使用しています/);
      assert.equal(existsSync(path.join(place, 'weborca-cert.exe.new')), false);
      // Nothing waits for administrator rights: nobody is asked for them.
      const onDesk = fresh.toWindows(path.join(there.kit, '反映.cmd'));
      expectRan(await fresh.talk([onDesk], [['何かキーを押して', '']]), 0);
    },
  },
];
