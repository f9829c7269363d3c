import type { Locator } from 'playwright-core';
import { insist } from '../support/insist.ts';
import { patience, type Workbench } from './workbench.ts';

/** The modal question in the middle of the window. */
export async function dialog({ page }: Workbench, text: string): Promise<Locator> {
  const box = page.locator('.monaco-dialog-box').filter({ hasText: text });
  await box.waitFor(patience);
  return box;
}

export async function answer(box: Locator, button: string): Promise<void> {
  const choice = box.locator('.monaco-button').filter({ hasText: button }).first();
  await insist((timeout) => choice.click({ timeout }), choice, 'hidden');
}

/** The row of the list at the top that holds the text. */
export async function pickRow({ page }: Workbench, text: string): Promise<Locator> {
  const row = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
  await row.waitFor(patience);
  return row;
}

/** The list at the top: picks the row that holds the text. */
export async function pick(workbench: Workbench, text: string): Promise<void> {
  await (await pickRow(workbench, text)).click();
}

/** The same of more rows than there is room for: only those that can be seen are there. */
export async function pickOfMany(workbench: Workbench, text: string): Promise<void> {
  const rows = workbench.page.locator('.quick-input-list .monaco-list-row');
  await rows.first().waitFor(patience);
  await workbench.page.locator('.quick-input-widget input').first().fill(text);
  await pick(workbench, text);
}

/** The list at the top with several choices: takes those that are ticked. */
export async function confirmPicks({ page }: Workbench): Promise<void> {
  await page.locator('.quick-input-widget .monaco-button').filter({ hasText: 'OK' }).click();
}

/** The box at the top: types and confirms. */
export async function enter({ page }: Workbench, text: string, title?: string): Promise<void> {
  if (title !== undefined) {
    await page.locator('.quick-input-title').filter({ hasText: title }).waitFor(patience);
  }
  const input = page.locator('.quick-input-widget input').first();
  await input.waitFor(patience);
  await input.fill(text);
  await input.press('Enter');
}

/**
 * A path in VS Code's own file dialog. It fills its box once more when it has listed the folder, so
 * what was typed before that is typed again.
 */
export async function enterPath({ page }: Workbench, file: string, title: string): Promise<void> {
  const shown = page.locator('.quick-input-title').filter({ hasText: title });
  await shown.waitFor(patience);
  const input = page.locator('.quick-input-widget input').first();
  // The dialog has listed its first folder once the row `..` is there, and leaves the box alone then.
  await page
    .locator('.quick-input-list .monaco-list-row')
    .filter({ hasText: '..' })
    .waitFor(patience);
  await insist(
    async (timeout) => {
      await input.fill(file, { timeout });
      if ((await input.inputValue({ timeout })) !== file) throw new Error('typed over');
      await input.press('Enter', { timeout });
    },
    shown,
    'hidden',
  );
}
