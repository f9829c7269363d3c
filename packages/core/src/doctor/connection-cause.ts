import type { Finding, FindingCode, FindingOf } from '../findings/findings.ts';
import type { ConnectionCause } from '../words/connection-causes.ts';
import { isRefusal, isUnreachable } from '../words/reasons/connection.ts';

/** What was found on the way to one host, and why it works or does not. */
export interface HostAccount {
  readonly host: string;
  readonly cause: ConnectionCause;
  /** In the order of the way there. */
  readonly findings: readonly Finding[];
}

/**
 * Sorts findings by the hosts that they are about, and says of each why mutual TLS with it works or
 * not; `rest` is about none. Pure.
 */
export function connectionAccounts(findings: readonly Finding[]): {
  readonly hosts: readonly HostAccount[];
  readonly rest: readonly Finding[];
} {
  const hosts = hostsOf(findings).map((host): HostAccount => {
    const on = findings.filter((one) => isOnTheWay(one, host, findings));
    return { host, cause: connectionCause(on, findings), findings: on };
  });
  const told = new Set(hosts.flatMap((one) => one.findings));
  return { hosts, rest: findings.filter((one) => !told.has(one)) };
}

/** WebORCA's first: what it answers is what people want to know. */
function hostsOf(findings: readonly Finding[]): readonly string[] {
  const answered = findings.flatMap((one) => (one.code.startsWith('weborca-') ? hostOf(one) : []));
  const met = findings.flatMap((one) => (one.area === 'tls' ? hostOf(one) : []));
  const known = [...new Set([...answered, ...met])];
  const nameless = findings.flatMap((one) =>
    one.code === 'dns-failed' && !known.some((host) => nameOf(host) === one.facts.host)
      ? [one.facts.host]
      : [],
  );
  const proxies = new Set(
    findings.flatMap((one) =>
      one.code === 'proxy-used' ? [new URL(one.facts.proxy).hostname] : [],
    ),
  );
  return [...known, ...nameless.filter((host) => !proxies.has(host))];
}

function isOnTheWay(one: Finding, host: string, findings: readonly Finding[]): boolean {
  const [about] = hostOf(one);
  if (about === undefined || one.area === 'clock') return false;
  if (about === host) return true;
  if (one.area !== 'dns') return false;
  const proxy = findings.find(
    (other): other is FindingOf<'proxy-used'> =>
      other.code === 'proxy-used' && other.facts.host === host,
  );
  const dialled = proxy === undefined ? nameOf(host) : new URL(proxy.facts.proxy).hostname;
  return about === dialled;
}

function hostOf({ facts }: Finding): readonly string[] {
  return 'host' in facts && typeof facts.host === 'string' ? [facts.host] : [];
}

const nameOf = (host: string): string => host.replace(/:\d+$/, '');

/** Why, by what was found on the way to a host. Pure; the first that holds. */
function connectionCause(on: readonly Finding[], all: readonly Finding[]): ConnectionCause {
  const found = <C extends FindingCode>(code: C): FindingOf<C> | undefined =>
    on.find((one): one is Finding & FindingOf<C> => one.code === code);
  const anywhere = (code: FindingCode): boolean => all.some((one) => one.code === code);
  if (found('weborca-accepts') !== undefined) return 'accepted';
  if (all.some(isWithoutCertificate)) return 'no-certificate';
  if (anywhere('certificate-expired')) return 'expired';
  if (found('dns-failed') !== undefined) return 'no-name';
  const failed = found('tls-failed');
  if (failed !== undefined)
    return failed.facts.reason.startsWith('proxy-') ? 'proxy' : 'unreachable';
  if (found('tls-untrusted') !== undefined) return anywhere('clock-wrong') ? 'clock' : 'untrusted';
  if (found('tls-certificate-not-sent') !== undefined) return 'not-sent';
  const refused = found('weborca-refuses')?.facts.reason;
  if (refused === 'not-permitted-certificate') return 'not-permitted';
  const turnedAway = refused !== undefined || found('tls-refuses-certificate') !== undefined;
  if (turnedAway) return found('tls-asks-others') === undefined ? 'refused' : 'other-authorities';
  const unsure = found('weborca-inconclusive');
  if (unsure !== undefined) return causeOfDoubt(unsure.facts, found('tls-asks-no-certificate'));
  return found('api-takes-certificate') === undefined ? 'unclear' : 'handshake-only';
}

function isWithoutCertificate({ code, facts }: Finding): boolean {
  return code === 'store-empty' || (code === 'version-unusable' && facts.inUse);
}

function causeOfDoubt(
  { reason, status = 0 }: FindingOf<'weborca-inconclusive'>['facts'],
  notAsked: unknown,
): ConnectionCause {
  if (reason === 'user-not-in-tenant') return 'user-not-in-tenant';
  if (reason === 'on-premises-only-tenant') return 'on-premises-only-tenant';
  if (notAsked !== undefined) return 'not-asked';
  if (reason === 'certificate-not-sent') return 'lost-on-the-way';
  if (reason === 'answers-anyone') return 'answers-anyone';
  if (isRefusal(reason)) return 'refused';
  if (isUnreachable(reason)) return 'unreachable';
  return status === 503 || status === 429 ? 'busy' : 'unclear';
}
