import path from 'node:path';
import type { Locator, Page } from 'playwright-core';

/** Waits are generous: two cores share the server, the browser and other suites. */
export const patience = { timeout: 30_000 } as const;

/** VS Code in the browser, as a person sees it. */
export interface Workbench {
  readonly page: Page;
  readonly statusBar: Locator;
  readonly notifications: Locator;
  /** Opens the same folder in another window. */
  readonly openAnother: () => Promise<Workbench>;
  /** VS Code's own file of the user's settings. */
  readonly userSettings: string;
  /** Saves what is seen, for the README and for whoever reads a failure. */
  readonly shoot: (name: string) => Promise<void>;
  /** Presses keys one after the other. */
  readonly press: (...keys: readonly string[]) => Promise<void>;
}

export interface Opening {
  readonly newPage: () => Promise<Page>;
  readonly url: string;
  readonly userSettings: string;
  /** Folder for screenshots. */
  readonly shots: string;
}

export async function openWorkbench(page: Page, opening: Opening): Promise<Workbench> {
  const { newPage, url, userSettings, shots } = opening;
  await page.goto(url);
  await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
  const statusBar = page.locator('[id="weborca-cert.weborca-cert-vscode.weborcaCert.expiry"]');
  await statusBar.waitFor({ timeout: 60_000 });
  return {
    page,
    statusBar,
    notifications: page.locator('.notification-toast'),
    openAnother: async () => openWorkbench(await newPage(), opening),
    userSettings,
    shoot: async (name) => {
      await page.screenshot({ path: path.join(shots, `${name}.png`), animations: 'disabled' });
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

/** Waits until progress has gone and only the last message stands there, as people see it. */
export async function lastNotification({ notifications }: Workbench): Promise<void> {
  await notifications.nth(1).waitFor({ ...patience, state: 'hidden' });
}

/** Clicks a button of a notification. */
export async function clickIn(toast: Locator, button: string): Promise<void> {
  await toast.locator('.monaco-button').filter({ hasText: button }).first().click();
}

/** Opens VS Code's settings editor at one setting. */
export async function openWorkbenchSetting({ page }: Workbench, name: string): Promise<void> {
  await runCommand(page, 'Preferences: Open Settings (UI)');
  const search = page.locator('.settings-editor .search-container');
  await search.click();
  await page.keyboard.type(name);
}

/** Puts the notifications away, so that the next step does not take an old one for its own. */
export async function closeNotifications({ notifications }: Workbench): Promise<void> {
  for (let attempt = 0; attempt < 20 && (await notifications.count()) > 0; attempt += 1) {
    const toast = notifications.first();
    try {
      await toast.hover({ timeout: 2000 });
      await toast.locator('.codicon-notifications-clear').click({ timeout: 2000 });
    } catch {
      // It went by itself meanwhile, as toasts do.
    }
  }
  await notifications.first().waitFor({ ...patience, state: 'hidden' });
}

/** Opens a file of the workspace's first level from the Explorer. */
export async function openFile({ page }: Workbench, name: string): Promise<void> {
  await page.locator('.explorer-folders-view').getByText(name, { exact: true }).dblclick();
  await page.locator('.tab.active').filter({ hasText: name }).waitFor(patience);
}

/** By the palette, which is how people without a mouse do it. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const rows = await openPalette(page, title);
  // Until the list is filtered, the row in focus is the command that was used last.
  await rows
    .and(page.locator('.focused'))
    .filter({ hasText: nameOf(title) })
    .waitFor(patience);
  await page.keyboard.press('Enter');
}

/** Opens the palette and waits for a command of this title. */
export async function openPalette(page: Page, title: string): Promise<Locator> {
  const box = await typeInBox(page, 'F1', `>${title}`);
  const rows = box.locator('.monaco-list-row');
  await rows
    .filter({ hasText: nameOf(title) })
    .first()
    .waitFor(patience);
  return rows;
}

/** A command's title without its category. */
function nameOf(title: string): string {
  return title.split(': ').at(-1) ?? title;
}

/** Opens the box at the top by a key, and types. */
async function typeInBox(page: Page, key: string, text: string): Promise<Locator> {
  const box = page.locator('.quick-input-widget');
  for (let attempt = 0; ; attempt += 1) {
    await box.waitFor({ ...patience, state: 'hidden' });
    await page.keyboard.press(key);
    try {
      await box.locator('input').first().fill(text, { timeout: 2000 });
      return box;
    } catch (error) {
      // Something else took the focus, or an earlier box was still closing and took this one along.
      if (attempt === 4) throw error;
    }
  }
}
