import { verifyInUse } from '../connection/verify.ts';
import { isIP } from 'node:net';
import { judgeApiHandshakes } from './api-handshake.ts';
import { judgeClientAuth } from './client-auth.ts';
import { isRefusal, type CertificateRefusal } from '../words/reasons/connection.ts';
import type { DoctorCase, InUse } from './case.ts';
import type { Finding } from '../findings/findings.ts';
import { finding } from '../findings/levels.ts';
import { nodeNetwork, type NetworkProbe } from './network.ts';
import { roadsOf, type Road } from './roads.ts';

/** Each asks once over the network; more would be a load for the service and a wait for people. */
const mostAsked = 5;

/**
 * Names, TLS to the services and to WebORCA with the chains they show, whether WebORCA accepts the
 * certificates, and our clock against its. The renewal endpoint gets two handshakes, with the
 * certificate and without, and no request.
 */
export async function examineConnections(given: DoctorCase): Promise<readonly Finding[]> {
  if (given.options.offline === true) return [finding('network-not-asked', { reason: 'offline' })];
  const network = given.options.network ?? nodeNetwork;
  const [roads, asked] = await Promise.all([
    Promise.all(roadsOf(given).map((road) => examineRoad(given, network, road))),
    examineAcceptance(given),
  ]);
  return [...roads.flat(), ...asked];
}

async function examineRoad(
  given: DoctorCase,
  network: NetworkProbe,
  road: Road,
): Promise<readonly Finding[]> {
  const { service, origin, proxy } = road;
  const { host } = origin;
  const findings: Finding[] = [];
  if (proxy !== null) {
    findings.push(finding('dns-by-proxy', { host }), ...(await resolve(network, proxy)));
  } else {
    findings.push(...(await resolve(network, origin)));
    if (findings.some(({ code }) => code === 'dns-failed')) return findings;
  }
  const user = given.certificates.find((one) => one.service === service.name);
  const inUse = user === undefined ? null : await given.inUse(user.name);
  const identity = inUse?.opened.identity ?? null;
  const ca = await given.caOf(service.ca);
  const handshake = await network.shakeHands({ origin, identity, ca, proxy });
  const { sight } = handshake;
  if (sight?.peer != null) findings.push(finding('tcp-connected', { host, peer: sight.peer }));
  const auth = sight?.clientAuth ?? null;
  const shown =
    auth === null || identity === null || user === undefined
      ? []
      : [judgeClientAuth({ host, name: user.name, identity, auth })];
  const alert = sight?.alert ?? null;
  const refused = (reason: CertificateRefusal): readonly Finding[] => {
    if (user === undefined) return [finding('tls-failed', { host, reason })];
    const said = alert === null ? {} : { alert };
    return [finding('tls-refuses-certificate', { name: user.name, host, reason, ...said })];
  };
  switch (handshake.kind) {
    case 'trusted': {
      const { chain, refusal } = handshake;
      findings.push(finding('tls-trusted', { host, chain }), ...shown);
      if (refusal !== null) findings.push(...refused(refusal));
      if (service.api?.origin === origin.origin && identity !== null && user !== undefined) {
        const bare = await network.shakeHands({ origin, identity: null, ca, proxy });
        findings.push(...judgeApiHandshakes({ host, name: user.name, shown: handshake, bare }));
      }
      return findings;
    }
    case 'untrusted': {
      const { reason, chain } = handshake;
      return [...findings, finding('tls-untrusted', { host, reason, chain })];
    }
    case 'failed': {
      const { reason } = handshake;
      // Under TLS 1.2 the refusal is the end of the handshake.
      if (isRefusal(reason)) return [...findings, ...shown, ...refused(reason)];
      return [...findings, finding('tls-failed', { host, reason })];
    }
  }
}

async function resolve(network: NetworkProbe, url: URL): Promise<readonly Finding[]> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host) !== 0) return [];
  const found = await network.lookup(host);
  if (found.kind === 'failed') return [finding('dns-failed', { host, reason: found.reason })];
  return [finding('dns-resolved', { host, addresses: found.addresses })];
}

async function examineAcceptance(given: DoctorCase): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const clocks: Finding[] = [];
  let asked = 0;
  let unasked = false;
  for (const { name, service: serviceName } of given.certificates) {
    const inUse = await given.inUse(name);
    const service = given.configuration.services.get(serviceName);
    if (inUse === null || service === undefined) continue;
    const { weborca } = service;
    if (weborca === null) {
      unasked = true;
      continue;
    }
    if (asked === mostAsked) {
      findings.push(finding('network-not-asked', { reason: 'many' }));
      break;
    }
    asked += 1;
    const road = roadsOf(given).find(({ origin }) => origin.origin === weborca.origin);
    if (road === undefined) continue;
    const { acceptance, clock } = await askWeborca(given, name, inUse, { ...road, weborca });
    findings.push(acceptance);
    if (clock !== null) clocks.push(clock);
  }
  if (asked === 0) {
    const reason = unasked ? 'no-weborca' : 'no-certificate';
    findings.push(finding('network-not-asked', { reason }));
  }
  return [...findings, clocks[0] ?? finding('clock-unknown', {})];
}

async function askWeborca(
  given: DoctorCase,
  name: string,
  { opened }: InUse,
  road: Road & { readonly weborca: URL },
): Promise<{ readonly acceptance: Finding; readonly clock: Finding | null }> {
  const { effects, connect, signal } = given.context;
  const { service, proxy, weborca } = road;
  const { host } = weborca;
  const ca = await given.caOf(service.ca);
  const asking = { weborca, connect, ca, proxy, signal, now: () => effects.now() };
  const { verdict, reason, status, dated } = await verifyInUse(asking, opened.identity);
  const said = status === undefined ? {} : { status };
  const acceptance =
    verdict === 'accepted'
      ? finding('weborca-accepts', { name, host })
      : verdict === 'refused'
        ? finding('weborca-refuses', { name, host, reason })
        : finding('weborca-inconclusive', { name, host, reason, ...said });
  const clock = dated === null ? null : judgeClock(host, dated.server, dated.ours);
  return { acceptance, clock };
}

// `Date` has whole seconds, and the answer takes its time: less than this says nothing.
const tolerableSeconds = 120;
const gravelySeconds = 3600;

/** Our clock against a server's; positive: ours is ahead. Pure. */
export function judgeClock(host: string, server: Date, ours: Date): Finding {
  const offsetSeconds = Math.round((ours.getTime() - server.getTime()) / 1000);
  const facts = { host, offsetSeconds };
  const off = Math.abs(offsetSeconds);
  if (off <= tolerableSeconds) return finding('clock-right', facts);
  return off <= gravelySeconds ? finding('clock-off', facts) : finding('clock-wrong', facts);
}
