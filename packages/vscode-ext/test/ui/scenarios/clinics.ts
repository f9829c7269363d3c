import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Home } from '../../../scripts/home.ts';
import { answer, dialog } from '../pages/dialogs.ts';
import { expand, openView, treeRow } from '../pages/side-bar.ts';
import { clickIn, hover, notification, patience, type Workbench } from '../pages/workbench.ts';
import { texts, type Locale } from '../texts.ts';
import type { Step } from './step.ts';

export const clinics = [
  ...['青葉台内科', '北町クリニック', '桜ヶ丘小児科', '緑区整形外科', '港南眼科', '若葉診療所'],
  ...['富士見耳鼻科', '川端医院', '南大通皮膚科', '松原胃腸科'],
];

/** A shared folder in which a clinic's PC published its status three days ago, and has been silent since. */
export function sharedFolder({ files }: Home): string {
  const folder = path.join(files, 'published');
  mkdirSync(folder, { recursive: true });
  const document = {
    schemaVersion: 1,
    command: 'status',
    host: 'kobe-reception',
    at: new Date(Date.now() - 3 * 86_400_000),
    support: { name: 'ORCA desk', phone: '03-0000-0000' },
    certificates: [
      { name: '灘内科', service: 'production', state: 'unreadable', facts: null, consumers: [] },
    ],
  };
  const file = path.join(folder, 'kobe-reception-0a1b2c3d.weborca-cert.json');
  writeFileSync(file, JSON.stringify(document));
  return folder;
}

/** The day of somebody who looks after many clinics: one reminder, one question, one result. */
export function clinicSteps(workbench: Workbench, home: Home, locale: Locale): readonly Step[] {
  const text = texts[locale];
  const { page, notifications, shoot, statusBar } = workbench;
  const { simulator } = home;
  return [
    {
      name: 'ten that are due are reminded of once',
      run: async () => {
        await notification(workbench, text.manyReminded);
        assert.equal(await notifications.filter({ hasText: text.days }).count(), 1);
        await shoot('clinics-reminder');
      },
    },
    {
      name: 'the names of the clinics lead, and the hover stays short',
      run: async () => {
        await openView(workbench);
        for (const name of clinics) await treeRow(workbench, name).waitFor(patience);
        const tooltip = page.locator('.workbench-hover').filter({ hasText: text.days });
        await hover(workbench, statusBar, tooltip);
        assert.ok((await tooltip.locator('tbody tr').count()) <= 8);
        await shoot('clinics-hover');
        await page.keyboard.press('Escape');
      },
    },
    {
      name: 'a machine that has fallen silent is told with since when, and whom to call',
      run: async () => {
        await expand(workbench, text.otherMachines);
        await treeRow(workbench, text.nothingNewSince).waitFor(patience);
        await expand(workbench, 'kobe-reception');
        await treeRow(workbench, text.whomToCall).waitFor(patience);
        await treeRow(workbench, '灘内科').waitFor(patience);
        await shoot('clinics-machines');
      },
    },
    {
      name: 'all that are due are renewed together; one fails, and says why',
      run: async () => {
        simulator.arm('post-403-not-permitted-certificate', 1);
        await clickIn(workbench, text.manyReminded, text.renewAllDue);
        const question = await dialog(workbench, text.renewMany);
        await shoot('clinics-question');
        await answer(question, text.renew);
        const { length } = clinics;
        await notification(workbench, text.manyDone(length - 1, length));
        await shoot('clinics-result');
        assert.equal(simulator.issuances.length, length - 1);
        await clickIn(workbench, text.manyDone(length - 1, length), text.showList);
        const lines = page.locator('.view-line');
        await lines.filter({ hasText: '✖' }).first().waitFor(patience);
        await shoot('clinics-list');
      },
    },
  ];
}
