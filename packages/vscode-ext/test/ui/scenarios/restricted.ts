import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import type { Home } from '../../../scripts/home.ts';
import { confirmPicks, pickRow } from '../pages/dialogs.ts';
import { expandFolder } from '../pages/side-bar.ts';
import {
  notification,
  openFile,
  patience,
  runCommand,
  type Workbench,
} from '../pages/workbench.ts';
import { insist } from '../support/insist.ts';
import { texts, type Locale } from '../texts.ts';
import type { Step } from './step.ts';

const longAgo = new Date('2001-01-01T00:00:00Z');

/** A stranger's repository: nothing of it is looked at or believed until somebody trusts it. */
export function restrictedSteps(workbench: Workbench, home: Home, locale: Locale): readonly Step[] {
  const text = texts[locale];
  const { page, statusBar, shoot } = workbench;
  const files = ['client001.crt', 'client001.p12'].map((name) =>
    path.join(home.workspace, 'certs', name),
  );
  /** Names one of them; no editor has it open. */
  const settings = path.join(home.workspace, 'config.yaml');
  const lookedAt = (): readonly boolean[] => files.map((file) => statSync(file).atime > longAgo);
  return [
    {
      name: 'in an untrusted workspace one’s own certificates work, and no file of it is looked at',
      run: async () => {
        for (const file of [...files, settings]) utimesSync(file, longAgo, statSync(file).mtime);
        await statusBar.filter({ hasText: text.days }).waitFor(patience);
        await openFile(workbench, '.env');
        await runCommand(page, text.checkCommand);
        await page.locator('.sidebar .monaco-list-row', { hasText: 'client001' }).waitFor(patience);
        await runCommand(page, text.findCommand);
        await notification(workbench, text.noSettings);
        await runCommand(page, text.doctorCommand);
        await page.locator('.tab').filter({ hasText: text.doctorTitle }).waitFor(patience);
        await insist(
          () => page.keyboard.press('Control+End'),
          page.locator('.view-line').filter({ hasText: text.notTrusted }),
        );
        await runCommand(page, 'View: Show Explorer');
        await expandFolder(workbench, 'certs');
        await page.locator('.explorer-folders-view').getByText('client001.crt').waitFor(patience);
        await shoot('restricted');
        assert.equal(await page.locator('.squiggly-warning, .squiggly-info').count(), 0);
        assert.deepEqual(lookedAt(), [false, false]);
        assert.deepEqual(statSync(settings).atime, longAgo);
      },
    },
    {
      name: 'trusted, its files are looked at; its settings still choose no configuration',
      run: async () => {
        await runCommand(page, 'Workspaces: Manage Workspace Trust');
        const trust = page.getByRole('button', { name: 'Trust', exact: true });
        await insist((timeout) => trust.click({ timeout }), trust, 'hidden');
        const close = page.locator('.monaco-modal-editor-block .codicon-close');
        await insist((timeout) => close.click({ timeout }), close, 'hidden');
        await page.locator('.tab').filter({ hasText: '.env' }).click();
        await page.locator('.squiggly-warning').first().waitFor(patience);
        assert.deepEqual(lookedAt(), [true, true]);
        await runCommand(page, text.checkCommand);
        await statusBar.filter({ hasText: text.days }).waitFor(patience);
      },
    },
    {
      name: 'settings of the workspace that use the certificate are found and kept up to date',
      run: async () => {
        // The .env holds a password, which is no sight for a picture.
        await runCommand(page, 'View: Close All Editors');
        await runCommand(page, text.findCommand);
        await pickRow(workbench, '.env');
        await shoot('find-settings');
        await confirmPicks(workbench);
        await notification(workbench, text.allUpToDate);
        const config = readFileSync(path.join(home.folder, 'config.json'), 'utf8');
        assert.deepEqual(JSON.parse(config).certificates['clinic-a'].consumers, [
          {
            kind: 'env-file',
            path: path.join(home.workspace, '.env'),
            pathKey: 'ORCA_P12',
            passwordKey: 'ORCA_P12_PASSWORD',
          },
        ]);
      },
    },
  ];
}

/** A configuration that lies in the open folder, where a repository could have put it. */
export function projectSteps(workbench: Workbench, home: Home, locale: Locale): readonly Step[] {
  const text = texts[locale];
  return [
    {
      name: 'a configuration inside the open folder is refused unless it was named',
      run: async () => {
        assert.equal(existsSync(path.join(home.workspace, 'home', 'config.json')), true);
        const link = workbench.statusBar.locator('a').first();
        await link.and(workbench.page.getByLabel(text.inProject)).waitFor(patience);
        assert.doesNotMatch((await workbench.statusBar.innerText()).trim(), /client001/);
      },
    },
  ];
}
