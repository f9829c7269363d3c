import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import type { Home } from '../../../scripts/home.ts';
import { enter } from '../pages/dialogs.ts';
import { expandFolder, webview } from '../pages/side-bar.ts';
import { patience, type Workbench } from '../pages/workbench.ts';
import { eventually, insist } from '../support/insist.ts';
import { texts, type Locale } from '../texts.ts';
import type { Step } from './step.ts';

const wrongPassword = 'NotThePasswordOfThisFile';

/** A .p12 of the workspace in the viewer: its password is asked for, and left nowhere. */
export function viewerSteps(workbench: Workbench, home: Home, locale: Locale): readonly Step[] {
  const text = texts[locale];
  const { page, shoot } = workbench;
  return [
    {
      name: 'a .p12 opens in the viewer by itself, and says that it is locked',
      run: async () => {
        const explorer = page.locator('.explorer-folders-view');
        await expandFolder(workbench, 'certs');
        const file = explorer.locator('.monaco-list-row').filter({ hasText: 'client001.p12' });
        await file.waitFor(patience);
        const link = webview(workbench).getByText(text.enterPassword);
        await insist((timeout) => file.dblclick({ timeout }), link);
      },
    },
    {
      name: 'a wrong password is asked for again, in a box that shows dots',
      run: async () => {
        const link = webview(workbench).getByText(text.enterPassword);
        await insist((timeout) => link.click({ timeout }), box(workbench));
        await enter(workbench, wrongPassword, text.passwordTitle);
        await page.locator('.quick-input-widget').getByText(text.wrongPassword).waitFor(patience);
        await eventually(async () => {
          assert.equal(await box(workbench).getAttribute('type'), 'password');
          assert.equal(await box(workbench).inputValue(), '');
        });
        await shoot('viewer-password');
      },
    },
    {
      name: 'the right one shows the certificate, and no password is left in the page',
      run: async () => {
        const password = passwordOf(home);
        await enter(workbench, password, text.passwordTitle);
        const frame = webview(workbench);
        await frame.getByText(text.fingerprint).waitFor(patience);
        assert.equal(await frame.locator('h1').innerText(), 'client001');
        // The same certificate is in use: what can be done with it is offered.
        for (const action of [text.renewEllipsis, text.rowVerify]) {
          await frame.getByRole('link', { name: action }).waitFor(patience);
        }
        await shoot('viewer-actions');
        const left = await everythingIn(workbench);
        assert.ok(left.includes('client001'));
        assert.deepEqual(
          [password, wrongPassword].map((secret) => left.includes(secret)),
          [false, false],
        );
      },
    },
    {
      name: 'its fingerprint is copied',
      run: async () => {
        const link = webview(workbench).getByRole('link', { name: text.copyFingerprint });
        await insist(
          (timeout) => link.click({ timeout }),
          page.getByText(text.fingerprintCopied).first(),
        );
      },
    },
  ];
}

function box({ page }: Workbench): Locator {
  return page.locator('.quick-input-widget input').first();
}

/** The markup of every frame, and what stands in its boxes. */
async function everythingIn({ page }: Workbench): Promise<string> {
  const parts: string[] = [];
  for (const frame of page.frames()) {
    const values = frame.locator('input, textarea');
    parts.push(await frame.content());
    for (const value of await values.all()) parts.push(await value.inputValue());
  }
  return parts.join('\n');
}

/** Of the first client's file as the management site gave it out. */
function passwordOf({ simulator }: Home): string {
  const file = simulator.certificates[0]?.passwordFile;
  assert.ok(file != null);
  return readFileSync(file, 'utf8').trim();
}
