import { isIP } from 'node:net';
import { decodeLoosely, readProxy } from './proxy-address.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A variable that is set and names no proxy that can be used; its value may hold a password. */
export interface PassedOver {
  readonly variable: string;
  /** `socks5`; null: it cannot be read. */
  readonly scheme: string | null;
}

export interface ProxyChoice {
  /** Null: a direct connection. */
  readonly proxy: URL | null;
  /** The variable that it is from; null: configured, or there is none. */
  readonly variable: string | null;
  /** What would have been asked before; empty where nothing of the environment counts. */
  readonly passedOver: readonly PassedOver[];
}

/**
 * The proxy for a URL. Pure.
 *
 * What is configured wins, and NO_PROXY says nothing about it. Else, as curl does it: `https_proxy`,
 * then `all_proxy`, lower case before upper, unless `no_proxy` names the host. NO_PROXY is a list
 * of names separated by commas or blanks: `example.jp` and `.example.jp` mean the name and
 * everything below it, `*` everything, `name:8443` that port alone; addresses are compared whole.
 * Ranges in CIDR notation are not supported. A loopback address is not special: who speaks to a
 * server on this machine passes no environment.
 *
 * Only http and https proxies are used, with Basic credentials at most. A variable that names
 * anything else (`socks5://…`), or cannot be read, is passed over, and that is told: connections may
 * well be possible without it.
 *
 * @example
 * chooseProxy(new URL('https://a.example/'), null, { HTTPS_PROXY: 'http://proxy:8080' }).proxy;
 */
export function chooseProxy(url: URL, configured: URL | null, env: Environment): ProxyChoice {
  if (configured !== null) return { proxy: configured, variable: null, passedOver: [] };
  const noProxy = (env['no_proxy'] || env['NO_PROXY'] || '').trim();
  if (isExcepted(url, noProxy)) return { proxy: null, variable: null, passedOver: [] };
  return proxyOf(env);
}

/** What the variables say, whatever host is asked. */
export function proxyOf(env: Environment): ProxyChoice {
  const passedOver: PassedOver[] = [];
  for (const variable of proxyVariables(env)) {
    const read = readProxy(env[variable] ?? '');
    if (read.kind === 'proxy') return { proxy: read.url, variable, passedOver };
    passedOver.push({ variable, scheme: read.kind === 'unsupported' ? read.scheme : null });
  }
  return { proxy: null, variable: null, passedOver };
}

/** What a connection is given of it: the proxy, and which variable to name when it fails. */
export function roadTo(
  url: URL,
  configured: URL | null,
  env: Environment,
): { readonly proxy: URL | null; readonly passedOver?: string } {
  const { proxy, passedOver } = chooseProxy(url, configured, env);
  const [first] = passedOver;
  return first === undefined ? { proxy } : { proxy, passedOver: first.variable };
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
  const credentials = `${decodeLoosely(proxy.username)}:${decodeLoosely(proxy.password)}`;
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}

const variables = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'] as const;

/** The variables that name a proxy for https, in the order in which they are asked. */
function proxyVariables(env: Environment): readonly string[] {
  const set = variables.filter((name) => (env[name] ?? '').trim() !== '');
  // Windows knows one variable by both spellings.
  return set.filter(
    (name) => !(name !== name.toUpperCase() && env[name] === env[name.toUpperCase()]),
  );
}

/** The first of them, or null: what a schedule's run would miss. */
export function proxyVariable(env: Environment): string | null {
  return proxyVariables(env)[0] ?? null;
}
