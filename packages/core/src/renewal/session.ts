import { type Lease, passLeaseLost } from '../store/lease.ts';
import type { CertificateFacts } from '../certificate/facts.ts';
import type {
  CertificateConfiguration,
  ServiceConfiguration,
  Support,
} from '../configuration/types.ts';
import { roadTo } from '../connection/proxy.ts';
import type { MutualTls } from '../connection/types.ts';
import type { SkipReason, StepFacts } from '../events.ts';
import type { Identity } from '../pkcs12/types.ts';
import type { Context } from '../context.ts';
import type { Secret } from '../secret.ts';
import type { Store, StoredVersion } from '../store/types.ts';
import type { Records } from '../store/records.ts';
import { WeborcaError } from '../errors.ts';
import type { ConsumerNote } from '../words/notes.ts';
import type { RenewalStep } from '../words/steps.ts';

export interface RenewOptions {
  /** Asks early, and overrides the waits of politeness. */
  readonly force: boolean;
  /** Says what would be done; changes nothing. */
  readonly dryRun: boolean;
  /**
   * Nobody named these certificates: where no address is configured, what is due is somebody's work
   * on the management site, and no failure.
   */
  readonly unnamed?: boolean;
  /** Finishes what is open, where that needs no request, and sends none. */
  readonly onlyOpen?: boolean;
}

/** A file, the password that opens it, and what is in it. */
export interface OpenedPair {
  readonly identity: Identity;
  readonly p12: Uint8Array;
  readonly password: Secret;
}

/** A version of the store that was opened: what is needed to authenticate with it. */
export interface OpenedVersion extends OpenedPair {
  readonly version: StoredVersion;
}

/** Lets the first request to an API that has proved nothing yet go alone. */
export interface Pilots {
  /** These come first: others may have to wait for them. */
  readonly ahead: ReadonlySet<string>;
  /** Whether nothing is left to find out: until then one certificate is worked at at a time. */
  readonly isSettled: () => boolean;
  /** @throws WeborcaError `pilot-waiting` */
  readonly requireTurn: (api: URL, name: string) => void;
  /** The work at `name` is over, whatever came of it. */
  readonly ended: (name: string) => Promise<void>;
}

/** What a run brings along when it goes on with a journal. */
export interface Progress {
  /** Who asked: with this version everything that follows is done. */
  readonly asking: OpenedVersion;
  /** The version that the pointer names. */
  readonly inUse: OpenedVersion;
  /** The journal was found, so that `--force` abandons it after one failure; else this run wrote it. */
  readonly resumed: boolean;
  /** The request's connection, left open to go on with it, if this run sent the request. */
  readonly connection?: MutualTls;
}

/** One certificate's renewal, under its lock. */
export interface Session extends Records {
  readonly context: Context;
  readonly certificate: CertificateConfiguration;
  readonly service: ServiceConfiguration;
  /** Whom people call, if the configuration says so. */
  readonly support: Support | null;
  /** PEM of the service's additional authority, or null. */
  readonly ca: string | null;
  readonly store: Store;
  /** The lock, looked at again. What changes files looks by itself: `effects.files` are fenced. */
  readonly lease: Lease;
  readonly options: RenewOptions;
  /** Null: no certificate has to wait for another (it is the only one, or `--force`). */
  readonly pilots: Pilots | null;
}

export function connectTo(session: Session, origin: URL, identity: Identity): MutualTls {
  const { context, service, ca } = session;
  const road = roadTo(origin, service.proxy, context.effects.env);
  return context.connect({ origin, identity, ca, ...road });
}

/** What is known already when a step is told. */
export type Watched = Pick<Session, 'context' | 'certificate'>;

// What a step tells the observer. That one failed is told in `result.ts`, for nearly all of them.
export function started(session: Watched, step: RenewalStep): void {
  session.context.observe({ kind: 'started', name: session.certificate.name, step });
}

export function done(session: Watched, step: RenewalStep, facts: StepFacts): void {
  session.context.observe({ kind: 'done', name: session.certificate.name, step, facts });
}

export function skipped(
  session: Watched,
  step: RenewalStep,
  reason: SkipReason,
  facts: StepFacts = {},
): void {
  session.context.observe({ kind: 'skipped', name: session.certificate.name, step, reason, facts });
}

/** The journal is for the next run; this one has in memory what could not be written. */
export function tellNotWritten({ context, certificate, journal }: Session, error: unknown): void {
  passLeaseLost(error);
  const { name } = certificate;
  const facts = { path: journal.folder };
  context.observe({ kind: 'notice', name, notice: 'journal-not-written', facts });
}

/** What is worth telling of a place that was written. */
export function tellNotes(
  { context, certificate }: Session,
  path: string,
  notes: readonly ConsumerNote[],
): void {
  const { name } = certificate;
  for (const notice of new Set(notes)) {
    context.observe({ kind: 'notice', name, notice, facts: { path } });
  }
}

/** What of a certificate a front end shows with a step. */
export function shown(facts: CertificateFacts): StepFacts {
  const { commonName, notAfter, fingerprintSha256 } = facts;
  return { commonName, notAfter: notAfter.toISOString(), fingerprintSha256 };
}

/** The configured endpoint. It is not public, so that there is none is common: the way out is long. */
export function apiOf(session: Session, inUse: OpenedVersion): URL {
  const { service, context } = session;
  if (service.api !== null) return service.api;
  // It is the request that stops here, not the look at whether one is due.
  started(session, 'request');
  throw new WeborcaError('service-not-configured', {
    service: service.name,
    commonName: inUse.identity.leaf.facts.commonName,
    site: service.site.href,
    configPath: context.places.configFile,
  });
}
