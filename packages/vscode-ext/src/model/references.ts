/** A place in a text that names a certificate file. Offsets count UTF-16 units; `end` is exclusive. */
export interface Reference {
  readonly start: number;
  readonly end: number;
  readonly path: string;
}

const extension = String.raw`\.(?:p12|pfx|crt|cer|pem|der)`;
// In quotes anything but the quote and a line end; without quotes no white space, and none of the
// characters that separate values in .env, JSON and YAML.
const patterns = [
  new RegExp(String.raw`"([^"\r\n]{1,400}?${extension})"`, 'gi'),
  new RegExp(String.raw`'([^'\r\n]{1,400}?${extension})'`, 'gi'),
  new RegExp(
    String.raw`(?<=^|[\s=:,\[-])([^\s"'=,;#\[\]{}]{1,400}${extension})(?=$|[\s,;#\]}])`,
    'gim',
  ),
];

const largestText = 512 * 1024;
const mostReferences = 200;

/**
 * The certificate files that a settings text names, in order. Comments count too: a name in a
 * comment is wrong just as well.
 */
export function findReferences(text: string): readonly Reference[] {
  if (text.length > largestText) return [];
  const found: Reference[] = [];
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const raw = match[1];
      if (raw === undefined) continue;
      const start = match.index + match[0].indexOf(raw);
      const end = start + raw.length;
      if (found.some((other) => start < other.end && other.start < end)) continue;
      found.push({ start, end, path: match[0].startsWith('"') ? unescapeJson(raw) : raw });
    }
  }
  return found.toSorted((a, b) => a.start - b.start).slice(0, mostReferences);
}

/** `C:\\certs\\a.p12` in double quotes is `C:\certs\a.p12`, in JSON as in YAML. */
function unescapeJson(raw: string): string {
  return raw.replaceAll('\\\\', '\\').replaceAll(String.raw`\/`, '/');
}

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

/** Variables, wildcards and control characters: what they stand for is not known here. */
function hasForbidden(path: string): boolean {
  return /[\p{Cc}*?<>|]|\$\{|\$\(|%\w+%|\{\{/u.test(path);
}

/** Windows takes these names for devices in any folder, whatever extension follows. */
function isDevice(segment: string): boolean {
  return /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|\s|$)/i.test(segment);
}
