// Chromium, driven by Playwright: the distribution's own, or the one WEBORCA_TEST_CHROMIUM names.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { serverRoot } from './vscode-server.ts';

/** The Chromium of this machine, or null: then the Debian package `chromium` is missing. */
export function findChromium(): string | null {
  const named = process.env.WEBORCA_TEST_CHROMIUM;
  if (named !== undefined) return existsSync(named) ? named : null;
  // The one that has no windows starts in half the time.
  const usual = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'];
  return usual.map((name) => `/usr/bin/${name}`).find((file) => existsSync(file)) ?? null;
}

export async function launchBrowser(executablePath: string): Promise<{
  readonly browser: Browser;
  /** The first window, and how to have another. */
  readonly page: Page;
  readonly newPage: () => Promise<Page>;
}> {
  const browser = await chromium.launch({
    executablePath,
    // It is ended with this process: see leaving.ts.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  // The server looks for browser modules (syntax colours) in lib/vscode/node_modules; pnpm has them
  // beside code-server.
  const modules = path.resolve(serverRoot(), '../../..');
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  // A limit here is for what hangs, not for a machine that is busy.
  context.setDefaultTimeout(120_000);
  context.setDefaultNavigationTimeout(120_000);
  await context.route('**/static/node_modules/**', async (route) => {
    const file = path.join(modules, route.request().url().split('/static/node_modules/')[1] ?? '');
    await (existsSync(file) ? route.fulfill({ path: file }) : route.continue());
  });
  const newPage = (): Promise<Page> => context.newPage();
  return { browser, page: await newPage(), newPage };
}
