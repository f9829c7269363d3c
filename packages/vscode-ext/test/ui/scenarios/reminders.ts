import assert from 'node:assert/strict';
import type { Home } from '../../../scripts/home.ts';
import { dialog } from '../pages/dialogs.ts';
import {
  clickIn,
  notification,
  openWorkbenchSetting,
  patience,
  runCommand,
  type Workbench,
} from '../pages/workbench.ts';
import { eventually } from '../support/insist.ts';
import { userSetting } from '../support/user-setting.ts';
import { texts, type Locale } from '../texts.ts';
import type { Step } from './step.ts';

/** One window reminds, once; it leads on, can wait, and can be switched off. */
export function reminderSteps(workbench: Workbench, home: Home, locale: Locale): readonly Step[] {
  const text = texts[locale];
  const { page, notifications, shoot, userSettings } = workbench;
  return [
    {
      name: 'what is due is reminded of, and can wait',
      run: async () => {
        await notification(workbench, text.reminder('client001'));
        await shoot('reminder');
        await clickIn(workbench, text.reminder('client001'), text.later);
      },
    },
    {
      name: 'a second window says only what nobody has said yet',
      run: async () => {
        const second = await workbench.openAnother();
        await second.statusBar.filter({ hasText: text.days }).waitFor(patience);
        await home.addClient(1, 'clinic-b');
        // Both follow the command line: whichever looks first says it, and the other one does not.
        const said = async (): Promise<number> => {
          const reminder = { hasText: text.reminder('client002') };
          const here = await notifications.filter(reminder).count();
          return here + (await second.notifications.filter(reminder).count());
        };
        await eventually(async () => {
          assert.equal(await said(), 1);
        });
        await second.statusBar.filter({ hasText: '+1' }).waitFor(patience);
        await workbench.statusBar.filter({ hasText: '+1' }).waitFor(patience);
        assert.ok((await said()) <= 1);
        assert.equal(await second.notifications.filter({ hasText: 'client001' }).count(), 0);
        await second.page.close();
      },
    },
    {
      name: 'a window that is opened again says nothing of what was said',
      run: async () => {
        await page.reload();
        await workbench.statusBar.filter({ hasText: text.days }).waitFor(patience);
        await home.addClient(2, 'clinic-c');
        await runCommand(page, text.checkCommand);
        await notification(workbench, text.reminder('client003'));
        assert.equal(await notifications.count(), 1);
      },
    },
    {
      name: 'a reminder leads to the renewal',
      run: async () => {
        await clickIn(workbench, text.reminder('client003'), text.renewEllipsis);
        await dialog(workbench, 'client003');
        await page.keyboard.press('Escape');
      },
    },
    {
      name: 'reminders can be switched off, which is a setting that can be seen',
      run: async () => {
        await home.addClient(3, 'clinic-d');
        await runCommand(page, text.checkCommand);
        await clickIn(workbench, text.reminder('client004'), text.never);
        await userSetting(userSettings, 'weborcaCert.reminders', false);
        await openWorkbenchSetting(workbench, 'weborcaCert.reminders', text.remindersSetting);
        await shoot('reminders-setting');
      },
    },
  ];
}
