import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import type { Home } from '../../../scripts/home.ts';
import { openView, treeRow } from '../pages/side-bar.ts';
import {
  clickIn,
  hover,
  notification,
  patience,
  runCommand,
  type Workbench,
} from '../pages/workbench.ts';
import { eventually, insist } from '../support/insist.ts';
import { texts, type Locale } from '../texts.ts';
import type { Step } from './step.ts';

/** A daily run whose program is gone: told once a day, and seen where somebody looks. */
export function scheduleSteps(workbench: Workbench, home: Home, locale: Locale): readonly Step[] {
  const text = texts[locale];
  const { page, notifications, statusBar, shoot } = workbench;
  const link = statusBar.locator('a').first();
  return [
    {
      name: 'a schedule whose program is gone is told, and leads to the doctor',
      run: async () => {
        await statusBar.filter({ hasText: text.days }).waitFor(patience);
        const toast = await notification(workbench, text.scheduleTrouble);
        assert.match(await toast.innerText(), text.programGone);
        await openView(workbench);
        await treeRow(workbench, text.programGone).waitFor(patience);
        await shoot('schedule-notification');
        await clickIn(workbench, text.scheduleTrouble, text.runDoctor);
        await page.locator('.tab').filter({ hasText: text.doctorTitle }).waitFor(patience);
      },
    },
    {
      name: 'the tooltip of the status bar says so, with a link to the doctor',
      run: async () => {
        const tooltip = page.locator('.workbench-hover').filter({ hasText: text.programGone });
        await hover(workbench, statusBar, tooltip.getByText(text.runDoctor));
        await shoot('schedule-tooltip');
        await page.keyboard.press('Escape');
      },
    },
    {
      name: 'a second window shows it, but tells nobody again on the same day',
      run: async () => {
        const second = await workbench.openAnother();
        const label = second.statusBar.locator('a').first();
        await label.and(second.page.getByLabel(text.programGone)).waitFor(patience);
        // Looked at once more, and time has passed.
        await runCommand(second.page, text.checkCommand);
        const report = second.page.locator('.tab').filter({ hasText: text.doctorTitle });
        await insist(() => runCommand(second.page, text.doctorCommand), report);
        const told = { hasText: text.scheduleTrouble };
        assert.equal(await second.notifications.filter(told).count(), 0);
        await second.page.close();
      },
    },
    {
      name: 'once the schedule is taken away nothing more is said of it',
      run: async () => {
        for (const file of home.scheduleFiles) rmSync(file);
        await runCommand(page, text.checkCommand);
        await treeRow(workbench, text.programGone).waitFor({ ...patience, state: 'hidden' });
        await eventually(async () => {
          assert.doesNotMatch((await link.getAttribute('aria-label')) ?? '', text.programGone);
        });
        assert.equal(await notifications.filter({ hasText: text.scheduleTrouble }).count(), 0);
      },
    },
  ];
}
