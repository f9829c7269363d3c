import { isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import tls, {
  type ConnectionOptions,
  type DetailedPeerCertificate,
  type TLSSocket,
} from 'node:tls';
import { cleanText } from '../certificate/clean.ts';
import { readClientAuth, type ClientAuth } from './client-auth.ts';
import { dial } from './dial.ts';
import { unreachableReason, untrustedReason } from './failure-reason.ts';
import { alertNumber, certificateRefusal } from './tls-alert.ts';
import { overhear, type Overhearing } from './overhear.ts';
import { judgeProxyAnswer, type ProxyAnswer } from './proxy-refusal.ts';
import { trustedRoots } from './trust.ts';
import { identityToPem } from '../pkcs12/pem.ts';
import type { Identity } from '../pkcs12/types.ts';
import type { ShownCertificate } from '../findings/findings.ts';
import type {
  CertificateRefusal,
  FailureReason,
  UntrustedReason,
} from '../words/reasons/connection.ts';

export interface HandshakeTarget {
  readonly origin: URL;
  /** Shown to the server; null: none. */
  readonly identity: Identity | null;
  readonly ca: string | null;
  readonly proxy: URL | null;
}

/** What was seen of a handshake beside how it ended. */
export interface HandshakeSight {
  /**
   * `address:port` at the other end of the TCP connection: the server, or a proxy; null: not
   * connected.
   */
  readonly peer: string | null;
  /** Null: it did not come so far, or could not be read. */
  readonly clientAuth: ClientAuth | null;
  /** The number of the alert with which the server refused; null: none. */
  readonly alert: number | null;
}

export type Handshake = HandshakeEnd & { readonly sight?: HandshakeSight };

type HandshakeEnd =
  | {
      readonly kind: 'trusted';
      readonly chain: readonly ShownCertificate[];
      /** The server did not take the client certificate. */
      readonly refusal: CertificateRefusal | null;
    }
  | {
      readonly kind: 'untrusted';
      readonly reason: UntrustedReason;
      readonly chain: readonly ShownCertificate[];
    }
  | { readonly kind: 'failed'; readonly reason: FailureReason };

const timeoutMs = 12_000;

/** Under TLS 1.3 a server looks at our certificate after the handshake: its alert comes so soon. */
const alertWaitMs = 400;

/**
 * One TLS handshake, as our calls make it, and not a byte after it: which certificates the server
 * shows and whether they are trusted. Never throws.
 */
export async function shakeHands(target: HandshakeTarget): Promise<Handshake> {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), timeoutMs);
  try {
    const tunnel = await tunnelFor(target, ending.signal);
    if (typeof tunnel === 'string') return { kind: 'failed', reason: tunnel };
    const socket = tunnel ?? (await dialled(target.origin, ending.signal));
    const peer = peerOf(socket);
    const overhearing = overhear(socket);
    const greeted = await greet(secured(target, overhearing), ending.signal);
    const clientAuth = readClientAuth(overhearing.heard());
    return { ...greeted.end, sight: { peer, clientAuth, alert: greeted.alert } };
  } catch (error) {
    if (ending.signal.aborted) return { kind: 'failed', reason: 'timeout' };
    // Our own key and certificate make the context: a weak one is refused here, before any network.
    return { kind: 'failed', reason: unreachableReason(codeOf(error) ?? '') ?? 'other' };
  } finally {
    clearTimeout(timer);
  }
}

function secured(target: HandshakeTarget, { socket, keyLog }: Overhearing): TLSSocket {
  try {
    return tls.connect(optionsFor(target, socket)).on('keylog', keyLog);
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function peerOf({ remoteAddress, remoteFamily, remotePort }: Socket): string | null {
  if (remoteAddress === undefined) return null;
  const address = remoteFamily === 'IPv6' ? `[${remoteAddress}]` : remoteAddress;
  return `${address}:${remotePort ?? ''}`;
}

function optionsFor({ origin, identity, ca }: HandshakeTarget, socket: Duplex): ConnectionOptions {
  const host = hostOf(origin);
  const roots = trustedRoots(ca);
  const pem = identity === null ? null : identityToPem(identity);
  return {
    host,
    port: portOf(origin),
    ...(isIP(host) === 0 ? { servername: host } : {}),
    socket,
    ...(roots === undefined ? {} : { ca: roots }),
    ...(pem === null ? {} : { cert: pem.certificate, key: pem.key.reveal() }),
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
  };
}

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');
const portOf = ({ port }: URL): number => Number(port || '443');

function dialled(origin: URL, signal: AbortSignal): Promise<Socket> {
  return dial({ host: hostOf(origin), port: portOf(origin), timeoutMs, signal });
}

interface Greeted {
  readonly end: HandshakeEnd;
  readonly alert: number | null;
}

function greet(socket: TLSSocket, signal: AbortSignal): Promise<Greeted> {
  return new Promise((resolve) => {
    let chain: readonly ShownCertificate[] = [];
    let trusted = false;
    let alert: number | null = null;
    const end = (how: HandshakeEnd): void => {
      signal.removeEventListener('abort', late);
      resolve({ end: how, alert });
      socket.destroy();
    };
    const late = (): void => end({ kind: 'failed', reason: 'timeout' });
    signal.addEventListener('abort', late, { once: true });
    // Node closes an untrusted connection in its own listener of `secure`, and the certificates are
    // gone with it; this one comes before. Nothing is sent over it either way.
    socket.prependListener('secure', () => {
      chain = chainOf(socket.getPeerCertificate(true));
    });
    socket.once('secureConnect', () => {
      trusted = true;
      setTimeout(() => end({ kind: 'trusted', chain, refusal: null }), alertWaitMs);
    });
    socket.on('error', (error) => {
      alert = alertNumber({ code: codeOf(error), message: error.message });
      end(judge(error, { alert, chain, trusted }));
    });
    socket.once('close', () => {
      const closed: HandshakeEnd = { kind: 'failed', reason: 'closed' };
      end(trusted ? { kind: 'trusted', chain, refusal: null } : closed);
    });
  });
}

interface Seen {
  readonly alert: number | null;
  readonly chain: readonly ShownCertificate[];
  readonly trusted: boolean;
}

function judge(error: Error, { alert, chain, trusted }: Seen): HandshakeEnd {
  const refusal = alert === null ? null : certificateRefusal(alert);
  if (trusted) return { kind: 'trusted', chain, refusal };
  // Under TLS 1.2 the server refuses before its own certificate can be judged.
  if (refusal !== null) return { kind: 'failed', reason: refusal };
  const code = codeOf(error) ?? '';
  const reason = untrustedReason(code);
  if (reason !== null) return { kind: 'untrusted', reason, chain };
  return { kind: 'failed', reason: unreachableReason(code) ?? 'other' };
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error instanceof AggregateError ? codeOf(error.errors[0]) : codeOf(error.cause);
}

/** Null: there is no proxy. A reason: it opened none. */
async function tunnelFor(
  { origin, proxy, ca }: HandshakeTarget,
  signal: AbortSignal,
): Promise<Socket | FailureReason | null> {
  if (proxy === null) return null;
  const { tunnelThrough } = await import('./connector.ts');
  const sight: { proxyAnswer: ProxyAnswer | null } = { proxyAnswer: null };
  try {
    return await tunnelThrough(origin, { proxy, ca, signal }, sight);
  } catch (error) {
    if (sight.proxyAnswer !== null) return judgeProxyAnswer(sight.proxyAnswer);
    return untrustedReason(codeOf(error) ?? '') === null ? 'proxy-unreachable' : 'proxy-untrusted';
  }
}

const longestChain = 10;

/**
 * From the leaf upwards as far as it is known; the last may be a root of this machine. Read as plain
 * objects: `getPeerX509Certificate` here makes Node's own look at the names fail (measured, 24.21).
 */
function chainOf(leaf: DetailedPeerCertificate): readonly ShownCertificate[] {
  const chain: ShownCertificate[] = [];
  const seen = new Set<string>();
  let at: DetailedPeerCertificate | undefined = leaf;
  while (at?.fingerprint256 !== undefined && !seen.has(at.fingerprint256)) {
    if (chain.length === longestChain) break;
    seen.add(at.fingerprint256);
    const notAfter = new Date(at.valid_to);
    chain.push({
      subject: nameOf(at.subject),
      issuer: nameOf(at.issuer),
      notAfter: Number.isNaN(notAfter.getTime()) ? at.valid_to : notAfter.toISOString(),
    });
    // A root is its own issuer.
    at = at.issuerCertificate;
  }
  return chain;
}

/** Most specific first. Node gives an object, least specific first; several values are a list. */
function nameOf(name: object | undefined): string {
  const parts = Object.entries(name ?? {}).flatMap(([key, value]: [string, unknown]) =>
    [value].flat().map((one) => `${key}=${String(one)}`),
  );
  return cleanText(parts.toReversed().join(','));
}
