// Goes through one scenario in a VS Code, a browser and a home of its own.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';
import { openWorkbench } from '../test/ui/pages/workbench.ts';
import type { Run } from '../test/ui/scenarios.ts';
import { launchBrowser } from './browser.ts';
import { prepareHome } from './home.ts';
import { within } from './limit.ts';
import { startServer } from './vscode-server.ts';
import { whatStands } from './what-stands.ts';

/**
 * A step waits for several things, two minutes for each at the most, and on a busy machine for many
 * of them long; what has not ended after this will not end.
 */
const stepMs = 480_000;
/** For what only looks or closes. */
const shortMs = 30_000;

const themes = { en: 'Default Dark Modern', ja: 'Default Light Modern' } as const;

export interface Stage {
  readonly chromium: string;
  /** Its own: a server writes down what it finds there. */
  readonly extensionsDir: string;
  /** Folder for screenshots. */
  readonly shots: string;
  /** What it tells: printed as a whole, since another one may run beside it. */
  readonly say: (line: string) => void;
  readonly tally: { passed: number; failed: number };
  /** Is told each step as it begins, for whoever ends the run in its middle. */
  readonly begins: (step: string) => void;
}

/** What follows a failed step is not tried. */
export async function drive(stage: Stage, { scenario, locale }: Run): Promise<void> {
  const { chromium, extensionsDir, shots, say, tally, begins } = stage;
  const { restricted, settings, title } = scenario;
  await using home = await prepareHome(scenario.home);
  const server = await startServer({
    extensionsDir,
    locale,
    restricted: restricted === true,
    env: home.env,
    settings: {
      'workbench.colorTheme': themes[locale],
      'git.enabled': scenario.home.git === true,
      'breadcrumbs.enabled': false,
      ...settings?.(home),
    },
  });
  const { browser, page, newPage } = await launchBrowser(chromium);
  const folder = path.join(shots, locale);
  mkdirSync(folder, { recursive: true });
  const { userSettings } = server;
  let begun = { name: '', at: 0 };
  const step = async <T>(name: string, act: () => Promise<T>): Promise<T> => {
    begun = { name, at: performance.now() };
    begins(`${title}, ${locale}: ${name}`);
    return await within(stepMs, 'the step', act());
  };
  try {
    const url = server.url(home.workspace);
    const opening = { newPage, url, userSettings, shots: folder };
    const workbench = await step('VS Code opens', () => openWorkbench(page, opening));
    say(`  ${title}, ${locale}: open (${Math.round(performance.now() - begun.at)} ms)`);
    for (const { name, run } of scenario.steps(workbench, home, locale)) {
      await step(name, run);
      tally.passed += 1;
      say(`✔ ${title}, ${locale}: ${name} (${Math.round(performance.now() - begun.at)} ms)`);
    }
  } catch (error) {
    tally.failed += 1;
    say(`✖ ${title}, ${locale}: ${begun.name} ${inspect(error)}`);
    const stands = within(shortMs, 'looking at the page', whatStands(page));
    for (const line of await stands.catch(lines)) say(`  ${line}`);
    const shot = page.screenshot({ path: path.join(folder, `failure-${title}.png`) });
    await within(shortMs, 'the screenshot', shot).catch((problem) => say(`  ${lines(problem)[0]}`));
  } finally {
    // A browser that does not close any more is ended with this process.
    await within(shortMs, 'the browser closes', browser.close()).catch((problem) => {
      say(`  ${lines(problem)[0]}`);
    });
    await server.stop();
  }
}

function lines(problem: unknown): readonly string[] {
  return [String(problem instanceof Error ? problem.message : problem).split('\n')[0] ?? ''];
}
