// What a person would see when a step fails: a runner's output is often all there is of a failure.
import type { Page } from 'playwright-core';

/** The parts of the workbench that say or ask something. */
const speaking = {
  message: '.notification-toast',
  question: '.monaco-dialog-box',
  box: '.quick-input-widget',
  'status bar': '[id^="weborca-cert."]',
};

/** A line for each part that can be seen. */
export async function whatStands(page: Page): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const [name, selector] of Object.entries(speaking)) {
    for (const part of await page.locator(selector).filter({ visible: true }).all()) {
      lines.push(`${name}: ${(await part.innerText()).replaceAll(/\s+/g, ' ').trim()}`);
    }
  }
  return lines;
}
