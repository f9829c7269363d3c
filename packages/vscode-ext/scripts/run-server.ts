// Runs the compiled mocha suite in the extension host of a VS Code server (no Electron needed).
import { rmSync } from 'node:fs';
import path from 'node:path';
import { findChromium, launchBrowser } from './browser.ts';
import { prepareHome } from './home.ts';
import { endOnSignals } from './leaving.ts';
import { concludeSuite } from './report.ts';
import { concludeWithoutChromium } from './summary.ts';
import { startServer } from './vscode-server.ts';

const root = path.resolve(import.meta.dirname, '..');
const resultsFile = path.join(root, 'dist-test/results.json');

/** Resolves with the exit code that the workbench hands over when the suite is through. */
async function runSuite(chromium: string): Promise<{ code: number; serverLog: string }> {
  await using home = await prepareHome({
    names: ['clinic-a', 'untrusted'],
    untrusted: true,
    daysLeft: 45,
  });
  const server = await startServer({
    testDriver: true,
    locale: process.env.WEBORCA_TEST_LOCALE,
    env: { ...home.env, WEBORCA_TEST_RESULTS: resultsFile, WEBORCA_TEST_FILES: home.files },
  });
  const { browser, page } = await launchBrowser(chromium);
  const pageLog: string[] = [];
  const exit = Promise.withResolvers<number>();
  const timer = setTimeout(() => {
    exit.reject(new Error('the suite did not end within 600 s'));
  }, 600_000);
  try {
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
      pageLog.push(`${type}: ${args.join(' ')}`);
    });
    await page.exposeFunction('codeAutomationExit', (code: number) => {
      exit.resolve(code);
    });
    await page.goto(
      server.url(home.workspace, [
        ['extensionDevelopmentPath', server.remote(root)],
        ['extensionTestsPath', server.remote(path.join(root, 'dist-test/index.cjs'))],
      ]),
    );
    return { code: await exit.promise, serverLog: server.log() };
  } catch (error) {
    console.error(error);
    await page.screenshot({ path: path.join(root, 'dist-test/failure.png') });
    return { code: 1, serverLog: server.log() };
  } finally {
    clearTimeout(timer);
    await browser.close();
    await server.stop();
    if (process.env.WEBORCA_TEST_DEBUG !== undefined) console.log(pageLog.join('\n'));
  }
}

endOnSignals((signal) => console.error(`ended by ${signal}`));
const chromium = findChromium();
if (chromium === null) {
  concludeWithoutChromium('The tests in VS Code', 1);
} else {
  rmSync(resultsFile, { force: true });
  const { code, serverLog } = await runSuite(chromium).catch((error: unknown) => {
    console.error(error);
    return { code: 1, serverLog: '' };
  });
  if (!concludeSuite(resultsFile, code === 0)) {
    console.error('the suite wrote no results\n', serverLog.slice(-2000));
  }
}
