import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Home } from '../../../scripts/home.ts';
import { answer, dialog, enter } from '../pages/dialogs.ts';
import { clickInMenu, expandFolder, openView, treeRow } from '../pages/side-bar.ts';
import {
  closeNotifications,
  notification,
  patience,
  runCommand,
  type Workbench,
} from '../pages/workbench.ts';
import { eventually, insist } from '../support/insist.ts';
import { texts, type Locale } from '../texts.ts';
import { clinics } from './clinics.ts';
import type { Step } from './step.ts';

/** The first day of somebody who looks after many clinics: ten files, named after them. */
export function severalSteps(workbench: Workbench, home: Home, locale: Locale): readonly Step[] {
  const text = texts[locale];
  const { page, notifications, shoot } = workbench;
  const [first = '', second = ''] = clinics;
  const passwords = new Map<string, string>();
  return [
    {
      name: 'ten files are chosen in the Explorer and registered, each with the name that it has',
      run: async () => {
        const folder = path.join(home.workspace, 'incoming');
        mkdirSync(folder);
        for (const [index, clinic] of clinics.entries()) {
          const client = home.simulator.certificates[index];
          assert.ok(client);
          passwords.set(clinic, client.password);
          writeFileSync(path.join(folder, `${clinic}.p12`), client.p12Bytes);
        }
        await runCommand(page, 'View: Show Explorer');
        await expandFolder(workbench, 'incoming');
        const files = page.locator('.explorer-folders-view .monaco-list-row').filter({
          hasText: new RegExp(`^(?:${clinics.join('|')})\\.p12`),
        });
        await eventually(async () => assert.equal(await files.count(), clinics.length));
        const selected = page.locator('.explorer-folders-view .monaco-list-row.selected');
        await insist(
          async (timeout) => {
            await files.first().click({ timeout });
            await files.last().click({ timeout, modifiers: ['Shift'] });
          },
          selected.nth(clinics.length - 1),
        );
        await clickInMenu(workbench, files.last(), text.addButton);
        for (let left = clinics.length; left > 0; left -= 1) {
          const clinic = await suggested(workbench, text.nameTitle, passwords);
          await enter(workbench, clinic, text.nameTitle);
          await enter(workbench, passwords.get(clinic) ?? '', text.passwordTitle);
          passwords.delete(clinic);
        }
        await notification(workbench, text.manyDone(clinics.length, clinics.length));
        await shoot('several-added');
      },
    },
    {
      name: 'one message reminds of all of them',
      run: async () => {
        await notification(workbench, text.manyReminded);
        assert.equal(await notifications.filter({ hasText: text.renewAllDue }).count(), 1);
        assert.equal(await notifications.filter({ hasText: text.later }).count(), 0);
        await closeNotifications(workbench);
      },
    },
    {
      name: 'one gets another name, and one is taken out again',
      run: async () => {
        await openView(workbench);
        for (const clinic of clinics) await treeRow(workbench, clinic).waitFor(patience);
        await shoot('several');
        await clickInMenu(workbench, treeRow(workbench, first), text.renameMenu);
        await enter(workbench, `${first}分院`, first);
        await treeRow(workbench, `${first}分院`).waitFor(patience);
        await clickInMenu(workbench, treeRow(workbench, second), text.removeMenu);
        await answer(await dialog(workbench, second), text.remove);
        await treeRow(workbench, second).waitFor({ ...patience, state: 'hidden' });
        await closeNotifications(workbench);
      },
    },
  ];
}

/** The name that stands in the box, taken from the file's: one of those that are still to come. */
async function suggested(
  { page }: Workbench,
  title: string,
  known: ReadonlyMap<string, string>,
): Promise<string> {
  await page.locator('.quick-input-title').filter({ hasText: title }).waitFor(patience);
  const input = page.locator('.quick-input-widget input').first();
  let value = '';
  await eventually(async () => {
    value = await input.inputValue();
    assert.ok(known.has(value), value);
  });
  return value;
}
