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

/** How often the window is reloaded in the renewal of one. */
const reloads = Number(process.env.WEBORCA_RELOADS ?? 3);

/** Those that are renewed together, and then the window is reloaded. */
const together = 3;

export const reloadClinics: readonly string[] = Array.from(
  { length: reloads + together },
  (_, index) => `clinic-${index + 1}`,
);

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
  const alone = Array.from({ length: reloads }, (_, index) => {
    const commonName = `client${String(index + 1).padStart(3, '0')}`;
    const moment = Math.round((index / reloads) * spanMs);
    return {
      name: `reloaded ${moment} ms into a renewal, the window says how it ended`,
      run: async () => {
        await statusBar.filter({ hasText: text.days }).waitFor(patience);
        simulator.arm('post-slow');
        await runCommand(page, text.renewCommand);
        await pickOfMany(workbench, commonName);
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
  return [
    ...alone,
    {
      name: 'reloaded in the middle of several, it says which were not requested',
      run: async () => {
        simulator.arm('post-slow');
        await runCommand(page, text.renewAllDue);
        await answer(await dialog(workbench, text.renewMany), text.renew);
        const [first = '', ...others] = reloadClinics.slice(reloads);
        await notification(workbench, `1/${together}`);
        await eventually(() => {
          assert.equal(posts(), reloads + 1);
        });
        await reload(workbench);
        await notification(workbench, text.notRequested(others));
        await notification(workbench, `${first} (`);
        await shoot('reload-several');
        assert.equal(posts(), reloads + 1);
      },
    },
  ];
}
