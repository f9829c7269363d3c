import assert from 'node:assert/strict';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { eventually, insist } from '../support/insist.ts';

/** Waits are generous: two cores share the server, the browser and other suites. */
export const patience = { timeout: 120_000 } as const;

/** VS Code lets a message stand for ten seconds at least; later ones push it away. */
const popUpMs = 10_000;

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
  const statusBar = page.locator('[id="weborca-cert.weborca-cert-vscode.weborcaCert.expiry"]');
  const open = async (timeout: number): Promise<void> => {
    await page.goto(url);
    await statusBar.waitFor({ timeout });
  };
  // On a busy machine a part of VS Code may give up waiting for another; a person would reload.
  await open(60_000).catch(() => open(120_000));
  return {
    page,
    statusBar,
    notifications: page.locator('.notification-list-item'),
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

/** The window as it is (a laptop's), and the same on a wide screen and in half of one. */
export async function shootSizes({ page, shoot }: Workbench, name: string): Promise<void> {
  await shoot(name);
  const before = page.viewportSize();
  for (const width of [1600, 640]) {
    await page.setViewportSize({ width, height: 900 });
    await shoot(`${name}-${width}`);
  }
  if (before !== null) await page.setViewportSize(before);
}

/** As a person does it in the middle of something, or as an update of VS Code does. */
export async function reload({ page, statusBar }: Workbench): Promise<void> {
  await page.reload();
  await statusBar.waitFor(patience);
}

/**
 * Waits until VS Code in the browser has written down which tabs are open: it does so every five
 * seconds, and not when its page goes, so that what was opened just before a reload does not come back.
 */
export async function tabIsKept({ page }: Workbench, viewType: string): Promise<void> {
  await eventually(async () => {
    // The type alone stands elsewhere, too, and sooner: where VS Code keeps what its pages are called.
    const states = await keptStates(page);
    assert.ok(states.some((one) => one.includes('editorpart.state') && one.includes(viewType)));
  });
}

/** The states of all parts of VS Code, as they lie in the browser's databases. */
async function keptStates(page: Page): Promise<readonly string[]> {
  return await page.evaluate<readonly string[]>(readDatabases);
}

/** As text: what runs in the page is of another world than this file, whose types have no window. */
const readDatabases = `(async () => {
  const answerOf = (request) =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error));
    });
  const kept = [];
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith('vscode-web-state-db-')) continue;
    const database = await answerOf(indexedDB.open(name));
    kept.push(...await answerOf(database.transaction('ItemTable').objectStore('ItemTable').getAll()));
    database.close();
  }
  return kept.map(String);
})()`;

/**
 * The first notification that holds the text: as it pops up, or in the list, where VS Code puts at
 * once what comes together with another, and after some seconds what nobody has clicked.
 */
export async function notification(
  { page, notifications }: Workbench,
  text: string | RegExp,
): Promise<Locator> {
  const found = notifications.filter({ hasText: text }).first();
  try {
    await found.waitFor({ timeout: popUpMs });
  } catch {
    await insist(() => runCommand(page, 'Notifications: Show Notifications'), found);
  }
  return found;
}

/** Waits until progress has gone and only the last message stands there, as people see it. */
export async function lastNotification({ notifications }: Workbench): Promise<void> {
  await notifications.nth(1).waitFor({ ...patience, state: 'hidden' });
}

/** Clicks a button of the notification that holds the text, also when it has gone into the list. */
export async function clickIn(
  workbench: Workbench,
  text: string | RegExp,
  button: string,
): Promise<void> {
  const buttons = workbench.notifications
    .filter({ hasText: text })
    .locator('.monaco-button')
    .filter({ hasText: button });
  await notification(workbench, text);
  try {
    await buttons.first().click({ timeout: popUpMs });
  } catch (error) {
    if (await buttons.first().isVisible()) throw error;
    // Clicked after all, or gone into the list just then, which takes a moment to appear.
    await runCommand(workbench.page, 'Notifications: Show Notifications');
    const listed = buttons.first().waitFor({ timeout: popUpMs });
    const isThere = await listed.then(
      () => true,
      () => false,
    );
    if (isThere) await buttons.first().click();
  }
}

/** Opens VS Code's settings editor at one setting, of which this text is seen. */
export async function openWorkbenchSetting(
  { page }: Workbench,
  name: string,
  text: string,
): Promise<void> {
  await runCommand(page, 'Preferences: Open Settings (UI)');
  const editor = page.locator('.settings-editor');
  await insist(async (timeout) => {
    await editor.locator('.search-container').click({ timeout });
    await page.keyboard.press('Control+A');
    await page.keyboard.type(name);
  }, editor.getByText(text));
}

/** Moves the mouse onto something, until what it explains itself with is there. */
export async function hover({ page }: Workbench, target: Locator, hint: Locator): Promise<void> {
  await insist(async (timeout) => {
    await page.mouse.move(0, 0);
    await target.hover({ timeout });
  }, hint);
}

/**
 * Puts the notifications away, also those that have gone into the list by themselves, so that the
 * next step does not take an old one for its own.
 */
export async function closeNotifications({ page, notifications }: Workbench): Promise<void> {
  await runCommand(page, 'Notifications: Clear All Notifications');
  await notifications.first().waitFor({ ...patience, state: 'hidden' });
}

/** Opens a file of the workspace's first level from the Explorer. */
export async function openFile({ page }: Workbench, name: string): Promise<void> {
  const file = page.locator('.explorer-folders-view').getByText(name, { exact: true });
  await insist(
    (timeout) => file.dblclick({ timeout }),
    page.locator('.tab.active').filter({ hasText: name }),
  );
}

/** By the palette, which is how people without a mouse do it. */
export async function runCommand(page: Page, title: string): Promise<void> {
  // Until the list is filtered, the row in focus is the command that was used last. And a box that
  // a busy workbench closes again takes its rows along: then it is opened once more.
  await openPalette(page, title, (row) => row.and(page.locator('.focused')));
  await page.keyboard.press('Enter');
}

/** Opens the palette and waits for a command of this title. */
export async function openPalette(
  page: Page,
  title: string,
  which: (row: Locator) => Locator = (row) => row,
): Promise<Locator> {
  const box = page.locator('.quick-input-widget');
  const rows = box.locator('.monaco-list-row');
  await insist(
    async (timeout) => {
      // An earlier box that is still closing would take this one along.
      if (await box.isVisible()) await page.keyboard.press('Escape');
      await box.waitFor({ timeout, state: 'hidden' });
      await page.keyboard.press('F1');
      await box.locator('input').first().fill(`>${title}`, { timeout });
    },
    which(rows.filter({ hasText: nameOf(title) })).first(),
  );
  return rows;
}

/** A command's title without its category. */
function nameOf(title: string): string {
  return title.split(': ').at(-1) ?? title;
}
