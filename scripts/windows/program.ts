import assert from 'node:assert/strict';
import { cpSync, existsSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { commonNameInUse, type Clinic } from './clinic.ts';
import type { Step } from './expect.ts';
import { begin, expectRan, newestIn, sitDown } from './kit.ts';
import type { FreshWindows } from './machine.ts';
import { windowsNode } from './wine-root.ts';

const extension = path.resolve(import.meta.dirname, '../../packages/vscode-ext/src');

const placeOf = (fresh: FreshWindows): string =>
  fresh.at('AppData', 'Local', 'Programs', 'weborca-cert');

/** What the extension starts on this Windows; null: it says that there is none. */
async function foundByExtension({ at, machine }: Clinic, fresh: FreshWindows): Promise<unknown> {
  const finder = at('extension', 'host', 'find-program.ts');
  if (!existsSync(finder)) {
    for (const file of ['host/find-program.ts', 'model/program-places.ts']) {
      cpSync(path.join(extension, file), at('extension', file));
    }
    writeFileSync(at('extension', 'package.json'), '{ "type": "module" }');
  }
  const words = [windowsNode(), at('inside', 'find-program.ts'), finder];
  // Wine puts this before the Path of its registry.
  const env = { WINEPATH: fresh.toWindows(npm(fresh)) };
  const ran = await fresh.start(
    words.map((word) => machine.toWindows(word)),
    { env },
  );
  expectRan(ran, 0);
  return JSON.parse(ran.stdout);
}

const npm = (fresh: FreshWindows): string => fresh.at('AppData', 'Roaming', 'npm');

/** A Node with the command that npm has installed. */
function installByNpm(fresh: FreshWindows): readonly string[] {
  const script = path.join(npm(fresh), 'node_modules', 'weborca-cert', 'dist', 'main.js');
  mkdirSync(path.dirname(script), { recursive: true });
  writeFileSync(script, '');
  const node = path.join(npm(fresh), 'node.exe');
  linkSync(windowsNode(), node);
  return [node, script].map((file) => fresh.toWindows(file));
}

/** What becomes of the program once it is there; it goes on from the zip's own steps. */
export const programSteps: readonly Step[] = [
  {
    title: 'the extension starts the program of the zip; npm’s where that was moved; else none',
    async run(clinic) {
      const there = await sitDown(clinic);
      if (there === null) return;
      const { fresh } = there;
      const place = placeOf(fresh);
      const byNpm = installByNpm(fresh);
      const program = fresh.toWindows(path.join(place, 'weborca-cert.exe'));
      assert.deepEqual(await foundByExtension(clinic, fresh), [program]);
      renameSync(place, `${place} (moved)`);
      assert.deepEqual(await foundByExtension(clinic, fresh), byNpm);
      rmSync(npm(fresh), { recursive: true });
      assert.equal(await foundByExtension(clinic, fresh), null);
      renameSync(`${place} (moved)`, place);
    },
  },
  {
    title: 'uninstall takes task, configuration and store away; backups and the file in use stay',
    async run(clinic) {
      const there = await sitDown(clinic);
      if (there === null) return;
      const { fresh, home } = there;
      const program = fresh.toWindows(path.join(placeOf(fresh), 'weborca-cert.exe'));
      expectRan(await fresh.start([program, 'uninstall', '--yes']), 0);
      assert.deepEqual(
        readdirSync(fresh.tasks).filter((one) => one.startsWith('weborca-cert')),
        [],
      );
      assert.equal(existsSync(home), false);
      assert.equal(readdirSync(fresh.at('backup')).length > 0, true);
      assert.equal(existsSync(fresh.at('Documents', 'client 008.p12')), true);
    },
  },
  {
    title: 'an emptied PC has it back from its backup; without the program 反映.cmd says so',
    async run(clinic) {
      const there = await sitDown(clinic);
      if (there === null) return;
      const { fresh, home, kit } = there;
      const name = readdirSync(fresh.at('backup')).find((one) => !one.startsWith('.')) ?? '';
      // The settings of another PC are not taken, and no place for backups is named: that is told.
      const restored = await begin(there, [
        ['証明書のファイル:', `${fresh.toWindows(newestIn(fresh.at('backup', name)))}\\`],
        ['これらも取り込みますか?', ''],
        ['バックアップ先:', ''],
      ]);
      expectRan(restored, 1);
      assert.match(restored.stdout, /バックアップ先が設定されていません/);
      const { commonName } = clinic.told.certificates[8] ?? {};
      assert.equal(commonNameInUse(path.join(home, 'Data'), name), commonName);
      // The program goes the way it came; what was put onto the desktop says so then.
      rmSync(placeOf(fresh), { recursive: true });
      const onDesk = fresh.toWindows(path.join(kit, '反映.cmd'));
      const ran = await fresh.talk([onDesk], [['プログラムがありません。', '']]);
      expectRan(ran, 1);
    },
  },
];
