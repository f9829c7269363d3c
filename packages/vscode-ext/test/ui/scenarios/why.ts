import type { Locator } from 'playwright-core';
import assert from 'node:assert/strict';
import type { Home } from '../../../scripts/home.ts';
import { clickInMenu, openView, treeRow, webview } from '../pages/side-bar.ts';
import {
  clickIn,
  closeNotifications,
  patience,
  runCommand,
  shootSizes,
  type Workbench,
} from '../pages/workbench.ts';
import { lineOf } from '../pages/editor.ts';
import { insist } from '../support/insist.ts';
import { texts, type Locale } from '../texts.ts';
import type { Step } from './step.ts';

/** *Why Does My Mutual TLS Fail?*: from the tree, from a failed verification, and its links. */
export function whySteps(workbench: Workbench, home: Home, locale: Locale): readonly Step[] {
  const text = texts[locale];
  const { page, shoot } = workbench;
  const { simulator } = home;
  const line = (part: string): Locator => lineOf(workbench, part);
  // By the mouse: what clicks elements scrolls them into view first, which tears the editor's lines.
  const follow = async (label: string, opened: Locator): Promise<void> => {
    const link = page.locator('.view-line .detected-link').filter({ hasText: label }).first();
    await link.waitFor(patience);
    await insist(async (timeout) => {
      const box = await link.boundingBox({ timeout });
      if (box === null) return;
      await page.keyboard.down('Control');
      try {
        await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
        await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      } finally {
        await page.keyboard.up('Control');
      }
    }, opened);
  };
  return [
    {
      name: 'from the tree: each step of the way, and that it is accepted',
      run: async () => {
        await openView(workbench);
        await clickInMenu(workbench, treeRow(workbench, 'clinic-a'), text.whyMenu);
        await line(text.whyAccepted).waitFor(patience);
        await line('CN=').waitFor(patience);
        await shoot('why-accepted');
      },
    },
    {
      name: 'a certificate that may not connect: verified, asked why, and told',
      run: async () => {
        const [client] = simulator.certificates;
        assert.ok(client);
        simulator.refuseAtWeborca(client.identity.leaf.facts.fingerprintSha256);
        await runCommand(page, text.verifyCommand);
        await clickIn(workbench, 'clinic-a', text.findOutWhy);
        await line('NOT PERMITTED CERTIFICATE').waitFor(patience);
        await closeNotifications(workbench);
        await shootSizes(workbench, 'why');
        // The keyboard's way into the document, and out of it by a link.
        simulator.acceptAtWeborca(client.identity.leaf.facts.fingerprintSha256);
        await follow(text.lookAgain, line(text.whyAccepted));
        await follow(text.showLink, webview(workbench).getByText(text.fingerprint));
      },
    },
  ];
}
