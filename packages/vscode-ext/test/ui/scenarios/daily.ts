import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Home } from '../../../scripts/home.ts';
import { lineOf } from '../pages/editor.ts';
import { clickInMenu, openView, treeRow } from '../pages/side-bar.ts';
import {
  clickIn,
  closeNotifications,
  notification,
  patience,
  runCommand,
  shootSizes,
  type Workbench,
} from '../pages/workbench.ts';
import { insist } from '../support/insist.ts';
import { texts, type Locale } from '../texts.ts';
import type { Step } from './step.ts';

/** What the command line does for the editor: a rehearsal, and the run of every day. */
export function dailySteps(workbench: Workbench, home: Home, locale: Locale): readonly Step[] {
  const text = texts[locale];
  const { page, shoot } = workbench;
  const systemd = path.join(home.env['XDG_CONFIG_HOME'] ?? '', 'systemd', 'user');
  const timer = path.join(systemd, 'weborca-cert.timer');
  return [
    {
      name: 'without the command weborca-cert it is said what is missing',
      run: async () => {
        await openView(workbench);
        await clickInMenu(workbench, treeRow(workbench, 'clinic-a'), text.rehearseMenu);
        await notification(workbench, text.needsCommand);
        await closeNotifications(workbench);
      },
    },
    {
      name: 'from the tree: a rehearsal shows each step, and nothing real is touched',
      run: async () => {
        home.installCommand();
        await clickInMenu(workbench, treeRow(workbench, 'clinic-a'), text.rehearseMenu);
        await lineOf(workbench, text.rehearsalEnds).waitFor(patience);
        assert.equal(home.simulator.requests.length, 0);
        await shootSizes(workbench, 'rehearsal');
      },
    },
    {
      name: 'the daily schedule is installed, and its state is shown',
      run: async () => {
        await runCommand(page, text.dailyCommand);
        await notification(workbench, text.dailyInstalled);
        assert.ok(existsSync(timer));
        await clickIn(workbench, text.dailyInstalled, text.dailyShow);
        await lineOf(workbench, 'weborca-cert.timer').waitFor(patience);
        await closeNotifications(workbench);
        await insist(
          () => runCommand(page, text.dailyStateCommand),
          lineOf(workbench, text.dailyState),
        );
        await shoot('schedule-status');
      },
    },
  ];
}
