import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { Home } from '../../../scripts/home.ts';
import { webview } from '../pages/side-bar.ts';
import { patience, runCommand, type Workbench } from '../pages/workbench.ts';
import { eventually } from '../support/insist.ts';
import { texts, type Locale } from '../texts.ts';
import type { Step } from './step.ts';

const height = 900;
/** A wide screen, a laptop, half of one, and that at a zoom of 150 %. */
const widths = [1600, 1280, 640, 427];
const usual = { width: 1280, height: 800 };
/** CSS pixels: smaller letters are no pleasure. */
const readable = 11;

/** What is drawn, in windows of other sizes. */
export function looksSteps(workbench: Workbench, _home: Home, locale: Locale): readonly Step[] {
  const text = texts[locale];
  const { page, shoot } = workbench;
  return [
    {
      name: 'the walkthrough’s first picture is seen on a wide screen',
      run: async () => {
        await page.setViewportSize({ width: 1600, height });
        await runCommand(page, text.getStartedCommand);
        await page.getByText(text.firstStep).first().waitFor(patience);
        const picture = page.frameLocator('.getting-started-media iframe').last();
        const drawn = picture.frameLocator('iframe').locator('svg');
        await drawn.first().waitFor(patience);
        await shoot('walkthrough-1600');
        await page.keyboard.press('Control+F4');
      },
    },
    {
      name: 'the timeline can be read in every window',
      run: async () => {
        await runCommand(page, text.timelineCommand);
        const frame = webview(workbench);
        const letters = frame.locator('svg text');
        await letters.first().waitFor(patience);
        // Room for what is looked at, as a person makes it in a small window.
        await runCommand(page, 'View: Close Primary Side Bar').catch(() => undefined);
        for (const width of widths) {
          await page.setViewportSize({ width, height });
          await eventually(async () => {
            assert.ok((await smallest(letters)) >= readable, `letters at ${width}`);
            assert.ok(await fits(frame.locator('body')), `overflow at ${width}`);
          });
          await shoot(`timeline-${width}`);
        }
        await page.setViewportSize(usual);
      },
    },
  ];
}

async function smallest(letters: Locator): Promise<number> {
  const heights = await letters.evaluateAll((all) =>
    all.map((one) => one.getBoundingClientRect().height),
  );
  return Math.min(...heights);
}

function fits(body: Locator): Promise<boolean> {
  return body.evaluate(
    ({ ownerDocument: { documentElement: root } }) => root.scrollWidth <= root.clientWidth,
  );
}
