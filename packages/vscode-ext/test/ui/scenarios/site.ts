import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import type { Home } from '../../../scripts/home.ts';
import { answer, dialog, enter, enterPath } from '../pages/dialogs.ts';
import { expand, openView } from '../pages/side-bar.ts';
import {
  clickIn,
  closeNotifications,
  notification,
  patience,
  runCommand,
  type Workbench,
} from '../pages/workbench.ts';
import { texts, type Locale } from '../texts.ts';
import type { Step } from './step.ts';

/** The road by the management site; then the API's address is entered, and backups have a place. */
export function siteSteps(workbench: Workbench, home: Home, locale: Locale): readonly Step[] {
  const text = texts[locale];
  const { page, shoot, statusBar } = workbench;
  const { simulator } = home;
  const usb = path.join(home.folder, '..', 'usb');
  const current = (): string =>
    readFileSync(path.join(home.folder, 'store', 'clinic-a', 'current'), 'utf8');
  const entry = (): { readonly backups?: readonly string[] } =>
    JSON.parse(readFileSync(path.join(home.folder, 'config.json'), 'utf8')).certificates[
      'clinic-a'
    ];
  return [
    {
      name: 'the site is opened, and the zip that is downloaded is offered and taken in',
      run: async () => {
        await statusBar.filter({ hasText: text.days }).waitFor(patience);
        const before = current();
        await runCommand(page, text.siteCommand);
        const question = await dialog(workbench, `${simulator.weborca}site/`);
        const opened = page.context().waitForEvent('page');
        await answer(question, 'Open');
        const tab = await opened;
        assert.equal(tab.url() === 'about:blank' || tab.url().startsWith('chrome-error:'), true);
        await tab.close();
        await page.bringToFront();
        await page.getByText(text.waitingForZip).first().waitFor(patience);
        // As a browser does it: under another name until it is complete.
        const unfinished = path.join(home.downloads, 'certificate.crdownload');
        copyFileSync(path.join(home.files, 'site.zip'), unfinished);
        renameSync(unfinished, path.join(home.downloads, 'certificate.zip'));
        await notification(workbench, 'certificate.zip');
        await shoot('downloaded');
        await clickIn(workbench, 'certificate.zip', text.takeInNow);
        await notification(workbench, text.renewed);
        assert.notEqual(current(), before);
        await closeNotifications(workbench);
      },
    },
    {
      name: 'a folder for a backup becomes the place of all later ones',
      run: async () => {
        mkdirSync(usb);
        await runCommand(page, text.backupCommand);
        await enterPath(workbench, `${path.resolve(usb)}/`, text.backupTitle);
        await notification(workbench, text.backedUp);
        assert.deepEqual(entry().backups, []);
        await clickIn(workbench, text.backedUp, text.alwaysHere);
        await notification(workbench, text.fromNowOn);
        assert.deepEqual(entry().backups, [path.resolve(usb)]);
        await closeNotifications(workbench);
      },
    },
    {
      name: 'the address of the API is entered, and the renewal goes its way',
      run: async () => {
        await runCommand(page, text.renewCommand);
        await answer(await dialog(workbench, text.bySite), text.enterUrl);
        await page
          .locator('.quick-input-title')
          .filter({ hasText: text.urlTitle })
          .waitFor(patience);
        const input = page.locator('.quick-input-widget input').first();
        await input.fill('http://127.0.0.2/');
        await page.getByText(text.urlProblem).waitFor(patience);
        await shoot('enter-url');
        await enter(workbench, simulator.api, text.urlTitle);
        await answer(await dialog(workbench, text.renewQuestion), text.renewAllTheSame);
        await notification(workbench, text.renewed);
        assert.equal(simulator.issuances.length, 1);
        assert.equal(readdirSync(path.join(usb, 'clinic-a')).length, 2);
        await closeNotifications(workbench);
      },
    },
    {
      name: 'the tree has every backup',
      run: async () => {
        await openView(workbench);
        await expand(workbench, 'client001');
        await expand(workbench, text.backups);
        const rows = page.locator('.sidebar .monaco-list-row').filter({ hasText: '~/usb' });
        await rows.nth(1).waitFor(patience);
        const times = await rows.locator('.label-name').allInnerTexts();
        assert.deepEqual(times, times.toSorted().toReversed());
        await shoot('tree-backups');
      },
    },
  ];
}
