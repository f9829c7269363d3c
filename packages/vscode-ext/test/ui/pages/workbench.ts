import path from 'node:path';
import type { Locator, Page } from 'playwright-core';

/** Waits are generous: two cores share the server, the browser and other suites. */
export const patience = { timeout: 30_000 } as const;

/** VS Code in the browser, as a person sees it. */
export interface Workbench {
  readonly page: Page;
  readonly statusBar: Locator;
  readonly notifications: Locator;
  /** Saves what is seen, for the README and for whoever reads a failure. */
  readonly shoot: (name: string) => Promise<void>;
  /** Presses keys one after the other. */
  readonly press: (...keys: readonly string[]) => Promise<void>;
}

export async function openWorkbench(page: Page, url: string, shots: string): Promise<Workbench> {
  await page.goto(url);
  await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
  const statusBar = page.locator('[id="weborca-cert.weborca-cert-vscode.weborcaCert.expiry"]');
  await statusBar.waitFor({ timeout: 60_000 });
  return {
    page,
    statusBar,
    notifications: page.locator('.notification-toast'),
    shoot: async (name) => {
      await page.screenshot({ path: path.join(shots, `${name}.png`) });
    },
    press: async (...keys) => {
      for (const key of keys) await page.keyboard.press(key);
    },
  };
}

/** The first notification that holds the text. */
export async function notification(
  { notifications }: Workbench,
  text: string | RegExp,
): Promise<Locator> {
  const found = notifications.filter({ hasText: text }).first();
  await found.waitFor(patience);
  return found;
}

export async function closeNotifications({ page }: Workbench): Promise<void> {
  await runCommand(page, 'Notifications: Clear All Notifications');
}

/** By the palette, which is how people without a mouse do it. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await openPalette(page, title);
  await page.keyboard.press('Enter');
}

export async function openPalette(page: Page, text: string): Promise<Locator> {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input').first();
  await input.waitFor(patience);
  await input.fill(`>${text}`);
  const rows = page.locator('.quick-input-list .monaco-list-row');
  await rows
    .filter({ hasText: text.split(' ').at(-1) ?? text })
    .first()
    .waitFor(patience);
  return rows;
}
