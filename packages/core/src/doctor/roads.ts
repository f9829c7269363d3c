import type { ServiceConfiguration } from '../configuration/types.ts';
import { chooseProxy, proxyOf, type PassedOver, type ProxyChoice } from '../connection/proxy.ts';
import { decodeLoosely } from '../connection/proxy-address.ts';
import { Secret } from '../secret.ts';
import type { DoctorCase } from './case.ts';
import type { Finding } from '../findings/findings.ts';
import { finding } from '../findings/levels.ts';

/** A host that our calls go to, and by which way. */
export interface Road extends ProxyChoice {
  readonly service: ServiceConfiguration;
  readonly origin: URL;
}

/** The hosts of the services that the examined certificates belong to, each once. */
export function roadsOf({ context, configuration, certificates }: DoctorCase): readonly Road[] {
  const roads = new Map<string, Road>();
  for (const { service: name } of certificates) {
    const service = configuration.services.get(name);
    if (service === undefined) continue;
    for (const url of [service.weborca, service.api]) {
      if (url === null || roads.has(`${name} ${url.origin}`)) continue;
      const origin = new URL(url.origin);
      const choice = chooseProxy(origin, service.proxy, context.effects.env);
      roads.set(`${name} ${origin.origin}`, { service, origin, ...choice });
    }
  }
  return [...roads.values()];
}

/** Which proxy is used for which host, and where it comes from; never its user and password. */
export function examineProxies(given: DoctorCase): readonly Finding[] {
  const { context, secrets } = given;
  const roads = roadsOf(given);
  const findings: Finding[] = [];
  for (const { origin, proxy, variable } of roads) {
    if (proxy === null) continue;
    const { username, password } = proxy;
    secrets.push(new Secret(password), new Secret(decodeLoosely(password)));
    findings.push(
      finding('proxy-used', {
        host: origin.host,
        proxy: withoutCredentials(proxy),
        from: variable ?? 'configuration',
        authenticated: username !== '' || password !== '',
      }),
    );
  }
  const ways = roads.length === 0 ? [proxyOf(context.effects.env)] : roads;
  findings.push(...passedOverOf(ways));
  return findings.length === 0 ? [finding('proxy-none', {})] : findings;
}

/** Each variable that is of no use, once. */
function passedOverOf(ways: readonly ProxyChoice[]): readonly Finding[] {
  const all = ways.flatMap(({ passedOver }) => passedOver);
  const once = new Map<string, PassedOver>(all.map((one) => [one.variable, one]));
  return [...once.values()].map(({ variable, scheme }) =>
    scheme === null
      ? finding('proxy-unreadable', { variable })
      : finding('proxy-unsupported', { variable, scheme }),
  );
}

export function withoutCredentials(proxy: URL): string {
  return `${proxy.protocol}//${proxy.host}`;
}
