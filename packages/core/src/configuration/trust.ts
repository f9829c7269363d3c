import { posix, win32 } from 'node:path';
import type { Effects } from '../effects.ts';
import { isWeborcaError, WeborcaError } from '../errors.ts';
import { isErrno, reasonOf } from '../files/errno.ts';
import { versionControlMarks } from '../files/version-control.ts';
import { usualConfigFile } from './places.ts';
import { windowsUser } from '../programs/windows-user.ts';
import { listAclCall, othersMayWrite, parseAcl } from '../store/acl-list.ts';
import { othersOf } from '../store/own-folders.ts';
import type { Places } from './types.ts';

type Input = Pick<Effects, 'files' | 'platform' | 'homeDir'> & {
  readonly uid?: number;
  /** To ask Windows for access lists. */
  readonly env?: Effects['env'];
  readonly run?: Effects['run'];
};

/**
 * A configuration names programs to start and a host that gets to see the certificate, so it must
 * be its owner's alone. Refused are one that group or others can write (file or folder; on Windows
 * outside of the user's profile, which others cannot write to), one that another user owns, and one
 * inside the current project that nobody named. Returns false when there is no file.
 *
 * @throws WeborcaError `config-invalid`: `writable-by-others`, `in-project-folder`, `unreadable`
 */
export async function checkConfigurationPlace(input: Input, places: Places): Promise<boolean> {
  const path = input.platform === 'win32' ? win32 : posix;
  const file = await realFile(input, places.configFile);
  if (file === null) return false;
  await checkProject(input, places, file);
  const folders = new Set([path.dirname(places.configFile), path.dirname(file)]);
  for (const candidate of [file, ...folders]) {
    if (input.platform === 'win32') await checkAccessList(input, candidate);
    else await checkRights(input, places, candidate);
  }
  return true;
}

/** Whether a configuration may be created there at all. @throws WeborcaError `config-invalid` */
export async function checkNewConfigurationPlace(input: Input, places: Places): Promise<void> {
  await checkProject(input, places, places.configFile);
}

/** Whether what lies there was written by nobody else; what cannot be looked at may have been. */
export async function isOnlyOurs(input: Input, places: Places, path: string): Promise<boolean> {
  try {
    const real = await input.files.realPath(path);
    if (input.platform === 'win32') await checkAccessList(input, real);
    else await checkRights(input, places, real);
    return true;
  } catch {
    return false;
  }
}

/** The canonical path (a dotfile manager may have put a link), or null when there is no file. */
async function realFile(input: Input, configFile: string): Promise<string | null> {
  try {
    return await input.files.realPath(configFile);
  } catch (cause) {
    if (isErrno(cause, 'ENOENT', 'ENOTDIR')) return null;
    throw unreadable(configFile, cause);
  }
}

async function checkRights(input: Input, places: Places, path: string): Promise<void> {
  const status = await input.files.status(path).catch((cause: unknown) => {
    throw unreadable(places.configFile, cause);
  });
  if (othersOf(status, input.uid) !== null) {
    const mode = status.kind === 'directory' ? '0700' : '0600';
    throw new WeborcaError('config-invalid', {
      path,
      reason: 'writable-by-others',
      expected: mode,
    });
  }
}

/**
 * A drive of its own lets all users write, unless somebody has changed that. What cannot be told is
 * not held against it; the doctor says so.
 */
async function checkAccessList(input: Input, path: string): Promise<void> {
  const { env, homeDir, platform, run } = input;
  if (env === undefined || run === undefined || contains(input, homeDir, path)) return;
  const call = listAclCall(env, path);
  const printed = await run({ ...call, timeoutMs: 15_000 }).catch((error: unknown) => {
    if (isWeborcaError(error)) return null;
    throw error;
  });
  if (printed?.exitCode !== 0) return;
  if (!othersMayWrite(parseAcl(printed.stdout, path), windowsUser(env))) return;
  throw new WeborcaError('config-invalid', {
    path,
    reason: 'writable-by-others',
    expected: win32.dirname(usualConfigFile(platform, homeDir)),
  });
}

async function checkProject(input: Input, places: Places, file: string): Promise<void> {
  if (places.configNamed) return;
  const usual = usualConfigFile(input.platform, input.homeDir);
  for (const folder of places.projectFolders ?? []) {
    const project = await projectOf(input, folder);
    // Without a repository the working folder counts, but somebody may well stand in the folder
    // where the configuration usually lies.
    if (project === null || (!project.repository && places.configFile === usual)) continue;
    // A home folder under version control is no project; neither is `/` or `C:\`.
    if (contains(input, project.folder, input.homeDir)) continue;
    const real = await input.files.realPath(project.folder).catch(() => project.folder);
    const inside =
      contains(input, project.folder, places.configFile) || contains(input, real, file);
    if (inside) {
      throw new WeborcaError('config-invalid', {
        path: places.configFile,
        reason: 'in-project-folder',
        at: project.folder,
      });
    }
  }
}

interface Project {
  readonly folder: string;
  readonly repository: boolean;
}

/** The nearest repository root from `folder` upwards; else the folder itself. Null: not there. */
async function projectOf(input: Input, folder: string): Promise<Project | null> {
  const path = input.platform === 'win32' ? win32 : posix;
  if (!path.isAbsolute(folder)) return null;
  for (let at = path.normalize(folder); ; at = path.dirname(at)) {
    for (const mark of versionControlMarks) {
      if (await exists(input, path.join(at, mark))) return { folder: at, repository: true };
    }
    if (path.dirname(at) === at) return { folder, repository: false };
  }
}

async function exists(input: Input, path: string): Promise<boolean> {
  try {
    await input.files.status(path);
    return true;
  } catch {
    // Not there, or hidden from us: either way no mark that we could follow.
    return false;
  }
}

function contains({ platform }: Input, folder: string, inner: string): boolean {
  const path = platform === 'win32' ? win32 : posix;
  const relative = path.relative(folder, inner);
  return relative === '' || (!/^\.\.(?:[\\/]|$)/.test(relative) && !path.isAbsolute(relative));
}

function unreadable(path: string, cause: unknown): WeborcaError {
  const why = reasonOf(cause);
  return new WeborcaError('config-invalid', { path, reason: 'unreadable', why }, { cause });
}
