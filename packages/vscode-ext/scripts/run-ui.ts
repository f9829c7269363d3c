// Installs the packaged .vsix into a VS Code server and drives the workbench with Playwright, in
// English (dark) and Japanese (light). Screenshots go to dist-test/screenshots; with
// WEBORCA_UPDATE_IMAGES=1 they become the README's, in docs/images/vscode. Arguments name scenarios:
// en, ja, keyboard, mouse, files.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openWorkbench, type Workbench } from '../test/ui/pages/workbench.ts';
import { fileSteps } from '../test/ui/scenarios/files.ts';
import { keyboardSteps, mouseSteps } from '../test/ui/scenarios/newcomer.ts';
import { renewalSteps } from '../test/ui/scenarios/renewal.ts';
import type { Step } from '../test/ui/scenarios/step.ts';
import type { Locale } from '../test/ui/texts.ts';
import { findChromium, launchBrowser } from './browser.ts';
import { prepareHome, type Home, type HomeOptions } from './home.ts';
import { conclude, concludeWithoutChromium } from './summary.ts';
import { serverRoot, startServer } from './vscode-server.ts';

const root = path.resolve(import.meta.dirname, '..');
const vsix = path.join(root, 'weborca-cert-vscode.vsix');
const shots = path.join(root, 'dist-test/screenshots');
const images = path.resolve(root, '../../docs/images/vscode');
const themes = { en: 'Default Dark Modern', ja: 'Default Light Modern' } as const;
const tally = { passed: 0, failed: 0, skipped: 0 };

function installExtension(extensionsDir: string): void {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'weborca-data-'));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      path.join(serverRoot(), 'out/server-main.js'),
      ...['--install-extension', vsix, '--force', '--accept-server-license-terms'],
      ...['--extensions-dir', extensionsDir, '--server-data-dir', dataDir],
    ],
    { encoding: 'utf8' },
  );
  rmSync(dataDir, { recursive: true, force: true });
  if (status !== 0) throw new Error(`the .vsix could not be installed\n${stdout}${stderr}`);
}

type Scenario = (workbench: Workbench, home: Home, locale: Locale) => readonly Step[];

/** A scenario in a VS Code and a home of its own; what follows a failed step is not tried. */
async function drive(
  chromium: string,
  extensionsDir: string,
  locale: Locale,
  title: string,
  homeOptions: HomeOptions,
  steps: Scenario,
): Promise<void> {
  if (process.argv.length > 2 && !process.argv.includes(title)) return;
  await using home = await prepareHome(homeOptions);
  const server = await startServer({
    extensionsDir,
    locale,
    env: home.env,
    settings: {
      'workbench.colorTheme': themes[locale],
      'git.enabled': homeOptions.git === true,
      'breadcrumbs.enabled': false,
    },
  });
  const { browser, page } = await launchBrowser(chromium);
  const folder = path.join(shots, locale);
  mkdirSync(folder, { recursive: true });
  try {
    const url = server.url(home.workspace);
    const workbench = await openWorkbench(page, url, folder);
    for (const { name, run } of steps(workbench, home, locale)) {
      const started = performance.now();
      try {
        await run();
        tally.passed += 1;
        console.log(`✔ ${locale}: ${name} (${Math.round(performance.now() - started)} ms)`);
      } catch (error) {
        tally.failed += 1;
        console.log(`✖ ${locale}: ${name}`, error);
        await workbench.shoot('failure');
        return;
      }
    }
  } finally {
    await browser.close();
    await server.stop();
  }
}

const chromium = findChromium();
if (chromium === null) {
  concludeWithoutChromium('The tests of the workbench', 1);
} else if (existsSync(vsix)) {
  rmSync(shots, { recursive: true, force: true });
  const extensionsDir = mkdtempSync(path.join(tmpdir(), 'weborca-ext-'));
  try {
    installExtension(extensionsDir);
    const two = { names: ['clinic-a', 'clinic-b'], daysLeft: 45 };
    const none = { names: [], daysLeft: 45 };
    await drive(chromium, extensionsDir, 'en', 'en', two, renewalSteps);
    await drive(chromium, extensionsDir, 'ja', 'ja', two, renewalSteps);
    await drive(chromium, extensionsDir, 'en', 'keyboard', none, keyboardSteps);
    const repository = { names: ['clinic-a'], daysLeft: 45, git: true };
    await drive(chromium, extensionsDir, 'en', 'files', repository, fileSteps);
    await drive(chromium, extensionsDir, 'ja', 'files', repository, fileSteps);
    await drive(chromium, extensionsDir, 'ja', 'mouse', { ...none, api: false }, mouseSteps);
  } catch (error) {
    console.error(error);
    tally.failed += 1;
  } finally {
    rmSync(extensionsDir, { recursive: true, force: true });
  }
  if (process.env.WEBORCA_UPDATE_IMAGES === '1' && tally.failed === 0) {
    cpSync(shots, images, { recursive: true });
  }
  conclude(tally);
} else {
  console.error('there is no .vsix: run the package script first');
  conclude({ passed: 0, failed: 1, skipped: 0 });
}
