import { windowsUser } from '../programs/windows-user.ts';
import { win32 } from 'node:path';
import type { Effects, ProgramCall } from '../effects.ts';
import { isWeborcaError } from '../errors.ts';
import { windowsFolder } from '../programs/find.ts';
import type { Finding } from '../findings/findings.ts';
import { finding } from '../findings/levels.ts';

type Call = Pick<ProgramCall, 'program' | 'args'>;

/** `icacls PATH` lists who may do what; it changes nothing. */
export function listAclCall(env: Effects['env'], path: string): Call {
  return { program: win32.join(windowsFolder(env), 'System32', 'icacls.exe'), args: [path] };
}

/** The command for a person that leaves the folder to its owner, the system and administrators. */
export function mendAclCommand(path: string, user: string): string {
  const grants = [user, '*S-1-5-18', '*S-1-5-32-544'].map((who) => `"${who}:(OI)(CI)F"`);
  return `icacls "${path}" /inheritance:r /grant:r ${grants.join(' ')} /T`;
}

/** One line of an access list. */
export interface AclEntry {
  readonly account: string;
  /** `(F)`, `(RX)`, `(OI)(CI)(M)`, … without `(I)`. */
  readonly rights: string;
  readonly inherited: boolean;
}

/**
 * Reads what `icacls` printed for `path`: `PATH ACCOUNT:(I)(OI)(CI)(F)`, the following ones
 * indented, a summary at the end. Pure.
 */
export function parseAcl(printed: string, path: string): readonly AclEntry[] {
  const lines = printed.split(/\r?\n/);
  const first = lines.findIndex((line) => line.startsWith(path));
  if (first < 0) return [];
  const entries: AclEntry[] = [];
  for (const [index, line] of lines.slice(first).entries()) {
    const text = (index === 0 ? line.slice(path.length) : line).trim();
    const match = /^(.+?):((?:\([A-Z0-9,]+\))+)$/.exec(text);
    if (match === null) break;
    const [, account = '', rights = ''] = match;
    const inherited = rights.includes('(I)');
    entries.push({ account, rights: rights.replace('(I)', ''), inherited });
  }
  return entries;
}

// Names that Windows translates are left out here: these two it does not, in Japanese and English.
const trusted: readonly RegExp[] = [
  /(?:^|\\)SYSTEM$/i,
  /(?:^|\\)Administrators$/i,
  /^(?:CREATOR OWNER|OWNER RIGHTS)$/i,
  /^S-1-5-(?:18|32-544)$/,
];

/** Who else may read a folder of ours. Entries that only deny are no one's right. Pure. */
export function judgeAcl(
  entries: readonly AclEntry[],
  path: string,
  user: string,
): readonly Finding[] {
  if (entries.length === 0) return [finding('acl-unknown', { path })];
  const others = entries.filter(
    ({ account, rights }) =>
      !rights.includes('(N)') && !rights.includes('(DENY)') && !isTrusted(account, user),
  );
  const command = mendAclCommand(path, user);
  if (others.length > 0) {
    const accounts = [...new Set(others.map(({ account }) => account))];
    return [finding('acl-wide', { path, accounts, command })];
  }
  return entries.some(({ inherited }) => inherited)
    ? [finding('acl-inherited', { path, command })]
    : [finding('acl-right', { path })];
}

function isTrusted(account: string, user: string): boolean {
  return (
    account.toLowerCase() === user.toLowerCase() || trusted.some((shape) => shape.test(account))
  );
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
