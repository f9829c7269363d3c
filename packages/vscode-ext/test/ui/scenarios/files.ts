import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createContext, renew } from '@weborca-cert/core';
import type { Home } from '../../../scripts/home.ts';
import {
  notification,
  openFile,
  patience,
  runCommand,
  type Workbench,
} from '../pages/workbench.ts';
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
        const toast = await notification(workbench, text.committed);
        await shoot('git-warning');
        await toast.locator('.monaco-button').filter({ hasText: '.gitignore' }).click();
        await page.getByText('.gitignore').first().waitFor(patience);
        const ignored = readFileSync(path.join(home.workspace, '.gitignore'), 'utf8');
        assert.equal(ignored, '/certs/client001.p12\n');
      },
    },
    {
      name: 'a settings file that names the file of before a renewal is reported and put right',
      run: async () => {
        await statusBar.filter({ hasText: text.days }).waitFor(patience);
        await openFile(workbench, 'config.yaml');
        // As the command line beside VS Code would.
        const effects = { env: { ...process.env, ...home.env } };
        const context = createContext({ command: 'weborca-cert renew', effects });
        await renew(context, ['clinic-a'], { force: false, dryRun: false });
        await runCommand(page, text.checkCommand);
        await page.getByText('1095').first().waitFor(patience);
        await page.locator('.squiggly-warning').first().waitFor(patience);
        await page.locator('.view-line').getByText('client001.p12').hover();
        await page.locator('.monaco-hover').filter({ hasText: text.problem }).waitFor(patience);
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
        await page.locator('.explorer-folders-view').getByText('certs').click();
        const row = page.locator('.explorer-folders-view .monaco-list-row');
        const badge = page.locator('[class*="itemBadge"], [class*="decoration-badge"]');
        await row.filter({ hasText: 'client001.p12' }).filter({ has: badge }).waitFor(patience);
        await shoot('badges');
      },
    },
  ];
}
