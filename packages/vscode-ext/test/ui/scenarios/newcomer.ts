import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Home } from '../../../scripts/home.ts';
import { answer, dialog, enter, enterPath } from '../pages/dialogs.ts';
import { clickInMenu, expand, openView, treeRow } from '../pages/side-bar.ts';
import {
  clickIn,
  closeNotifications,
  hover,
  lastNotification,
  notification,
  patience,
  runCommand,
  type Workbench,
} from '../pages/workbench.ts';
import { insist } from '../support/insist.ts';
import { newcomer } from '../support/newcomer.ts';
import { texts, type Locale } from '../texts.ts';
import type { Step } from './step.ts';

/** From nothing configured to a renewed, backed-up certificate, by the keyboard alone. */
export function keyboardSteps(workbench: Workbench, home: Home, locale: Locale): readonly Step[] {
  const text = texts[locale];
  const { page, statusBar, shoot, press } = workbench;
  const { p12, password, backups } = newcomer(home);
  return [
    {
      name: 'nothing is set up, and the walkthrough shows the way',
      run: async () => {
        await statusBar.filter({ hasText: text.notSetUp }).waitFor(patience);
        await runCommand(page, text.getStartedCommand);
        await page.getByText(text.firstStep).first().waitFor(patience);
        await shoot('walkthrough');
      },
    },
    {
      name: 'the keyboard adds a certificate',
      run: async () => {
        await runCommand(page, text.addCommand);
        await enterPath(workbench, p12, text.addTitle);
        await enter(workbench, 'client001', text.nameTitle);
        await enter(workbench, password, text.passwordTitle);
        await bothMessages(workbench, text);
        await shoot('added');
        await closeNotifications(workbench);
      },
    },
    {
      name: 'the keyboard verifies the connection',
      run: async () => {
        await runCommand(page, text.verifyCommand);
        await notification(workbench, text.accepts);
        await lastNotification(workbench);
        await shoot('verified');
        await closeNotifications(workbench);
      },
    },
    {
      name: 'the keyboard renews',
      run: async () => {
        await runCommand(page, text.renewCommand);
        const question = await dialog(workbench, text.renewQuestion);
        await insist(() => press('Enter'), question, 'hidden');
        await notification(workbench, text.renewed);
        await closeNotifications(workbench);
      },
    },
    {
      name: 'the keyboard backs up',
      run: async () => {
        await runCommand(page, text.backupCommand);
        await enterPath(workbench, `${backups}/`, text.backupTitle);
        await notification(workbench, text.backedUp);
        await lastNotification(workbench);
        await shoot('backed-up');
        assert.equal(backupFiles(backups).includes('password.txt'), true);
        await closeNotifications(workbench);
      },
    },
    {
      name: 'the keyboard imports into the database of the browser',
      run: async () => {
        await runCommand(page, text.importCommand);
        await notification(workbench, text.imported);
        await shoot('imported');
        await closeNotifications(workbench);
      },
    },
    {
      name: 'renewed once more, the browser that has the one before is offered the new one',
      run: async () => {
        await runCommand(page, text.renewCommand);
        await answer(await dialog(workbench, text.renewQuestion), text.renewAllTheSame);
        await notification(workbench, text.browserBehind);
        await lastNotification(workbench);
        await shoot('browser-behind');
        await clickIn(workbench, text.browserBehind, text.rowImport);
        await notification(workbench, text.imported);
      },
    },
  ];
}

/** The same by the mouse (but for paths and the password), and by the site: no API is configured. */
export function mouseSteps(workbench: Workbench, home: Home, locale: Locale): readonly Step[] {
  const text = texts[locale];
  const { page, shoot } = workbench;
  const { p12, password, backups } = newcomer(home);
  const clickInRow = async (title: string): Promise<void> => {
    const row = treeRow(workbench, 'client001');
    const action = row.locator(`a[aria-label^="${title}"]`);
    // A tree that is drawn anew under the mouse shows a row's actions when the mouse moves again.
    await hover(workbench, row, action);
    await action.click();
  };
  return [
    {
      name: 'the empty view offers to add, and the mouse adds',
      run: async () => {
        await openView(workbench);
        await page.getByText(text.welcome).waitFor(patience);
        await shoot('welcome');
        await page.locator('.welcome-view .monaco-button', { hasText: text.addButton }).click();
        await enterPath(workbench, p12, text.addTitle);
        await enter(workbench, 'client001', text.nameTitle);
        await enter(workbench, password, text.passwordTitle);
        await bothMessages(workbench, text);
        await treeRow(workbench, 'client001').waitFor(patience);
        await closeNotifications(workbench);
      },
    },
    {
      name: 'a renewal without the API leads over to the management site and takes the zip in',
      run: async () => {
        await clickInRow(text.rowRenew);
        const box = await dialog(workbench, text.bySite);
        await shoot('by-site');
        await answer(box, text.takeIn);
        await enterPath(workbench, path.join(home.files, 'site.zip'), text.takeInTitle);
        await notification(workbench, text.renewed);
        await lastNotification(workbench);
        await shoot('taken-in');
        await closeNotifications(workbench);
      },
    },
    {
      name: 'the row verifies and backs up',
      run: async () => {
        await clickInRow(text.rowVerify);
        await notification(workbench, text.accepts);
        await closeNotifications(workbench);
        await clickInMenu(workbench, treeRow(workbench, 'client001'), text.rowBackup);
        await enterPath(workbench, `${backups}/`, text.backupTitle);
        await notification(workbench, text.backedUp);
        assert.equal(backupFiles(backups).includes('password.txt'), true);
        await closeNotifications(workbench);
        await expand(workbench, 'client001');
        await treeRow(workbench, new RegExp(`^${text.backups}\\s*\\d{4}-`)).waitFor(patience);
      },
    },
    {
      name: 'the row imports into the database of the browser',
      run: async () => {
        await clickInMenu(workbench, treeRow(workbench, 'client001'), text.rowImport);
        await notification(workbench, text.imported);
        await shoot('imported');
      },
    },
  ];
}

/**
 * What was added, and the workspace's settings that use it. The second comes when it has been found:
 * put away too early, it appears in the next step, whose own message VS Code then may leave in its
 * list without showing it.
 */
async function bothMessages(workbench: Workbench, text: (typeof texts)[Locale]): Promise<void> {
  await notification(workbench, text.added);
  await notification(workbench, text.alsoUses);
}

function backupFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true }).map((file) => path.basename(String(file)));
}
