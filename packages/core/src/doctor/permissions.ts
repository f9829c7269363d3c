import { join, win32 } from 'node:path';
import type { Places } from '../configuration/types.ts';
import type { Effects } from '../effects.ts';
import { exists, isErrno, listIfThere } from '../files/durable.ts';
import { readGranted } from '../rights/granted.ts';
import { readAcl } from './acl.ts';
import type { DoctorCase } from './case.ts';
import type { Finding } from '../findings/findings.ts';
import { finding } from '../findings/levels.ts';

/** Enough to see that something is wrong; one command mends all of it. */
const mostNamed = 10;

/** A store of thousands of certificates is not walked to its end. */
const mostLooked = 20_000;

/** Node keeps the command's compiled code in it, with rights of its own; no secret is in there. */
const compiledCode = 'cache';

/**
 * Whether the store is its owner's alone: it holds keys and their passwords. On Windows the access
 * list of its folder is looked at, which everything in it inherits, and the configuration's: it names
 * programs to start.
 */
export async function examinePermissions({
  context,
}: Pick<DoctorCase, 'context'>): Promise<readonly Finding[]> {
  const { effects, places } = context;
  if (effects.platform === 'win32') return examineAcls(effects, places);
  const findings: Finding[] = [];
  let checked = 0;
  for await (const path of walk(effects, places.stateDir)) {
    checked += 1;
    const problem = await examineOne(effects, path);
    if (problem !== null) findings.push(problem);
    if (findings.length >= mostNamed || checked >= mostLooked) break;
  }
  return findings.length === 0 ? [finding('permissions-right', { checked })] : findings;
}

async function examineAcls(effects: Effects, places: Places): Promise<readonly Finding[]> {
  const findings = [...(await readAcl(effects, places.stateDir))];
  const config = win32.dirname(places.configFile);
  if (config !== places.stateDir && (await exists(effects.files, config))) {
    findings.push(...(await readAcl(effects, config)));
  }
  for (const { name, kind, place, files, service } of await readGranted(effects, places.stateDir)) {
    const also = service === null ? {} : { service };
    findings.push(finding('rights-granted', { name, kind, path: place, files, ...also }));
  }
  return findings;
}

async function examineOne({ files, uid }: Effects, path: string): Promise<Finding | null> {
  try {
    const status = await files.status(path);
    // A link's own mode says nothing; where it leads is not ours.
    if (status.kind === 'link') return null;
    if (uid !== undefined && status.uid !== uid && uid !== 0) {
      return finding('owner-foreign', { path });
    }
    if ((status.mode & 0o077) === 0) return null;
    const wanted = status.kind === 'directory' ? '0700' : '0600';
    return finding('permissions-wide', { path, mode: octal(status.mode), wanted });
  } catch (error) {
    // A lock or a temporary file of a program that works just now.
    if (isErrno(error, 'ENOENT')) return null;
    throw error;
  }
}

function octal(mode: number): string {
  return (mode & 0o777).toString(8).padStart(4, '0');
}

/** A folder, then what it holds; links are not followed. Nothing when there is no such folder. */
async function* walk(effects: Effects, folder: string): AsyncGenerator<string> {
  const entries = await listOwn(effects, folder);
  if (entries === null) return;
  yield folder;
  for (const entry of entries) {
    const path = join(folder, entry);
    const kind = await kindOf(effects, path);
    if (kind === 'directory' && entry === compiledCode) yield path;
    else if (kind === 'directory') yield* walk(effects, path);
    else if (kind !== null) yield path;
  }
}

/** Null: there is none, or it is not ours to look into (its rights are told by its own line). */
async function listOwn(effects: Effects, folder: string): Promise<readonly string[] | null> {
  try {
    await effects.files.status(folder);
    return await listIfThere(effects.files, folder);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return null;
    if (isErrno(error, 'EACCES', 'EPERM')) return [];
    throw error;
  }
}

async function kindOf({ files }: Effects, path: string): Promise<string | null> {
  try {
    return (await files.status(path)).kind;
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'EACCES')) return null;
    throw error;
  }
}
