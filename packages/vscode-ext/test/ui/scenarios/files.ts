import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  createContext,
  inspect,
  renew,
  Secret,
  type Context,
  type PasswordSource,
} from '@weborca-cert/core';
import type { Home } from '../../../scripts/home.ts';
import { answer, dialog } from '../pages/dialogs.ts';
import { expandFolder } from '../pages/side-bar.ts';
import {
  clickIn,
  closeNotifications,
  hover,
  notification,
  openFile,
  patience,
  runCommand,
  type Workbench,
} from '../pages/workbench.ts';
import { eventually, insist } from '../support/insist.ts';
import { texts, type Locale } from '../texts.ts';
import type { Step } from './step.ts';

/** Where certificate and code meet: squiggles, Problems, hover, quick fix, badges. */
export function fileSteps(workbench: Workbench, home: Home, locale: Locale): readonly Step[] {
  const text = texts[locale];
  const { page, shoot, statusBar } = workbench;
  return [
    {
      name: 'a .p12 that git would commit is warned of, and ignored by a click',
      run: async () => {
        await notification(workbench, text.committed);
        await shoot('git-warning');
        await clickIn(workbench, text.committed, '.gitignore');
        await eventually(() => {
          const ignored = readFileSync(path.join(home.workspace, '.gitignore'), 'utf8');
          assert.equal(ignored, '/certs/client001.p12\n');
        });
      },
    },
    {
      name: 'a settings file that names the file of before a renewal is reported and put right',
      run: async () => {
        await statusBar.filter({ hasText: text.days }).waitFor(patience);
        await openFile(workbench, 'config.yaml');
        // As the command line beside VS Code would.
        const [renewed] = await renew(contextOf(home), ['clinic-a'], {
          force: false,
          dryRun: false,
        });
        assert.deepEqual(renewed?.error, undefined);
        assert.equal(renewed?.outcome, 'renewed');
        await runCommand(page, text.checkCommand);
        await page.getByText('1095').first().waitFor(patience);
        await page.locator('.squiggly-warning').first().waitFor(patience);
        const line = page.locator('.view-line').getByText('client001.p12');
        const explained = page.locator('.monaco-hover').filter({ hasText: text.problem });
        await hover(workbench, line, explained);
        await shoot('hover');
        await page.keyboard.press('Escape');
        await runCommand(page, 'View: Focus Problems');
        await page.locator('.markers-panel').getByText(text.problem).first().waitFor(patience);
        await shoot('problems');
      },
    },
    {
      name: 'the Explorer marks the file',
      run: async () => {
        await runCommand(page, 'View: Show Explorer');
        await expandFolder(workbench, 'certs');
        const row = page.locator('.explorer-folders-view .monaco-list-row');
        const badge = page.locator('[class*="itemBadge"], [class*="decoration-badge"]');
        await row.filter({ hasText: 'client001.p12' }).filter({ has: badge }).waitFor(patience);
        await shoot('badges');
      },
    },
    {
      name: 'a quick fix brings the file itself up to date, under the password it has',
      run: async () => {
        const file = path.join(home.workspace, 'certs', 'client001.p12');
        const before = readFileSync(file);
        const menu = page.locator('.action-widget').getByText(text.keepFix);
        await insist(async (timeout) => {
          await page.locator('.view-line').getByText('client001.p12').click({ timeout });
          await page.keyboard.press('Control+.');
        }, menu);
        await insist((timeout) => menu.click({ timeout }), menu, 'hidden');
        const question = await dialog(workbench, text.keepQuestion);
        await shoot('keep-up-to-date');
        await answer(question, text.keep);
        await notification(workbench, text.allUpToDate);
        await page.locator('.squiggly-warning').waitFor({ ...patience, state: 'hidden' });
        const { certificates } = await inspect(contextOf(home), file, {
          password: passwordOf(home),
        });
        assert.equal(certificates[0]?.daysLeft, 1095);
        assert.notDeepEqual(readFileSync(file), before);
        await closeNotifications(workbench);
      },
    },
  ];
}

function contextOf(home: Home): Context {
  const effects = { env: { ...process.env, ...home.env } };
  return createContext({ command: 'weborca-cert renew', effects });
}

/** Of the first client's file as the management site gave it out. */
function passwordOf({ simulator }: Home): PasswordSource {
  const file = simulator.certificates[0]?.passwordFile;
  assert.ok(file != null);
  return async () => new Secret(readFileSync(file, 'utf8'));
}
