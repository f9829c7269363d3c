/** What is written where a proxy is named. */
export type ProxyReading =
  | { readonly kind: 'proxy'; readonly url: URL }
  /** A proxy of a kind that is not spoken: `socks5`. */
  | { readonly kind: 'unsupported'; readonly scheme: string }
  | { readonly kind: 'unreadable' };

const unreadable: ProxyReading = { kind: 'unreadable' };

/**
 * Reads the address of a proxy as people write it: `http://user:password@host:port`, without the
 * scheme, in quotes, or as Windows keeps it (`http=a:80;https=b:80`). Pure, never throws.
 *
 * An address of a proxy has no path that matters, so everything before the last `@` is user and
 * password, whatever is in it: `#`, `/`, `?`, `@` that nobody encoded, and the backslash of a domain's
 * user, where a URL would end (RFC 3986, 3.2) and ask another host. They are decoded where they are
 * percent-encoded, and encoded in the URL that comes back.
 */
export function readProxy(value: string): ProxyReading {
  const trimmed = value.trim();
  const text = /^(["'])(.*)\1$/s.exec(trimmed)?.[2]?.trim() ?? trimmed;
  if (/^["']/.test(text)) return unreadable;
  return /^(?:https?|ftp|gopher|socks)=/i.test(text) ? readList(text) : readAddress(text);
}

/** The list of WinINET: for https its own entry counts, else one that is for everything. */
function readList(text: string): ProxyReading {
  // Such a list has no credentials, and no way to write a `;` that is part of them.
  if (text.includes('@')) return unreadable;
  const entries = new Map(
    text
      .split(/[;\s]+/)
      .filter((entry) => entry !== '')
      .map((entry) => {
        const [, scheme = '', address = ''] = /^(?:([a-z]+)=)?(.*)$/is.exec(entry) ?? [];
        return [scheme.toLowerCase(), address] as const;
      }),
  );
  const address = entries.get('https') ?? entries.get('');
  if (address !== undefined) return readAddress(address);
  return entries.has('socks') ? { kind: 'unsupported', scheme: 'socks' } : unreadable;
}

// A name or an address, with nothing in it that would make it anything else.
const hostAndPort = (text: string) =>
  /^(\[[\d.:a-f]+\]|[\p{L}\p{M}\p{N}._-]+)(:\d+)?(?:[/?#](.*))?$/isu.exec(text);

function readAddress(text: string): ProxyReading {
  const [scheme, rest] = withScheme(text);
  if (/^socks(?:4a?|5h?)?$/.test(scheme)) return { kind: 'unsupported', scheme };
  if (scheme !== 'http' && scheme !== 'https') return unreadable;
  const at = rest.lastIndexOf('@');
  const [, host, port = '', path = ''] = hostAndPort(rest.slice(at + 1)) ?? [];
  // A script that chooses a proxy is no proxy.
  if (host === undefined || /\.(?:pac|dat)$/i.test(path)) return unreadable;
  const url = URL.parse(`${scheme}://${host}${port}`);
  if (url === null) return unreadable;
  const [, user = '', password = ''] =
    /^([^:]*):?(.*)$/s.exec(rest.slice(0, Math.max(at, 0))) ?? [];
  url.username = encoded(user);
  url.password = encoded(password);
  return { kind: 'proxy', url };
}

/** Without a scheme it is http. */
function withScheme(text: string): readonly [scheme: string, rest: string] {
  const [, scheme, rest] = /^([a-z][\d+.a-z-]*):\/\/(.*)$/is.exec(text) ?? [];
  if (scheme === undefined || rest === undefined) return ['http', text];
  return [scheme.toLowerCase(), rest];
}

function encoded(part: string): string {
  return encodeURIComponent(decodeLoosely(part).toWellFormed());
}

/** A bare `%`, of a password that was not encoded, is taken as it stands. */
export function decodeLoosely(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}
