import { win32 } from 'node:path';
import type { Effects, ProgramCall } from '../effects.ts';
import { isWeborcaError } from '../errors.ts';
import { isPassingPlace, temporaryFolders } from '../files/passing-place.ts';
import { windowsFolder } from '../programs/find.ts';
import { powershell } from '../stores/powershell.ts';

type Looking = Pick<Effects, 'env' | 'platform' | 'files' | 'run'>;

/**
 * Whether a file is in a place where files pass through, also by the names that only the system
 * knows: on Windows a folder has a short name as well, and a stick is one by the type of its drive.
 */
export async function passesThrough(effects: Looking, path: string): Promise<boolean> {
  if (isPassingPlace(path, effects)) return true;
  return effects.platform === 'win32' && (await passesOnWindows(effects, path));
}

async function passesOnWindows(effects: Looking, path: string): Promise<boolean> {
  const canonical = async (folder: string): Promise<string> => {
    try {
      return await effects.files.realPath(folder);
    } catch {
      // Not there, or not for us to look at: by the name that it has then.
      return folder;
    }
  };
  const own = win32.join(await canonical(win32.dirname(path)), win32.basename(path));
  for (const folder of temporaryFolders(effects)) {
    const temporary = { TEMP: await canonical(folder) };
    if (isPassingPlace(own, { env: temporary, platform: 'win32' })) return true;
  }
  const drive = /^([A-Za-z]):/.exec(path)?.[1]?.toUpperCase();
  // A folder in the network is one by its name; Windows itself lies on no stick.
  if (drive === undefined || windowsFolder(effects.env).toUpperCase().startsWith(`${drive}:`)) {
    return false;
  }
  return (await driveTypeOf(effects, drive)) !== 'staying';
}

/**
 * What `[IO.DriveInfo].DriveType` says of a letter (GetDriveTypeW beneath it). A drive of which
 * nothing can be told may be pulled out: kept up to date there, its file would stop each renewal.
 */
export function driveTypeCall(env: Effects['env'], letter: string): ProgramCall {
  return {
    ...powershell(env, [
      `[Console]::Out.WriteLine('drive ' + [int](New-Object IO.DriveInfo '${letter}').DriveType)`,
    ]),
    timeoutMs: 20_000,
  };
}

// System.IO.DriveType: 3 Fixed, 4 Network, 6 Ram; 0 Unknown, 1 NoRootDirectory, 2 Removable, 5 CDRom.
export function driveTypeIn(stdout: string): 'staying' | 'passing' {
  const type = /^drive (\d)\s*$/m.exec(stdout)?.[1];
  return type === '3' || type === '4' || type === '6' ? 'staying' : 'passing';
}

async function driveTypeOf(effects: Looking, letter: string): Promise<'staying' | 'passing'> {
  try {
    return driveTypeIn((await effects.run(driveTypeCall(effects.env, letter))).stdout);
  } catch (error) {
    if (isWeborcaError(error)) return 'passing';
    throw error;
  }
}
