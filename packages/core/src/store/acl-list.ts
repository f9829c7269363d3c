import { win32 } from 'node:path';
import type { Effects, ProgramCall } from '../effects.ts';
import { windowsFolder } from '../programs/find.ts';

/** `icacls PATH` lists who may do what; it changes nothing. */
export function listAclCall(
  env: Effects['env'],
  path: string,
): Pick<ProgramCall, 'program' | 'args'> {
  return { program: win32.join(windowsFolder(env), 'System32', 'icacls.exe'), args: [path] };
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

/** Whose rights the entry gives, when they are somebody else's. Entries that only deny give none. */
export function othersIn(entries: readonly AclEntry[], user: string): readonly AclEntry[] {
  return entries.filter(
    ({ account, rights }) =>
      !rights.includes('(N)') && !rights.includes('(DENY)') && !isTrusted(account, user),
  );
}

// Full, modify, write; and of the single rights those by which a file is changed, replaced or given
// away (icacls, "Remarks"): write data, append, delete child, write attributes' owner and list.
const writing = new Set(['F', 'M', 'W', 'D', 'WD', 'AD', 'DC', 'DE', 'GA', 'GW', 'WDAC', 'WO']);

/**
 * Whether somebody else may change what has this list. What is for those below only (IO) does not
 * count.
 */
export function othersMayWrite(entries: readonly AclEntry[], user: string): boolean {
  return othersIn(entries, user).some(({ rights }) => {
    const words = rights.split(/[(),]+/);
    return !words.includes('IO') && words.some((word) => writing.has(word));
  });
}

function isTrusted(account: string, user: string): boolean {
  return (
    account.toLowerCase() === user.toLowerCase() || trusted.some((shape) => shape.test(account))
  );
}
