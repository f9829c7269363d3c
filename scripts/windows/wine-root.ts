import { spawnSync, type SpawnSyncOptions } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fetchWindowsNode } from './fetch-node.ts';

// Debian 12's Wine 8 starts no Node 24, so it is that of Debian 13, in a folder of its own.
const release = 'trixie';
const nodeVersion = '24.21.0';
/** Another number throws away what older checkouts have made. */
const layout = 2;

const prefix = '/w/prefix';
const freshPrefix = '/w/fresh';
/** As Wine has made it, before anybody worked in it. */
const untouched = '/w/untouched';

/** Where it stays, found again by every checkout; about two gigabytes. */
export function wineFolder(): string {
  const base = process.env['XDG_CACHE_HOME'];
  const cache = base !== undefined && path.isAbsolute(base) ? base : path.join(homedir(), '.cache');
  return path.join(cache, 'weborca-cert', 'windows');
}

const readyFile = (): string => path.join(wineFolder(), `ready-${layout}`);
const runningFile = (): string => path.join(wineFolder(), 'running');

export function isWineReady(): boolean {
  return existsSync(readyFile());
}

/** Why Wine cannot be set up here; null: it can. */
export function whyNoWine(): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'Linux on x64 only';
  if (process.getuid?.() !== 0) return 'root only';
  const system = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^ID=debian$/m.test(system) ? null : 'Debian only';
}

/** For programs inside it: nothing of this machine's environment gets in. */
export const wineEnvironment: Readonly<Record<string, string>> = {
  PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
  HOME: '/root',
  XDG_RUNTIME_DIR: '/tmp',
  // A Japanese Windows: code page 932.
  LC_ALL: 'ja_JP.UTF-8',
  WINEPREFIX: prefix,
  WINEARCH: 'win64',
  WINEDEBUG: '-all',
  // Neither .NET nor a browser nor menus: nothing is fetched, nothing asks.
  WINEDLLOVERRIDES: 'mscoree=d;mshtml=d;winemenubuilder.exe=d',
};

/**
 * Makes the folder with Debian 13, Wine and Node for Windows, where it is not there yet.
 *
 * @returns its path; what lies in it is `/` of Linux and `Z:\` of Windows
 * @throws Error with what could not be done
 */
export function prepareWine(say: (line: string) => void): string {
  const folder = wineFolder();
  const root = path.join(folder, 'root');
  mkdirSync(folder, { recursive: true });
  requireAlone();
  if (!isWineReady()) {
    makeRoot(root, say);
    fetchNode(folder);
  }
  mountProc(root);
  try {
    makeWindows(root, say);
    mountMemory(root);
  } catch (error) {
    closeWine(root);
    throw error;
  }
  return root;
}

/** What the tests make; new for each run. */
export function workFolder(root: string): string {
  return path.join(root, 'w/work');
}

/** Node for Windows, as it came. */
export function windowsNode(): string {
  return path.join(wineFolder(), 'root/w/node.exe');
}

/** Another Windows in the same root, new: where its drive C is, and its environment. */
export function makeFreshWindows(root: string): {
  readonly drive: string;
  readonly environment: Readonly<Record<string, string>>;
} {
  const environment = { ...wineEnvironment, WINEPREFIX: freshPrefix };
  removeFreshWindows(root);
  copyWindows(root, untouched, freshPrefix);
  // Services of the server that made a prefix answer a start with 1053 from then on (seen of the Task
  // Scheduler: schtasks ends with 1, SCHED_E_SERVICE_NOT_RUNNING beneath); those of the next one run.
  inRoot(root, ['wineserver', '-p'], environment);
  return { drive: path.join(root, freshPrefix, 'drive_c'), environment };
}

/** By hard links: Wine writes its registry, and whoever works in it their files, under new names. */
function copyWindows(root: string, from: string, to: string): void {
  must('cp', ['-al', path.join(root, from), path.join(root, to)]);
}

function removeFreshWindows(root: string): void {
  const folder = path.join(root, freshPrefix);
  if (!existsSync(folder)) return;
  endServer(root, { ...wineEnvironment, WINEPREFIX: freshPrefix });
  // Links to drives are links: what they lead to stays.
  rmSync(folder, { recursive: true, force: true });
}

/** One run at a time: they share the Windows and its folder of work. Null: nobody works in it. */
export function whoWorksInWine(): number | null {
  const file = runningFile();
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  return pid > 0 && pid !== process.pid && existsSync(`/proc/${pid}`) ? pid : null;
}

function requireAlone(): void {
  const pid = whoWorksInWine();
  if (pid !== null) throw new Error(`process ${pid} works in it already`);
  writeFileSync(runningFile(), String(process.pid));
}

function makeWindows(root: string, say: (line: string) => void): void {
  // What a run that was killed has left would answer with its own Windows.
  endServer(root);
  unmountMemory(root);
  const isNew = !isWineReady();
  if (isNew) {
    say('Wine: a Windows with the Japanese code page');
    writeFileSync(path.join(root, 'etc/locale.gen'), 'ja_JP.UTF-8 UTF-8\n');
    inRoot(root, ['locale-gen']);
    for (const made of [prefix, untouched]) must('rm', ['-rf', path.join(root, made)]);
    mkdirSync(path.join(root, prefix));
  }
  // It outlives each program, so that each starts in a second.
  inRoot(root, ['wineserver', '-p']);
  if (!isNew) return;
  inRoot(root, ['wine', 'wineboot', '-i']);
  inRoot(root, ['wine', 'winecfg', '-v', 'win10']);
  endServer(root);
  copyWindows(root, prefix, untouched);
  inRoot(root, ['wineserver', '-p']);
  writeFileSync(readyFile(), '');
}

function makeRoot(root: string, say: (line: string) => void): void {
  const made = path.join(root, 'w/made');
  if (existsSync(made)) return;
  // One that was broken off is not gone on with: debootstrap takes an empty folder only.
  must('rm', ['-rf', '--one-file-system', root]);
  if (!must('sh', ['-c', 'command -v debootstrap'], { allowed: true })) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    must('apt-get', ['-qq', 'update'], { env });
    must('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', 'debootstrap'], { env });
  }
  say(`Wine: Debian ${release} into ${root} (two minutes, once)`);
  const packages = 'ca-certificates,locales,wine,wine64';
  must('debootstrap', [
    '--variant=minbase',
    `--include=${packages}`,
    release,
    root,
    debianMirror(),
  ]);
  mkdirSync(path.dirname(made));
  writeFileSync(made, '');
}

/** The mirror that this machine's apt is set to. */
function debianMirror(): string {
  const format = ['--format', '$(CODENAME) $(REPO_URI)'];
  const { stdout } = spawnSync('apt-get', ['indextargets', ...format], { encoding: 'utf8' });
  // `bookworm-security` and the like are other archives.
  const main = stdout.split('\n').find((line) => /^[a-z]+ \S+$/.test(line));
  if (main === undefined) throw new Error('apt is set to no Debian mirror');
  return main.split(' ')[1] ?? '';
}

function fetchNode(folder: string): void {
  const program = windowsNode();
  if (existsSync(program)) return;
  renameSync(fetchWindowsNode(nodeVersion, folder, must), program);
}

/** Wine finds its own files by it. */
function mountProc(root: string): void {
  const there = path.join(root, 'proc');
  if (existsSync(path.join(there, 'self'))) return;
  must('mount', ['-t', 'proc', 'proc', there]);
}

/** In memory, empty: what the tests write, and write through to the disk again and again. */
function mountMemory(root: string): void {
  for (const folder of inMemory(root)) {
    must('mkdir', ['-p', folder]);
    must('mount', ['-t', 'tmpfs', '-o', 'mode=0755', 'weborca-cert', folder]);
  }
}

function unmountMemory(root: string): void {
  for (const folder of inMemory(root)) spawnSync('umount', [folder], { stdio: 'ignore' });
}

function inMemory(root: string): readonly string[] {
  const temporary = 'drive_c/users/root/AppData/Local/Temp';
  return [workFolder(root), path.join(root, prefix, temporary)];
}

/** Ends what runs in it, and leaves nothing mounted. */
export function closeWine(root: string): void {
  removeFreshWindows(root);
  endServer(root);
  unmountMemory(root);
  spawnSync('umount', [path.join(root, 'proc')], { stdio: 'ignore' });
  rmSync(runningFile(), { force: true });
}

function endServer(root: string, environment = wineEnvironment): void {
  spawnSync('chroot', [root, 'wineserver', '-k', '-w'], {
    env: { ...environment },
    stdio: 'ignore',
    timeout: 20_000,
  });
}

// What stays behind of Wine would hold a pipe of ours open.
function inRoot(root: string, command: readonly string[], environment = wineEnvironment): void {
  must('chroot', [root, ...command], { env: { ...environment }, timeout: 200_000 });
}

function must(
  program: string,
  args: readonly string[],
  options: SpawnSyncOptions & { readonly allowed?: boolean } = {},
): boolean {
  const { allowed = false, ...rest } = options;
  const log = path.join(wineFolder(), 'setup.log');
  const output = openSync(log, 'a');
  const { status } = spawnSync(program, args, { ...rest, stdio: ['ignore', output, output] });
  closeSync(output);
  if (status === 0) return true;
  if (allowed) return false;
  throw new Error(`${program} ${args[0] ?? ''} failed: see ${log}`);
}
