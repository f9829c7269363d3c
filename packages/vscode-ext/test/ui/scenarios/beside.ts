import assert from 'node:assert/strict';
import { createContext, renew } from '@weborca-cert/core';
import type { Home } from '../../../scripts/home.ts';
import { answer, dialog } from '../pages/dialogs.ts';
import { expand, openView, treeRow } from '../pages/side-bar.ts';
import {
  closeNotifications,
  hover,
  notification,
  patience,
  type Workbench,
} from '../pages/workbench.ts';
import { insist } from '../support/insist.ts';
import { texts, type Locale } from '../texts.ts';
import type { Step } from './step.ts';

/** Long before the next hourly look, and before the window is active again. */
const soon = { timeout: 10_000 } as const;

/** The command line works beside VS Code: the window follows, and finishes what is open. */
export function besideSteps(workbench: Workbench, home: Home, locale: Locale): readonly Step[] {
  const text = texts[locale];
  const { page, shoot, statusBar } = workbench;
  const { simulator } = home;
  const posts = (): number => simulator.requests.filter(({ method }) => method === 'POST').length;
  return [
    {
      name: 'a certificate that the command line adds is seen at once',
      run: async () => {
        await statusBar.filter({ hasText: text.days }).waitFor(patience);
        await openView(workbench);
        await home.addClient(1, 'clinic-b');
        await statusBar.filter({ hasText: '+1' }).waitFor(soon);
        await treeRow(workbench, 'client002').waitFor(soon);
      },
    },
    {
      name: 'a renewal that was begun there is seen in status bar, hover and tree',
      run: async () => {
        simulator.arm('get-404', 50);
        const context = createContext({
          command: 'weborca-cert renew',
          effects: { env: { ...process.env, ...home.env } },
        });
        const [result] = await renew(context, ['clinic-a'], { force: false, dryRun: false });
        assert.equal(result?.outcome, 'failed');
        await statusBar.filter({ hasText: text.unfinished }).waitFor(patience);
        const tooltip = page.locator('.workbench-hover').filter({ hasText: text.unfinished });
        await hover(workbench, statusBar, tooltip);
        await expand(workbench, 'client001');
        await treeRow(workbench, text.unfinishedRow).waitFor(patience);
        await shoot('unfinished');
      },
    },
    {
      name: 'its row goes on with it, without another request',
      run: async () => {
        simulator.disarm();
        const question = page
          .locator('.monaco-dialog-box')
          .filter({ hasText: text.finishQuestion });
        await insist(
          (timeout) => treeRow(workbench, text.unfinishedRow).click({ timeout }),
          question,
        );
        await answer(await dialog(workbench, text.finishQuestion), text.finish);
        await notification(workbench, text.renewed);
        assert.equal(posts(), 1);
        assert.equal(simulator.issuances.length, 1);
        await treeRow(workbench, text.unfinishedRow).waitFor({ ...patience, state: 'hidden' });
        await closeNotifications(workbench);
      },
    },
  ];
}
