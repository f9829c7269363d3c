import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Locator } from 'playwright-core';
import type { Home } from '../../../scripts/home.ts';
import { answer, dialog, pick, pickOfMany, pickRow } from '../pages/dialogs.ts';
import { clickInMenu, openView } from '../pages/side-bar.ts';
import {
  closeNotifications,
  notification,
  patience,
  runCommand,
  shootSizes,
  type Workbench,
} from '../pages/workbench.ts';
import { eventually, insist } from '../support/insist.ts';
import { texts, type Locale } from '../texts.ts';
import { clinics } from './clinics.ts';
import type { Step } from './step.ts';

const run = promisify(execFile);

/** Thirty clinics; the first two are those of the sample project. */
export const thirtyClinics = ['', '分院', '訪問診療部'].flatMap((branch) =>
  clinics.map((name) => `${name}${branch}`),
);

/** Lines of test/samples/project that name a file which is here: all of them expire soon. */
const named = 21;

/** Where an integrator works: settings of every format, the line above each, and a call to paste. */
export function integratorSteps(workbench: Workbench, home: Home, locale: Locale): readonly Step[] {
  const text = texts[locale];
  const { page, shoot } = workbench;
  const [clinic = '', second = ''] = clinics;
  const lens = page.locator('.codelens-decoration a');
  return [
    {
      name: 'every line that names a certificate is listed, open or not, and none is a false error',
      run: async () => {
        await closeNotifications(workbench);
        await openView(workbench);
        await projectRow(workbench, 'application.properties').waitFor(patience);
        await projectRow(workbench, clinic).waitFor(patience);
        await problems(workbench, `Warnings: ${named}`);
        await shootSizes(workbench, 'project');
      },
    },
    {
      name: 'above the line stand whose it is and how long, and what to do',
      run: async () => {
        const line = projectRow(workbench, `${text.days} · client001.p12`);
        const above = lens.getByText(`client001 · ${clinic} · ${text.days}`).first();
        await insist((timeout) => line.click({ timeout }), above);
        await shootSizes(workbench, 'lens');
        const verify = lens.filter({ hasText: text.lensVerify }).first();
        await insist((timeout) => verify.click({ timeout }), said(workbench, text.accepts));
        await closeNotifications(workbench);
      },
    },
    {
      name: 'renewed from there, the file is an earlier one, and a quick fix puts it right',
      run: async () => {
        const question = page.locator('.monaco-dialog-box').filter({ hasText: text.renewQuestion });
        const renew = lens.filter({ hasText: text.renewEllipsis }).first();
        await insist((timeout) => renew.click({ timeout }), question);
        await answer(question, text.renew);
        await notification(workbench, text.renewed);
        await closeNotifications(workbench);
        await lens.filter({ hasText: text.earlier }).first().waitFor(patience);
        const menu = page.locator('.action-widget').getByText(text.keepFix);
        await insist(async (timeout) => {
          await page.locator('.view-line').getByText('client001.p12').first().click({ timeout });
          await page.keyboard.press('Control+.');
        }, menu);
        await shoot('project-fix');
        await insist((timeout) => menu.click({ timeout }), menu, 'hidden');
        await answer(await dialog(workbench, text.keepQuestion), text.keep);
        await lens.getByText(`client001 · ${clinic} · ${text.newDays}`).first().waitFor(patience);
        await closeNotifications(workbench);
      },
    },
    {
      name: 'settings that use another one are found wherever the view found them',
      run: async () => {
        await runCommand(page, text.findCommand);
        await pickOfMany(workbench, second);
        await pickRow(workbench, 'orca.properties');
        await shoot('project-settings');
        await page.keyboard.press('Escape');
      },
    },
    {
      name: 'copied as curl, the call is accepted',
      run: async () => {
        await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
        const row = projectRow(workbench, text.newDays);
        await clickInMenu(workbench, row, text.copyAs);
        await pick(workbench, 'curl');
        let code = '';
        await eventually(async () => {
          code = await page.evaluate<string>('navigator.clipboard.readText()');
          assert.match(code, /curl --config/);
        });
        for (const { password } of home.simulator.certificates) assert.ok(!code.includes(password));
        const { connections, caFile } = home.simulator;
        const before = connections.length;
        const env = { ...process.env, CURL_CA_BUNDLE: caFile ?? '' };
        await run('sh', ['-c', code], { env });
        const [made] = connections.slice(before);
        assert.equal(made?.client?.commonName, 'client001');
        assert.equal(made.refused, null);
      },
    },
  ];
}

function projectRow({ page }: Workbench, text: string): Locator {
  const pane = page.locator('.sidebar .pane').nth(1);
  return pane.locator('.monaco-list-row').filter({ hasText: text }).first();
}

function said({ notifications }: Workbench, text: string): Locator {
  return notifications.filter({ hasText: text }).first();
}

/** What the status bar counts over all files: errors and informations would stand there, too. */
async function problems({ page }: Workbench, expected: string): Promise<void> {
  await eventually(async () => {
    const label = await page.locator('[id="status.problems"] a').getAttribute('aria-label');
    assert.equal(label, expected);
  });
}
