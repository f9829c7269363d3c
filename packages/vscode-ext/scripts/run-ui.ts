// Installs the packaged .vsix into a VS Code server and drives the workbench with Playwright, in
// English (dark) and Japanese (light). Screenshots go to dist-test/screenshots; with
// WEBORCA_UPDATE_IMAGES=1 they become the README's, in docs/images/vscode. Arguments name scenarios
// (test/ui/scenarios.ts); `--times 20` goes through them twenty times, which shows what fails now
// and then; `--lanes 1` has one after the other, where else two go side by side, since each waits half
// of its time.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { inspect, parseArgs } from 'node:util';
import { openWorkbench } from '../test/ui/pages/workbench.ts';
import { scenarios, type Scenario } from '../test/ui/scenarios.ts';
import { findChromium, launchBrowser } from './browser.ts';
import { prepareHome } from './home.ts';
import { conclude, concludeWithoutChromium } from './summary.ts';
import { serverRoot, startServer } from './vscode-server.ts';
import { whatStands } from './what-stands.ts';

const root = path.resolve(import.meta.dirname, '..');
/** What was built here, or what a release consists of. */
const vsix = process.env.WEBORCA_VSIX ?? path.join(root, 'weborca-cert-vscode.vsix');
const shots = path.join(root, 'dist-test/screenshots');
const images = path.resolve(root, '../../docs/images/vscode');
const themes = { en: 'Default Dark Modern', ja: 'Default Light Modern' } as const;
const tally = { passed: 0, failed: 0, skipped: 0 };
const updatesImages = process.env.WEBORCA_UPDATE_IMAGES === '1';

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

/** What one scenario tells: printed as a whole, since another one runs beside it. */
type Say = (line: string) => void;

/** A scenario in a VS Code and a home of its own; what follows a failed step is not tried. */
async function drive({ chromium, extensionsDir, say }: Lane, scenario: Scenario): Promise<void> {
  const { locale, restricted, settings } = scenario;
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
  try {
    const url = server.url(home.workspace);
    let begun = { name: 'VS Code opens', at: performance.now() };
    try {
      const workbench = await openWorkbench(page, { newPage, url, userSettings, shots: folder });
      for (const { name, run } of scenario.steps(workbench, home, locale)) {
        begun = { name, at: performance.now() };
        await run();
        tally.passed += 1;
        say(`✔ ${locale}: ${name} (${Math.round(performance.now() - begun.at)} ms)`);
      }
    } catch (error) {
      tally.failed += 1;
      say(`✖ ${locale}: ${begun.name} ${inspect(error)}`);
      for (const line of await whatStands(page)) say(`  ${line}`);
      await page.screenshot({ path: path.join(folder, `failure-${scenario.title}.png`) });
    }
  } finally {
    await browser.close();
    await server.stop();
  }
}

interface Lane {
  readonly chromium: string;
  /** Its own: a server writes down what it finds there. */
  readonly extensionsDir: string;
  readonly say: Say;
}

/** Takes one scenario after the other off the list, until there is none left. */
async function goThrough(waiting: Scenario[], chromium: string): Promise<void> {
  const extensionsDir = mkdtempSync(path.join(tmpdir(), 'weborca-ext-'));
  try {
    installExtension(extensionsDir);
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const lines: string[] = [];
      try {
        await drive({ chromium, extensionsDir, say: (line) => lines.push(line) }, next);
      } finally {
        console.log(lines.join('\n'));
      }
    }
  } catch (error) {
    console.error(error);
    tally.failed += 1;
  } finally {
    rmSync(extensionsDir, { recursive: true, force: true });
  }
}

const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: {
    times: { type: 'string', default: '1' },
    // Pictures for the README are taken of what nothing else slows down.
    lanes: { type: 'string', default: updatesImages || availableParallelism() < 4 ? '1' : '2' },
  },
});
const chosen = scenarios.filter(({ title }) => asked.length === 0 || asked.includes(title));
const chromium = findChromium();
if (chromium === null) {
  concludeWithoutChromium('The tests of the workbench', 1);
} else if (existsSync(vsix)) {
  rmSync(shots, { recursive: true, force: true });
  const waiting = Array.from({ length: Number(values.times) }, () => chosen).flat();
  const lanes = Math.min(Number(values.lanes), waiting.length);
  await Promise.all(Array.from({ length: lanes }, () => goThrough(waiting, chromium)));
  if (updatesImages && tally.failed === 0) {
    cpSync(shots, images, { recursive: true });
  }
  conclude(tally);
} else {
  console.error('there is no .vsix: run the package script first');
  conclude({ passed: 0, failed: 1, skipped: 0 });
}
