// What the extension costs in a real extension host: VS Code's server with its workbench in Chromium,
// a thousand certificates under care, and a project of 2,000 files of which every second names a
// certificate file. Prints the memory of the host's process with the extension, and with one in its
// place that does nothing: without any, a host has not loaded yet what comes with VS Code, and is 40 MB
// smaller. And how long VS Code says that the activation took.
//
//   pnpm build && pnpm run package && node bench/extension-host.ts [--certificates N]
import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { findChromium, launchBrowser } from '../packages/vscode-ext/scripts/browser.ts';
import { endOnSignals } from '../packages/vscode-ext/scripts/leaving.ts';
import { installExtension, startServer } from '../packages/vscode-ext/scripts/vscode-server.ts';
import { makeProject, projectLines } from './clinics-project.ts';
import { knownHome } from './cli-homes.ts';

const { values } = parseArgs({ options: { certificates: { type: 'string', default: '1000' } } });
const extension = path.resolve(import.meta.dirname, '../packages/vscode-ext');
const vsix = path.join(extension, 'weborca-cert-vscode.vsix');
const vsce = path.join(extension, 'node_modules/@vscode/vsce/vsce');

/** Megabytes of the extension host that has this folder for its home; the most it ever had. */
function hostMemory(home: string): { readonly now: number; readonly most: number } {
  for (const file of globSync('/proc/[0-9]*/environ')) {
    try {
      if (!readFileSync(file, 'utf8').includes(`WEBORCA_CERT_HOME=${home}\0`)) continue;
      const folder = path.dirname(file);
      if (!readFileSync(path.join(folder, 'cmdline'), 'utf8').includes('type=extensionHost')) {
        continue;
      }
      const status = readFileSync(path.join(folder, 'status'), 'utf8');
      const of = (what: string): number =>
        Number(new RegExp(`${what}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
      return { now: of('VmRSS'), most: of('VmHWM') };
    } catch {
      // Gone meanwhile, or another user's.
    }
  }
  throw new Error('no extension host');
}

/** Packs an extension that shows that it is there, and does nothing. */
function packEmptyExtension(folder: string): string {
  const manifest = {
    ...{ name: 'empty', publisher: 'bench', version: '1.0.0', type: 'module' },
    ...{ engines: { vscode: '^1.105.0' }, main: './main.js' },
    activationEvents: ['onStartupFinished'],
  };
  const source = `import * as vscode from 'vscode';
export function activate() {
  const item = vscode.window.createStatusBarItem('there', vscode.StatusBarAlignment.Left);
  item.text = 'empty-extension';
  item.show();
}
`;
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(path.join(folder, 'main.js'), source);
  writeFileSync(path.join(folder, 'README.md'), 'Does nothing.\n');
  const file = `${folder}.vsix`;
  const options = ['--no-dependencies', '--allow-missing-repository', '--skip-license'];
  const { status, stderr } = spawnSync(
    process.execPath,
    [vsce, 'package', ...options, '--out', file],
    { cwd: folder, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return file;
}

interface Seen {
  readonly now: number;
  readonly most: number;
  readonly activation: string;
}

async function look(chromium: string, withExtension: boolean): Promise<Seen> {
  const known = await knownHome(Number(values.certificates));
  const extensionsDir = mkdtempSync(path.join(tmpdir(), 'weborca-ext-'));
  const packed = withExtension ? vsix : packEmptyExtension(path.join(known.folder, 'empty'));
  installExtension(packed, extensionsDir);
  const folder = path.join(known.folder, 'workspace');
  mkdirSync(folder);
  makeProject(folder);
  const env = { WEBORCA_CERT_HOME: known.home };
  const server = await startServer({ extensionsDir, allBuiltIns: true, env });
  const { browser, page } = await launchBrowser(chromium);
  try {
    await page.goto(server.url(folder));
    const ready = withExtension
      ? page.locator('[id="weborca-cert.weborca-cert-vscode.weborcaCert.expiry"]')
      : page.locator('.statusbar');
    const text = withExtension ? 'clinic-' : 'empty-extension';
    await ready.filter({ hasText: text }).waitFor({ timeout: 300_000 });
    if (withExtension) {
      const lines = page.locator('[id="status.problems"] a');
      for (let told = ''; !told.includes(String(projectLines)); await setTimeout(500)) {
        told = (await lines.getAttribute('aria-label')) ?? '';
      }
    }
    await setTimeout(10_000);
    const { now, most } = hostMemory(known.home);
    if (!withExtension) return { now, most, activation: '' };
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').first().fill('>Show Running Extensions');
    await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await page.keyboard.press('Enter');
    const row = page.locator('.runtime-extensions-editor .monaco-list-row').filter({
      hasText: /weborca/i,
    });
    const time = row.getByText(/\d+ ?ms/).first();
    await time.waitFor({ timeout: 60_000 });
    return { now, most, activation: await time.innerText() };
  } finally {
    await browser.close();
    await server.stop();
    known.close();
    rmSync(extensionsDir, { recursive: true, force: true });
  }
}

endOnSignals((signal) => console.error(`ended by ${signal}`));
const chromium = findChromium();
if (chromium === null) throw new Error('Chromium is needed for it');
const bare = await look(chromium, false);
const seen = await look(chromium, true);
const megabytes = ({ now, most }: Seen): string =>
  `${now.toFixed(0)} MB, at most ${most.toFixed(0)} MB`;
console.log(`extension host with an empty extension: ${megabytes(bare)}`);
console.log(`with ours, ${values.certificates} certificates: ${megabytes(seen)}`);
console.log(`activation, as VS Code tells: ${seen.activation}`);
