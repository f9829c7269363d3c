import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Home } from '../../../scripts/home.ts';
import { answer, dialog, enter, enterPath, pick, pickRow } from '../pages/dialogs.ts';
import { webview } from '../pages/side-bar.ts';
import {
  clickIn,
  closeNotifications,
  notification,
  patience,
  runCommand,
  type Workbench,
} from '../pages/workbench.ts';
import { holdLock } from '../support/hold-lock.ts';
import { texts, type Locale } from '../texts.ts';
import type { Step } from './step.ts';

/** Calling off, not being able to any more, two certificates of one name, rolling back. */
export function rollbackSteps(workbench: Workbench, home: Home, locale: Locale): readonly Step[] {
  const text = texts[locale];
  const { page, notifications, shoot, statusBar } = workbench;
  const { simulator } = home;
  const store = path.join(home.folder, 'store', 'clinic-a');
  const current = (): string => readFileSync(path.join(store, 'current'), 'utf8');
  const cancel = page.locator('.monaco-button').filter({ hasText: 'Cancel' });
  let before = '';
  return [
    {
      name: 'a renewal that has not been requested is called off, and that is said',
      run: async () => {
        await statusBar.filter({ hasText: text.days }).waitFor(patience);
        before = current();
        const release = await holdLock(home, 'clinic-a');
        try {
          await runCommand(page, text.renewCommand);
          await answer(await dialog(workbench, text.renewQuestion), text.renew);
          await notification(workbench, text.waiting);
          await shoot('waiting');
          await clickIn(workbench, text.waiting, 'Cancel');
          await notification(workbench, text.calledOff);
        } finally {
          await release();
        }
        assert.deepEqual(simulator.requests, []);
        assert.equal(current(), before);
        await closeNotifications(workbench);
      },
    },
    {
      name: 'once the request is on its way there is no button to call it off, and it is seen through',
      run: async () => {
        simulator.arm('post-slow');
        await runCommand(page, text.renewCommand);
        await answer(await dialog(workbench, text.renewQuestion), text.renew);
        const requesting = notifications.filter({ hasText: text.requesting });
        await requesting.filter({ hasNot: cancel }).waitFor(patience);
        await shoot('requesting');
        await notification(workbench, text.renewed);
        assert.equal(simulator.issuances.length, 1);
        assert.notEqual(current(), before);
        await closeNotifications(workbench);
      },
    },
    {
      name: 'two certificates of one CN are told apart by expiry and fingerprint',
      run: async () => {
        await home.addNamesake('clinic-b');
        await runCommand(page, text.checkCommand);
        await statusBar.filter({ hasText: '+1' }).waitFor(patience);
        await runCommand(page, text.showCommand);
        const details = await Promise.all(
          [text.days, text.newDays].map(async (left) =>
            (await pickRow(workbench, left)).innerText(),
          ),
        );
        for (const detail of details) assert.match(detail, /client001[^]*[0-9A-F]{4} [0-9A-F]{4}/);
        await shoot('pick-same-name');
        await pick(workbench, text.newDays);
        const frame = webview(workbench);
        await frame.getByText(text.newDays).first().waitFor(patience);
      },
    },
    {
      name: 'a roll back asks which version, asks again, and moves the pointer',
      run: async () => {
        await runCommand(page, text.rollbackCommand);
        await pick(workbench, text.newDays);
        await pickRow(workbench, 'SHA-256');
        await shoot('rollback-pick');
        await pick(workbench, 'SHA-256');
        const question = await dialog(workbench, text.rollbackQuestion);
        await shoot('rollback');
        await answer(question, text.rollback);
        await notification(workbench, text.rolledBack);
        assert.equal(current(), before);
        await closeNotifications(workbench);
      },
    },
    {
      name: 'where there are several services, adding asks which one',
      run: async () => {
        const client = simulator.certificates[1];
        assert.ok(client?.p12 != null && client.passwordFile !== null);
        await runCommand(page, text.addCommand);
        await enterPath(workbench, client.p12, text.addTitle);
        await pickRow(workbench, text.production);
        await shoot('services');
        await pick(workbench, 'untrusted');
        await enter(workbench, 'client002', text.nameTitle);
        await enter(workbench, readFileSync(client.passwordFile, 'utf8'), text.passwordTitle);
        await notification(workbench, 'client002');
        const config = readFileSync(path.join(home.folder, 'config.json'), 'utf8');
        assert.equal(JSON.parse(config).certificates.client002.service, 'untrusted');
      },
    },
  ];
}
