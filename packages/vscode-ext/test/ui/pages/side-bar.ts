import type { FrameLocator, Locator } from 'playwright-core';
import { patience, type Workbench } from './workbench.ts';

/** The view *WebORCA* in the side bar. */
export async function openView({ page }: Workbench): Promise<Locator> {
  const view = page
    .locator('.sidebar .pane-body, .sidebar .tree-explorer-viewlet-tree-view')
    .first();
  if (!(await page.locator('.composite.title').filter({ hasText: 'WebORCA' }).isVisible())) {
    await page.locator('.activitybar .action-item a[aria-label^="WebORCA"]').first().click();
  }
  await view.waitFor(patience);
  return view;
}

export function treeRow({ page }: Workbench, text: string | RegExp): Locator {
  return page.locator('.sidebar .monaco-list-row').filter({ hasText: text }).first();
}

/** Opens a row by its twistie, and waits for what is inside. */
export async function expand(workbench: Workbench, text: string | RegExp): Promise<void> {
  const row = treeRow(workbench, text);
  await row.waitFor(patience);
  if ((await row.getAttribute('aria-expanded')) !== 'true') {
    await row.locator('.monaco-tl-twistie').click();
  }
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
  await row.click({ button: 'right' });
  const menu = page.locator('.monaco-menu');
  await menu.waitFor(patience);
  for (let attempt = 0; ; attempt += 1) {
    try {
      await menu.getByText(title).first().click({ timeout: 2000 });
      await menu.waitFor({ state: 'hidden', timeout: 2000 });
      return;
    } catch (error) {
      if (!(await menu.isVisible())) return;
      if (attempt === 4) throw error;
    }
  }
}
