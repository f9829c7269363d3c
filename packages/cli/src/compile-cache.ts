import fs from 'node:fs';
import module from 'node:module';
import os from 'node:os';
import path from 'node:path';

/**
 * Keeps V8's compiled code between runs, in a folder of our own. Node's default is a folder in the
 * shared temporary one, and it takes one that somebody else has made: code of theirs would run as
 * us. Where no safe folder is we go without. It is never made here: a command that only looks
 * leaves nothing behind, and a `check` by root would make a home folder that belongs to nobody else
 * any more.
 */
export function enableCompileCache(): void {
  const folder = cacheFolder();
  try {
    if (folder !== null && isOurs(folder)) module.enableCompileCache(folder);
  } catch {
    // Not there yet, or not ours to read: slower by some milliseconds, nothing else.
  }
}

/** Makes the folder; for those commands that leave something on this machine anyway. */
export function makeCompileCache(): void {
  const folder = cacheFolder();
  try {
    if (folder === null) return;
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOurs(folder)) fs.rmdirSync(folder);
  } catch {
    // A read-only home or a full disk: it goes without.
  }
}

/** Takes it away again. Nothing is lost with it but some milliseconds. */
export function removeCompileCache(): void {
  const folder = cacheFolder();
  try {
    if (folder !== null && isOurs(folder)) fs.rmSync(folder, { recursive: true, force: true });
  } catch {
    // There is none, or it is busy.
  }
}

/** The platform's folder for caches; null where it is not known. */
function cacheFolder(): string | null {
  const { env, platform } = process;
  if (env['WEBORCA_CERT_HOME']) return path.resolve(env['WEBORCA_CERT_HOME'], 'cache');
  const name = 'weborca-cert';
  if (platform === 'win32') {
    return env['LOCALAPPDATA'] ? path.join(env['LOCALAPPDATA'], name, 'Cache') : null;
  }
  const home = os.homedir();
  if (!path.isAbsolute(home) || home === '/') return null;
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', name);
  const base = env['XDG_CACHE_HOME'];
  return path.join(base && path.isAbsolute(base) ? base : path.join(home, '.cache'), name);
}

/**
 * On Windows the profile's own access list keeps others out: elsewhere, as on a second drive, every
 * user may write, and nothing that is quickly asked tells.
 */
function isOurs(folder: string): boolean {
  const status = fs.lstatSync(folder);
  if (!status.isDirectory()) return false;
  if (process.geteuid === undefined) {
    const way = path.relative(os.homedir(), fs.realpathSync.native(folder));
    return !way.startsWith('..') && !path.isAbsolute(way);
  }
  return status.uid === process.geteuid() && (status.mode & 0o077) === 0;
}
