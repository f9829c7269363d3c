// Starts the VS Code server that ships inside the npm package code-server.
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { atExit } from './leaving.ts';
import { within } from './limit.ts';

/** What a server that is asked to end takes for it, at the most. */
const closingMs = 20_000;

/** Directory of the VS Code server (the lib/vscode folder of code-server). */
export function serverRoot(): string {
  const manifest = createRequire(import.meta.url).resolve('code-server/package.json');
  return process.env.WEBORCA_TEST_VSCODE_SERVER ?? path.join(path.dirname(manifest), 'lib/vscode');
}

/**
 * No Japanese language pack is on npm. An empty one is enough for the display language to be `ja`:
 * the workbench falls back to English string by string, and extensions get their own translations.
 */
function writeLanguagePack(userData: string, language: string): void {
  const main = path.join(userData, `${language}.main.i18n.json`);
  writeFileSync(main, JSON.stringify({ version: '1.0.0', contents: {} }));
  const pack = {
    hash: 'test',
    label: language,
    extensions: [{ extensionIdentifier: { id: 'test.pack', uuid: 'test' }, version: '1.0.0' }],
    translations: { vscode: main },
  };
  writeFileSync(path.join(userData, 'languagepacks.json'), JSON.stringify({ [language]: pack }));
}

/** Those with a program that a scenario meets, or that any project has. */
const met = new Set(['git', 'git-base', 'json-language-features']);

/**
 * Of the extensions that come with VS Code, languages and themes: those with a program of their own
 * (debuggers, Copilot, TypeScript) cost a window a third of its start, and ours speaks to none of them.
 */
function linkBuiltIns(folder: string): string {
  const all = path.join(serverRoot(), 'extensions');
  mkdirSync(folder);
  for (const name of readdirSync(all)) {
    const manifest = path.join(all, name, 'package.json');
    if (!existsSync(manifest)) continue;
    const hasProgram = 'main' in JSON.parse(readFileSync(manifest, 'utf8'));
    if (hasProgram && !met.has(name)) continue;
    symlinkSync(path.join(all, name), path.join(folder, name), 'junction');
  }
  return folder;
}

export interface ServerOptions {
  readonly extensionsDir?: string;
  /** With every extension that comes with VS Code, as a person has them. */
  readonly allBuiltIns?: boolean;
  readonly locale?: string | undefined;
  /** Needed for extensionTestsPath; VS Code then shows no notification toasts. */
  readonly testDriver?: boolean;
  /** Workspaces are trusted only when somebody says so, as on a desktop. */
  readonly restricted?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** User settings besides the quiet ones that every run gets. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface Server {
  readonly port: number;
  /** Where VS Code keeps the user's settings. */
  readonly userSettings: string;
  readonly log: () => string;
  readonly url: (folder: string, payload?: readonly [string, string][]) => string;
  readonly remote: (file: string) => string;
  readonly stop: () => Promise<void>;
}

export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const work = mkdtempSync(path.join(tmpdir(), 'weborca-vscode-'));
  const userData = path.join(work, 'data', 'data');
  mkdirSync(path.join(userData, 'User'), { recursive: true });
  if (options.locale !== undefined && options.locale !== 'en') {
    writeLanguagePack(userData, options.locale);
  }
  writeFileSync(
    path.join(userData, 'User/settings.json'),
    JSON.stringify({
      'workbench.startupEditor': 'none',
      'workbench.secondarySideBar.defaultVisibility': 'hidden',
      'chat.disableAIFeatures': true,
      'extensions.ignoreRecommendations': true,
      'git.enabled': false,
      'window.commandCenter': false,
      ...options.settings,
    }),
  );
  const child = spawn(
    process.execPath,
    [
      path.join(serverRoot(), 'out/server-main.js'),
      ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token'],
      ...['--accept-server-license-terms', '--telemetry-level', 'off'],
      ...(options.restricted === true ? [] : ['--disable-workspace-trust']),
      ...(options.testDriver === true ? ['--enable-smoke-test-driver'] : []),
      ...(options.locale === undefined ? [] : ['--locale', options.locale]),
      ...['--server-data-dir', path.join(work, 'data')],
      ...(options.allBuiltIns === true
        ? []
        : ['--builtin-extensions-dir', linkBuiltIns(path.join(work, 'built-in'))]),
      ...['--extensions-dir', options.extensionsDir ?? path.join(work, 'extensions')],
    ],
    {
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // In a group with all that it starts, which would outlive it: hosts wait for a window to return.
      detached: process.platform !== 'win32',
    },
  );
  const endAll = (): void => {
    if (child.pid === undefined || process.platform === 'win32') {
      child.kill('SIGKILL');
      return;
    }
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // Nobody is left of it.
    }
  };
  const kept = atExit(() => {
    endAll();
    rmSync(work, { recursive: true, force: true, maxRetries: 5 });
  });
  let log = '';
  const port = await new Promise<number>((resolve, reject) => {
    const onData = (data: Buffer): void => {
      log += data.toString();
      const match = /Extension host agent listening on (\d+)/.exec(log);
      if (match?.[1] !== undefined) resolve(Number(match[1]));
    };
    child.stdout.on('data', onData);
    child.stderr.on('data', onData);
    child.once('exit', (code) => {
      reject(new Error(`VS Code server exited with ${code}\n${log}`));
    });
  });
  return {
    port,
    userSettings: path.join(userData, 'User/settings.json'),
    log: () => log,
    url: (folder, payload = []) => {
      const url = new URL(`http://127.0.0.1:${port}/`);
      url.searchParams.set('folder', folder);
      url.searchParams.set('payload', JSON.stringify([['skipWelcome', 'true'], ...payload]));
      return url.href;
    },
    remote: (file) => `vscode-remote://127.0.0.1:${port}${file}`,
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await within(closingMs, 'the server ends', gone).catch(() => {
        child.kill('SIGKILL');
        return gone;
      });
      endAll();
      kept.takeBack();
      rmSync(work, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Puts a packaged extension into a folder of extensions. */
export function installExtension(vsix: string, extensionsDir: string): void {
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
