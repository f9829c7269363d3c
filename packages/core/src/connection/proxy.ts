import { isIP } from 'node:net';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy for a URL, or null for a direct connection. Pure.
 *
 * What is configured wins, and NO_PROXY says nothing about it. Else, as curl does it: `https_proxy`,
 * then `all_proxy`, lower case before upper, unless `no_proxy` names the host. NO_PROXY is a list
 * of names separated by commas or blanks: `example.jp` and `.example.jp` mean the name and
 * everything below it, `*` everything, `name:8443` that port alone; addresses are compared whole.
 * Ranges in CIDR notation are not supported. A loopback address is not special: who speaks to a
 * server on this machine passes no environment.
 *
 * Only http and https proxies are used, with Basic credentials at most; a variable that names
 * anything else (`socks5://…`) counts as absent. A variable without a scheme means http.
 *
 * @example
 * proxyFor(new URL('https://a.example/'), null, { HTTPS_PROXY: 'http://proxy:8080' });
 */
export function proxyFor(url: URL, configured: URL | null, env: Environment): URL | null {
  if (configured !== null) return configured;
  const proxy = proxyFrom(env, 'https_proxy') ?? proxyFrom(env, 'all_proxy');
  if (proxy === null) return null;
  return isExcepted(url, variable(env, 'no_proxy')) ? null : proxy;
}

function variable(env: Environment, name: string): string {
  return (env[name] || env[name.toUpperCase()] || '').trim();
}

function proxyFrom(env: Environment, name: string): URL | null {
  const value = variable(env, name);
  if (value === '') return null;
  const url = URL.parse(value.includes('://') ? value : `http://${value}`);
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') ? url : null;
}

function isExcepted(url: URL, exceptions: string): boolean {
  const host = bareHost(url.hostname);
  const port = url.port === '' ? '443' : url.port;
  return exceptions
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => entry === '*' || matches(splitPort(entry), host, port));
}

interface Exception {
  readonly name: string;
  readonly port: string | null;
}

/** `name`, `name:port`, `[address]:port`, or an IPv6 address as it is. */
function splitPort(entry: string): Exception {
  if (isIP(entry) === 6) return { name: entry, port: null };
  const [, name = entry, port = null] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  return { name: bareHost(name), port };
}

function matches({ name, port }: Exception, host: string, hostPort: string): boolean {
  if (port !== null && port !== hostPort) return false;
  const domain = name.replace(/^\*?\./, '');
  if (domain === '') return false;
  return host === domain || (isIP(host) === 0 && host.endsWith(`.${domain}`));
}

/** Without the brackets of an IPv6 address and without the dot that ends an absolute name. */
function bareHost(host: string): string {
  return host
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
    .toLowerCase();
}

/** `Basic …` from the URL's user and password, in UTF-8 (RFC 7617); null when it has neither. */
export function proxyAuthorization(proxy: URL): string | null {
  if (proxy.username === '' && proxy.password === '') return null;
  const credentials = `${decode(proxy.username)}:${decode(proxy.password)}`;
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    // A bare `%` in a password that nobody encoded: taken as it stands.
    if (error instanceof URIError) return part;
    throw error;
  }
}
