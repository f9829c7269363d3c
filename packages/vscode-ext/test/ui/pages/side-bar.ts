import type { FrameLocator, Locator } from 'playwright-core';
import { insist } from '../support/insist.ts';
import { patience, type Workbench } from './workbench.ts';

/** The view *WebORCA* in the side bar. */
export async function openView({ page }: Workbench): Promise<Locator> {
  const view = page
    .locator('.sidebar .pane-body, .sidebar .tree-explorer-viewlet-tree-view')
    .first();
  const title = page.locator('.composite.title').filter({ hasText: 'WebORCA' });
  // The whole item: a badge lies over the icon.
  const icon = page
    .locator('.activitybar .action-item')
    .filter({ has: page.locator('a[aria-label^="WebORCA"]') })
    .first();
  if (!(await title.isVisible())) await insist((timeout) => icon.click({ timeout }), title);
  await view.waitFor(patience);
  return view;
}

export function treeRow({ page }: Workbench, text: string | RegExp): Locator {
  return page.locator('.sidebar .monaco-list-row').filter({ hasText: text }).first();
}

/** Opens a row by its twistie, and waits until it is open. */
export async function expand(workbench: Workbench, text: string | RegExp): Promise<void> {
  const row = treeRow(workbench, text);
  await row.waitFor(patience);
  await openRow(row);
}

/** Opens a folder of the Explorer. */
export async function expandFolder({ page }: Workbench, name: string): Promise<void> {
  const rows = page.locator('.explorer-folders-view .monaco-list-row');
  await openRow(rows.filter({ hasText: name }).first());
}

async function openRow(row: Locator): Promise<void> {
  const open = row.and(row.page().locator('[aria-expanded="true"]'));
  await insist(async (timeout) => {
    if (await open.isVisible()) return;
    await row.locator('.monaco-tl-twistie').click({ timeout });
  }, open);
}

/** The page inside a webview (viewer, timeline). */
export function webview({ page }: Workbench): FrameLocator {
  return page
    .locator('iframe.webview.ready')
    .last()
    .contentFrame()
    .locator('iframe#active-frame')
    .contentFrame();
}

/** Chooses from a row's menu. A click that comes too soon after the menu has opened is ignored. */
export async function clickInMenu({ page }: Workbench, row: Locator, title: string): Promise<void> {
  const menu = page.locator('.monaco-menu');
  await insist((timeout) => row.click({ button: 'right', timeout }), menu);
  await insist((timeout) => menu.getByText(title).first().click({ timeout }), menu, 'hidden');
}
