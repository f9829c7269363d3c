import type { ServiceConfiguration } from '../configuration/types.ts';
import { proxyFor } from '../connection/proxy.ts';
import { proxyVariable } from '../connection/proxy-variable.ts';
import { Secret } from '../secret.ts';
import type { DoctorCase } from './case.ts';
import type { Finding } from '../findings/findings.ts';
import { finding } from '../findings/levels.ts';

/** A host that our calls go to, and by which way. */
export interface Road {
  readonly service: ServiceConfiguration;
  readonly origin: URL;
  readonly proxy: URL | null;
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
      const proxy = proxyFor(origin, service.proxy, context.effects.env);
      roads.set(`${name} ${origin.origin}`, { service, origin, proxy });
    }
  }
  return [...roads.values()];
}

/** Which proxy is used for which host, and where it comes from; never its user and password. */
export function examineProxies(given: DoctorCase): readonly Finding[] {
  const { context, secrets } = given;
  const { env } = context.effects;
  const variable = proxyVariable(env);
  const findings: Finding[] = [];
  for (const { service, origin, proxy } of roadsOf(given)) {
    if (proxy === null) continue;
    const { username, password } = proxy;
    secrets.push(new Secret(password), new Secret(decodeURIComponentOr(password)));
    findings.push(
      finding('proxy-used', {
        host: origin.host,
        proxy: withoutCredentials(proxy),
        from: service.proxy === null ? (variable ?? '') : 'configuration',
        authenticated: username !== '' || password !== '',
      }),
    );
  }
  const scheme = unsupportedScheme(variable === null ? undefined : env[variable]);
  if (variable !== null && scheme !== null) {
    findings.push(finding('proxy-unsupported', { variable, scheme }));
  }
  return findings.length === 0 ? [finding('proxy-none', {})] : findings;
}

export function withoutCredentials(proxy: URL): string {
  return `${proxy.protocol}//${proxy.host}`;
}

/** `socks5`; null for what is used. */
function unsupportedScheme(value: string | undefined): string | null {
  const scheme = /^\s*([a-z][a-z0-9+.-]*):\/\//i.exec(value ?? '')?.[1]?.toLowerCase() ?? null;
  return scheme === null || scheme === 'http' || scheme === 'https' ? null : scheme;
}

function decodeURIComponentOr(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A bare `%` that nobody encoded.
    return text;
  }
}
