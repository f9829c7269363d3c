import { appendFileSync } from 'node:fs';
import type { Certificate } from '@weborca-cert/core';
import type { RefusalReason } from './admission.ts';

/** Which address: the service itself, the same service on another port, or WebORCA. */
export type ListenerName = 'api' | 'other-port' | 'weborca';

export interface ClientRecord {
  readonly commonName: string;
  readonly fingerprintSha256: string;
}

/** One request, as it stands in the request log. */
export interface RequestRecord {
  /** ISO 8601, UTC, by the simulator's clock. */
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** Lower-case names; the value of `authorization` is masked. */
  readonly headers: Readonly<Record<string, string>>;
  /** The same number for requests over the same TLS connection, unique over all listeners. */
  readonly connection: number;
  readonly client: ClientRecord | null;
  readonly listener: ListenerName;
}

/** One TLS handshake, whether a request followed or not. */
export interface ConnectionRecord {
  readonly connection: number;
  readonly at: string;
  readonly listener: ListenerName;
  readonly client: ClientRecord | null;
  /** `handshake`: refused by TLS itself, or broken off. */
  readonly refused: RefusalReason | 'handshake' | null;
}

export interface Records {
  readonly requests: readonly RequestRecord[];
  readonly connections: readonly ConnectionRecord[];
  readonly nextConnection: () => number;
  readonly addRequest: (record: RequestRecord) => void;
  readonly addConnection: (record: ConnectionRecord) => void;
}

/** Keeps the records in memory and, when a file is named, appends each request to it as a JSON line. */
export function createRecords(requestLog: string | null): Records {
  const requests: RequestRecord[] = [];
  const connections: ConnectionRecord[] = [];
  let last = 0;
  return {
    requests,
    connections,
    nextConnection: () => (last += 1),
    addRequest(record) {
      requests.push(record);
      // Synchronous: the line is there before the answer, and lines never mix.
      if (requestLog !== null) {
        appendFileSync(requestLog, `${JSON.stringify(record)}\n`, { mode: 0o600 });
      }
    },
    addConnection(record) {
      connections.push(record);
    },
  };
}

export function clientRecord(certificate: Certificate | null): ClientRecord | null {
  if (certificate === null) return null;
  const { commonName, fingerprintSha256 } = certificate.facts;
  return { commonName, fingerprintSha256 };
}

export function headerRecord(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [
    name,
    name === 'authorization' || name === 'cookie' ? '•••' : [value ?? ''].flat().join(', '),
  ]);
  return Object.fromEntries(entries);
}
