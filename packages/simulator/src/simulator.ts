import type { SecureVersion } from 'node:tls';
import type { ExchangeRecord } from '@weborca-cert/core';
import type { Authority, ClientRequest } from './authority/authority.ts';
import type { KeyAlgorithm, KeySource } from './authority/keys.ts';
import type { Original, Variant } from './authority/variants.ts';
import type { Armoury } from './faults/armoury.ts';
import type { ArmedFault, FaultName } from './faults/catalogue.ts';
import type { ClientMaterial } from './files/client.ts';
import type { SimulatedClient } from './files/write.ts';
import type { ServiceRules } from './rules/catalogue.ts';
import type { UriLife } from './service/api.ts';
import type { Issuance } from './service/issuance.ts';
import type { Refusal } from './service/listener.ts';
import type { ConnectionRecord, RequestRecord } from './service/records.ts';
import type { Pkcs12Style } from './service/seal.ts';
import type { WeborcaRefusal } from './service/weborca.ts';

export interface SimulatorOptions {
  /** Folder for the files of a newcomer; made if missing. Nothing is written without it. */
  readonly dir?: string;
  /** Of the API; 0 (the default) takes a free one. The other addresses always take free ones. */
  readonly port?: number;
  /** A loopback address or name, 127.0.0.1 by default. */
  readonly host?: string;
  /** Client certificates made at the start, 1 by default, and their days left, 45 by default. */
  readonly clients?: number;
  readonly daysLeft?: number;
  /**
   * `pool`: client keys are used again and again, for load tests. A function gives every key, the
   * authority's and the servers' too, as for tests that have their own.
   */
  readonly keys?: 'fresh' | 'pool' | KeySource;
  readonly p12?: Pkcs12Style;
  readonly faults?: readonly ArmedFault[];
  /** A recorded exchange to behave like; what else is said here wins. */
  readonly replay?: ExchangeRecord;
  /** A file to which each request is appended as a JSON line before its answer goes out. */
  readonly requestLog?: string;
  readonly now?: () => Date;
  /** An authority that others know too; by default a new one is made, as the next two say. */
  readonly authority?: Authority;
  readonly intermediate?: boolean;
  readonly algorithm?: KeyAlgorithm;
  /** `alert` by default; `close` when a clock is given, since only that goes by it. */
  readonly refusal?: Refusal;
  readonly maxTlsVersion?: SecureVersion;
  readonly uriLife?: UriLife;
  /** Where the real service is not known; what is left out is as it is assumed. */
  readonly rules?: Partial<ServiceRules>;
  /** What `slow` means, 400 ms by default. */
  readonly slowMs?: number;
  /** How long `giant` goes on, 64 MiB by default. */
  readonly giantBytes?: number;
  /** How far the service's clock is off, milliseconds: seen in every Date header. */
  readonly dateOffsetMs?: number;
}

export interface Simulator {
  /** `https://127.0.0.1:PORT/api/cert` */
  readonly api: string;
  /** `https://127.0.0.1:PORT/` */
  readonly weborca: string;
  /** The root as PEM. */
  readonly ca: string;
  readonly caFile: string | null;
  readonly authority: Authority;
  readonly certificates: readonly SimulatedClient[];
  /** A zip with what the management site gives out when client001 is renewed there. */
  readonly siteZip: string | null;
  readonly siteZipBytes: Uint8Array | null;
  readonly pid: number;
  readonly requests: readonly RequestRecord[];
  readonly connections: readonly ConnectionRecord[];
  readonly issuances: readonly Issuance[];
  /** Adds `count` (default 1) strikes of a fault after those that are armed already. */
  readonly arm: (name: FaultName, count?: number) => void;
  readonly disarm: Armoury['disarm'];
  readonly armed: Armoury['armed'];
  /** The certificate `variant` of one that exists, sealed like the others. */
  readonly makeVariant: (original: Original, variant: Variant) => Promise<ClientMaterial>;
  /** A further client, as the request says, which the service renews like the others. */
  readonly makeClient: (request: ClientRequest) => Promise<ClientMaterial>;
  /** WebORCA turns this certificate away (`http-403` by default) until it is accepted again. */
  readonly refuseAtWeborca: (fingerprintSha256: string, how?: WeborcaRefusal) => void;
  readonly acceptAtWeborca: (fingerprintSha256: string) => void;
  /** Cuts every connection and frees the ports. */
  readonly stop: () => Promise<void>;
}

/** The line that `simulate` prints once it listens. `ca` is the path of the root's PEM file. */
export interface SimulatorDescription {
  readonly api: string;
  readonly weborca: string;
  readonly ca: string | null;
  readonly certificates: readonly {
    readonly commonName: string;
    readonly p12: string | null;
    readonly passwordFile: string | null;
  }[];
  readonly siteZip: string | null;
  readonly pid: number;
}

/** What a newcomer needs to know of a running simulator; no secret in it. */
export function describeSimulator(simulator: Simulator): SimulatorDescription {
  const { api, weborca, caFile, certificates, siteZip, pid } = simulator;
  return {
    api,
    weborca,
    ca: caFile,
    certificates: certificates.map(({ commonName, p12, passwordFile }) => ({
      commonName,
      p12,
      passwordFile,
    })),
    siteZip,
    pid,
  };
}
