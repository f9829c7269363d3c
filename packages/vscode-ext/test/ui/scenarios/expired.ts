import type { Home } from '../../../scripts/home.ts';
import { answer, dialog, enter, enterPath } from '../pages/dialogs.ts';
import { webview } from '../pages/side-bar.ts';
import {
  clickIn,
  closeNotifications,
  notification,
  patience,
  runCommand,
  type Workbench,
} from '../pages/workbench.ts';
import { newcomer } from '../support/newcomer.ts';
import { texts, type Locale } from '../texts.ts';
import type { Step } from './step.ts';

/** A certificate that is over already leads to the management site, by buttons, whichever way one comes. */
export function expiredSteps(workbench: Workbench, home: Home, locale: Locale): readonly Step[] {
  const text = texts[locale];
  const { page, shoot, statusBar } = workbench;
  const { p12, password } = newcomer(home);
  return [
    {
      name: 'one that has expired is added with a word, and the way on',
      run: async () => {
        await runCommand(page, text.addCommand);
        await enterPath(workbench, p12, text.addTitle);
        await enter(workbench, 'client001', text.nameTitle);
        await enter(workbench, password, text.passwordTitle);
        await notification(workbench, text.addedExpired);
        await shoot('added-expired');
        await clickIn(workbench, text.addedExpired, text.howToRenew);
        const box = await dialog(workbench, text.bySite);
        await box.getByText(text.expiredReason).waitFor(patience);
        await shoot('expired');
        await answer(box, 'Cancel');
      },
    },
    {
      name: 'renewing it leads there too, and the steps stay while the site is open',
      run: async () => {
        await closeNotifications(workbench);
        await statusBar.click();
        const box = await dialog(workbench, text.bySite);
        await answer(box, text.openSite);
        await answer(await dialog(workbench, `${home.simulator.weborca}site/`), 'Cancel');
        await webview(workbench).getByText(text.firstSiteStep).waitFor(patience);
        await shoot('site-steps');
      },
    },
  ];
}
