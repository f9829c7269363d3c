import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Home } from '../../../scripts/home.ts';
import { answer, dialog, pickOfMany } from '../pages/dialogs.ts';
import {
  closeNotifications,
  notification,
  patience,
  reload,
  runCommand,
  type Workbench,
} from '../pages/workbench.ts';
import { eventually } from '../support/insist.ts';
import { texts, type Locale } from '../texts.ts';
import type { Step } from './step.ts';

/** How often the window is reloaded; the home has as many certificates. */
export const reloads = Number(process.env.WEBORCA_RELOADS ?? 4);

/** How long the service takes for the answer to the request. */
export const answerMs = 3000;

/** From the first sign of a renewal to some time after its end. */
const spanMs = answerMs + 2000;

/**
 * The window is reloaded at moments of a renewal that lie evenly over it: each certificate is issued
 * once, and the window that comes says by itself how it ended.
 */
export function reloadSteps(workbench: Workbench, home: Home, locale: Locale): readonly Step[] {
  const text = texts[locale];
  const { page, shoot, statusBar } = workbench;
  const { simulator } = home;
  const posts = (): number => simulator.requests.filter(({ method }) => method === 'POST').length;
  return Array.from({ length: reloads }, (_, index) => {
    const commonName = `client${String(index + 1).padStart(3, '0')}`;
    const moment = Math.round((index / reloads) * spanMs);
    return {
      name: `reloaded ${moment} ms into a renewal, the window says how it ended`,
      run: async () => {
        await statusBar.filter({ hasText: text.days }).waitFor(patience);
        simulator.arm('post-slow');
        await runCommand(page, text.renewCommand);
        if (reloads > 1) await pickOfMany(workbench, commonName);
        await answer(await dialog(workbench, commonName), text.renew);
        // With its first step: before it, the process that renews may not have the order yet.
        await notification(workbench, new RegExp(`\\(${commonName}\\).*: \\S`));
        await delay(moment);
        await reload(workbench);
        await notification(workbench, text.renewedOf(commonName));
        await shoot(`reload-${index + 1}`);
        await eventually(() => {
          assert.equal(simulator.issuances.length, index + 1);
        });
        assert.equal(posts(), index + 1);
        await closeNotifications(workbench);
      },
    };
  });
}
