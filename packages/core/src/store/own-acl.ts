import { win32 } from 'node:path';
import type { Effects, ProgramCall } from '../effects.ts';
import { isWeborcaError } from '../errors.ts';
import { makeDirectories } from '../files/durable.ts';
import { windowsFolder } from '../programs/find.ts';

type Call = Pick<ProgramCall, 'program' | 'args'>;

function system32(env: Effects['env'], program: string): string {
  return win32.join(windowsFolder(env), 'System32', program);
}

/** `whoami /user`: names are translated and may be said in several ways, the SID is one. */
export function whoamiCall(env: Effects['env']): Call {
  return { program: system32(env, 'whoami.exe'), args: ['/user', '/fo', 'csv', '/nh'] };
}

/** Out of `"pc\hanako","S-1-5-21-…"`; null: it was not told. */
export function sidIn(stdout: string): string | null {
  return /"(S-1-\d+(?:-\d+)+)"\s*$/.exec(stdout)?.[1] ?? null;
}

// Well-known SIDs: the system (backup programs run as it) and administrators, who could take it anyway.
const also = ['S-1-5-18', 'S-1-5-32-544'] as const;

/**
 * Those who may do anything with the folder and all in it; nothing is inherited from above it any more
 * (`icacls /?`: /inheritance:r, /grant:r, (OI)(CI)F, `*` before a SID).
 */
export function ownAclCall(env: Effects['env'], folder: string, sid: string): Call {
  const grants = [sid, ...also].map((who) => `*${who}:(OI)(CI)F`);
  return {
    program: system32(env, 'icacls.exe'),
    args: [folder, '/inheritance:r', '/grant:r', ...grants],
  };
}

/**
 * Makes the folders and gives each an access list of its own, which what comes into it inherits: the
 * mode of a new file means nothing on Windows, and on a drive of their own others may write. A disk
 * that has no access lists stays as it is; the doctor looks at what there is.
 */
export async function closeToOthers(
  effects: Pick<Effects, 'env' | 'files' | 'run'>,
  folders: readonly string[],
): Promise<void> {
  const { env, files } = effects;
  const ask = async (call: Call): Promise<string> => {
    try {
      return (await effects.run({ ...call, timeoutMs: 15_000 })).stdout;
    } catch (error) {
      if (isWeborcaError(error)) return '';
      throw error;
    }
  };
  const sid = sidIn(await ask(whoamiCall(env)));
  if (sid === null) return;
  for (const folder of new Set(folders)) {
    await makeDirectories(files, folder, 0o700);
    await ask(ownAclCall(env, folder, sid));
  }
}
