import { windowsUser } from '../programs/windows-user.ts';
import type { Effects } from '../effects.ts';
import { isWeborcaError } from '../errors.ts';
import { listAclCall, othersIn, parseAcl, type AclEntry } from '../store/acl-list.ts';
import type { Finding } from '../findings/findings.ts';
import { finding } from '../findings/levels.ts';

/** The command for a person that leaves the folder to its owner, the system and administrators. */
export function mendAclCommand(path: string, user: string): string {
  const grants = [user, '*S-1-5-18', '*S-1-5-32-544'].map((who) => `"${who}:(OI)(CI)F"`);
  return `icacls "${path}" /inheritance:r /grant:r ${grants.join(' ')} /T`;
}

/** Who else may read a folder of ours. Entries that only deny are no one's right. Pure. */
export function judgeAcl(
  entries: readonly AclEntry[],
  path: string,
  user: string,
): readonly Finding[] {
  if (entries.length === 0) return [finding('acl-unknown', { path })];
  const others = othersIn(entries, user);
  const command = mendAclCommand(path, user);
  if (others.length > 0) {
    const accounts = [...new Set(others.map(({ account }) => account))];
    return [finding('acl-wide', { path, accounts, command })];
  }
  return entries.some(({ inherited }) => inherited)
    ? [finding('acl-inherited', { path, command })]
    : [finding('acl-right', { path })];
}

/** Looks at the access list of a folder. */
export async function readAcl(effects: Effects, path: string): Promise<readonly Finding[]> {
  try {
    const call = listAclCall(effects.env, path);
    const { exitCode, stdout } = await effects.run({ ...call, timeoutMs: 15_000 });
    const entries = exitCode === 0 ? parseAcl(stdout, path) : [];
    return judgeAcl(entries, path, windowsUser(effects.env));
  } catch (error) {
    if (isWeborcaError(error)) return [finding('acl-unknown', { path })];
    throw error;
  }
}
