import assert from 'node:assert/strict';
import type { Home } from '../../../scripts/home.ts';
import { answer, dialog, pick } from '../pages/dialogs.ts';
import { expand, openView, treeRow, webview } from '../pages/side-bar.ts';
import {
  closeNotifications,
  hover,
  lastNotification,
  notification,
  openPalette,
  patience,
  runCommand,
  type Workbench,
} from '../pages/workbench.ts';
import { eventually } from '../support/insist.ts';
import { texts, type Locale } from '../texts.ts';
import type { Step } from './step.ts';

/** Status bar, palette, renewal to its end, tree, viewer, timeline: one step after the other. */
export function renewalSteps(workbench: Workbench, home: Home, locale: Locale): readonly Step[] {
  const text = texts[locale];
  const { page, statusBar, shoot } = workbench;
  return [
    {
      name: 'the status bar shows the days left',
      run: async () => {
        await statusBar.filter({ hasText: text.days }).waitFor(patience);
        await eventually(async () => {
          const label = await statusBar.locator('a').first().getAttribute('aria-label');
          assert.match(label ?? '', /client001/);
        });
        const tooltip = page.locator('.workbench-hover').filter({ hasText: 'client001' });
        await hover(workbench, statusBar, tooltip);
        await shoot('status-bar');
      },
    },
    {
      name: 'the palette has the commands under WebORCA',
      run: async () => {
        // Of more commands than there is room for, those that can be seen are there.
        const rows = await openPalette(page, 'WebORCA: Re');
        await rows.filter({ hasText: text.renewCommand }).first().waitFor(patience);
        await shoot('palette');
        await page.keyboard.press('Escape');
      },
    },
    {
      name: 'a renewal asks, goes through every step and ends in a message',
      run: async () => {
        await runCommand(page, text.renewCommand);
        await page.locator('.quick-input-list').getByText('clinic-a').first().waitFor(patience);
        await shoot('pick');
        await pick(workbench, 'client001');
        const question = await dialog(workbench, text.renewQuestion);
        await shoot('renew-question');
        await answer(question, text.renew);
        await notification(workbench, text.renewed);
        await lastNotification(workbench);
        await shoot('renewed');
        assert.equal(home.simulator.issuances.length, 1);
        await statusBar.filter({ hasText: 'clinic-b' }).waitFor(patience);
        await closeNotifications(workbench);
      },
    },
    {
      name: 'the tree shows versions, backups, consumers and history',
      run: async () => {
        await openView(workbench);
        await expand(workbench, 'client001');
        for (const group of [text.versions, text.backups, text.consumers, text.history]) {
          await expand(workbench, group);
        }
        await treeRow(workbench, text.inUse).waitFor(patience);
        await treeRow(workbench, text.historyAdded).waitFor(patience);
        await shoot('tree');
      },
    },
    {
      name: 'the viewer shows the certificate in use',
      run: async () => {
        await runCommand(page, text.showCommand);
        await pick(workbench, 'client001');
        const frame = webview(workbench);
        await frame.getByText(text.fingerprint).waitFor(patience);
        assert.equal(await frame.locator('h1').innerText(), 'client001');
        await shoot('viewer');
      },
    },
    {
      name: 'the timeline shows it again as a picture and as a table',
      run: async () => {
        await runCommand(page, text.timelineCommand);
        const frame = webview(workbench);
        await frame.getByRole('heading', { name: text.timelineTitle }).waitFor(patience);
        await eventually(async () => {
          assert.equal(await frame.locator('tbody tr').count(), home.simulator.certificates.length);
        });
        await shoot('timeline');
      },
    },
  ];
}
