import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import type { Ran } from '../../support/cli.ts';

const isWindows = process.platform === 'win32';
const packageFolder = path.join(import.meta.dirname, '../../..');

/** A port that nobody listens on: whoever asks the registry fails at once. */
const nowhere = 'http://127.0.0.1:9/';

export interface ProgramOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Runs a program; on Windows also the `.cmd` that npm lays beside one. Arguments have no quotes. */
export async function runProgram(
  program: string,
  args: readonly string[],
  { cwd, env }: ProgramOptions,
): Promise<Ran> {
  // Node starts .cmd files through a shell only (CVE-2024-27980).
  const quoted = [program, ...args].map((word) => `"${word}"`).join(' ');
  const child = isWindows
    ? spawn(quoted, { cwd, env, shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
    : spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: child.exitCode, stdout, stderr };
}

/** Packs the built command as it would be published, with the pnpm that runs here; or one that was packed. */
export async function pack(into: string): Promise<string> {
  const packed = process.env['WEBORCA_TARBALL'];
  if (packed !== undefined) return packed;
  const script = process.env['npm_execpath'] ?? '';
  const [program, ...before] = /pnpm[^/\\]*\.[cm]?js$/.test(script)
    ? [process.execPath, script]
    : ['npx', '-y', '--prefer-offline', 'pnpm@12'];
  const args = [...before, 'pack', '--pack-destination', into];
  const options = { cwd: packageFolder, env: process.env };
  const { code, stdout, stderr } = await runProgram(program ?? '', args, options);
  const tarball = readdirSync(into).find((name) => name.endsWith('.tgz'));
  if (code === 0 && tarball !== undefined) return path.join(into, tarball);
  throw new Error(`pnpm pack ended with ${code}: ${stdout}${stderr}`);
}

/** The files of a tarball, without the `package/` before each (ustar, as npm and pnpm write it). */
export function readTarball(file: string): ReadonlyMap<string, Buffer> {
  const tar = gunzipSync(readFileSync(file));
  const files = new Map<string, Buffer>();
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0;) {
    const name = tar.toString('utf8', at, at + 100).replace(/\0.*$/s, '');
    const size = Number.parseInt(tar.toString('utf8', at + 124, at + 136), 8);
    files.set(name.replace(/^package\//, ''), tar.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

export interface Installed {
  /** What `npm install` printed. */
  readonly npm: Ran;
  /** What lies in `node_modules` below it. */
  readonly modules: readonly string[];
  readonly run: (args: readonly string[], env: Readonly<Record<string, string>>) => Promise<Ran>;
}

/**
 * `npm install -g` for a Node, by somebody who has an empty cache, no network, and nothing else.
 *
 * @param node the program; its npm, or the next one on PATH, installs
 */
export async function install(tarball: string, node: string, folder: string): Promise<Installed> {
  const prefix = path.join(folder, 'prefix');
  const home = path.join(folder, 'npm home');
  mkdirSync(prefix, { recursive: true });
  mkdirSync(home, { recursive: true });
  const search = [path.dirname(node), process.env['PATH'] ?? ''].join(path.delimiter);
  const system = isWindows
    ? { SystemRoot: process.env['SystemRoot'], ComSpec: process.env['ComSpec'] }
    : {};
  const env = {
    ...system,
    PATH: search,
    HOME: home,
    USERPROFILE: home,
    APPDATA: home,
    npm_config_cache: path.join(folder, 'cache'),
    npm_config_registry: nowhere,
    npm_config_update_notifier: 'false',
  };
  const args = ['install', '-g', '--offline', '--prefix', prefix, tarball];
  const npm = await runProgram('npm', args, { cwd: folder, env });
  const modules = path.join(prefix, isWindows ? 'node_modules' : 'lib/node_modules');
  const program = path.join(prefix, isWindows ? 'weborca-cert.cmd' : 'bin/weborca-cert');
  return {
    npm,
    modules: npm.code === 0 ? readdirSync(modules).filter((name) => !name.startsWith('.')) : [],
    run: (words, more) =>
      runProgram(program, words, { cwd: folder, env: { ...system, PATH: search, ...more } }),
  };
}
