import type { Locator } from 'playwright-core';
import { patience, type Workbench } from './workbench.ts';

/** The modal question in the middle of the window. */
export async function dialog({ page }: Workbench, text: string): Promise<Locator> {
  const box = page.locator('.monaco-dialog-box').filter({ hasText: text });
  await box.waitFor(patience);
  return box;
}

export async function answer(box: Locator, button: string): Promise<void> {
  await box.locator('.monaco-button').filter({ hasText: button }).first().click();
}

/** The list at the top: picks the row that holds the text. */
export async function pick({ page }: Workbench, text: string): Promise<void> {
  const row = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
  await row.waitFor(patience);
  await row.click();
}

/** The box at the top: types and confirms. */
export async function enter({ page }: Workbench, text: string, title?: string): Promise<void> {
  if (title !== undefined) {
    await page.locator('.quick-input-title').filter({ hasText: title }).waitFor(patience);
  }
  const input = page.locator('.quick-input-widget input').first();
  await input.waitFor(patience);
  await input.fill(text);
  await page.keyboard.press('Enter');
}
