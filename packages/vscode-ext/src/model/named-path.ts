export type PathKind =
  | { readonly kind: 'relative'; readonly path: string }
  | { readonly kind: 'absolute'; readonly path: string }
  | { readonly kind: 'home'; readonly path: string }
  /** Never looked at: it may reach another machine (NTLM hashes!), a device, or is not a path. */
  | { readonly kind: 'refused' };

/**
 * How a path in a text is to be taken. UNC and device paths are refused on every system: the text
 * may come from a stranger's repository, and merely looking at `\\host\x.p12` logs on to that host.
 */
export function judgePath(raw: string, windows: boolean): PathKind {
  const path = raw.trim();
  const slashes = path.replaceAll('\\', '/');
  if (path === '' || path.length > 400 || hasForbidden(path)) return { kind: 'refused' };
  if (slashes.startsWith('//')) return { kind: 'refused' };
  if (/^[a-z][a-z0-9+.-]+:/i.test(path)) return { kind: 'refused' };
  if (slashes.split('/').some(isDevice)) return { kind: 'refused' };
  if (/^[a-z]:/i.test(path)) {
    return windows && /^[a-z]:\//i.test(slashes) ? { kind: 'absolute', path } : { kind: 'refused' };
  }
  if (/^\/(?:dev|proc|sys)\//.test(slashes)) return { kind: 'refused' };
  if (slashes.startsWith('~/')) return { kind: 'home', path: slashes.slice(2) };
  if (slashes.startsWith('/')) {
    return windows ? { kind: 'refused' } : { kind: 'absolute', path };
  }
  return { kind: 'relative', path: windows ? slashes : path };
}

/**
 * Variables, wildcards and control characters: what they stand for is not known here; nor is what was
 * written in another encoding (a .env in Shift_JIS).
 */
function hasForbidden(path: string): boolean {
  return /[\p{Cc}*?<>|\u{FFFD}]|\$[\w({]|%\w+%|\{\{/u.test(path);
}

/** Windows takes these names for devices in any folder, whatever extension follows. */
function isDevice(segment: string): boolean {
  return /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|\s|$)/i.test(segment);
}

/**
 * The folders from which a relative path may be meant, the nearest first: the file's own, and every
 * one above it up to the folder that is open, since a program starts in any of them.
 *
 * @example foldersUpTo('/w/app/config', '/w') // ['/w/app/config', '/w/app', '/w']
 */
export function foldersUpTo(folder: string, top: string | undefined): readonly string[] {
  if (top === undefined || !`${folder}/`.startsWith(`${top}/`)) return [folder];
  const below = folder.slice(top.length).split('/').slice(1);
  return [...below.keys(), below.length]
    .map((count) => [top, ...below.slice(0, count)].join('/'))
    .toReversed()
    .slice(0, mostFolders);
}

const mostFolders = 12;
