import type { SchedulerKind } from '../words/schedulers.ts';
import type { Reason } from '../words/reasons/reason.ts';
import type { PendingStep } from '../words/steps.ts';
import type { AdoptionReason } from '../words/unfit.ts';
import type { ErrorCode, ErrorDetails } from '../errors.ts';
import type { JsonRecord } from '../json.ts';
import type { RenewalStep } from '../words/steps.ts';

/** How much a finding matters: fine, worth knowing, should be looked at, will go wrong. */
export type FindingLevel = 'ok' | 'note' | 'warning' | 'problem';

/** What a finding is about, in the order of a report. */
export const findingAreas = [
  'system',
  'clock',
  'configuration',
  'certificates',
  'store',
  'permissions',
  'backups',
  'consumers',
  'proxy',
  'dns',
  'tls',
  'pkcs12',
  'schedule',
  'leftovers',
] as const;

export type FindingArea = (typeof findingAreas)[number];

/** A certificate that a server showed; instants are ISO. */
export interface ShownCertificate {
  readonly subject: string;
  readonly issuer: string;
  readonly notAfter: string;
}

interface OfOne {
  readonly name: string;
}

/** `failing`: its renewal was tried, and the way out stands with that. */
interface MayBeFailing extends OfOne {
  readonly failing?: boolean;
}

/** An error that was written down: its code and details (`ErrorDetails`). */
interface WrittenError {
  readonly code: string;
  readonly details: JsonRecord;
}

/**
 * What each code's sentence needs. Names, paths and reasons; never a secret, never a sentence. Of what
 * is `ok` the code only finds the sentence: `--json` says `ok` for all of these.
 */
export interface FindingFacts {
  'system-described': { readonly version: string; readonly node: string; readonly system: string };
  'tls-check-on': object;
  'tls-check-off': object;
  'roots-added': { readonly variable: string; readonly path: string };
  'area-failed': {
    readonly area: FindingArea;
    readonly code: ErrorCode;
    readonly reason: Reason;
    /** What could not be read. */
    readonly path?: string;
  };

  'clock-right': { readonly host: string; readonly offsetSeconds: number };
  'clock-off': { readonly host: string; readonly offsetSeconds: number };
  'clock-wrong': { readonly host: string; readonly offsetSeconds: number };
  'clock-unknown': object;

  'configuration-read': {
    readonly path: string;
    readonly certificates: number;
    readonly stateDir: string;
  };
  /** `file`: what it has published last; empty: nothing yet. */
  'publish-place': { readonly path: string; readonly file: string };
  'publish-unreachable': { readonly path: string; readonly reason: Reason };
  'configuration-support': { readonly whom: string; readonly phone: string };
  'configuration-none': { readonly path: string; readonly stateDir: string };
  'configuration-invalid': ErrorDetails['config-invalid'];
  'service-has-api': { readonly service: string; readonly host: string };
  'service-without-api': {
    readonly service: string;
    readonly site: string;
    readonly path: string;
    readonly certificates: readonly string[];
  };
  'service-ca-unusable': {
    readonly service: string;
    readonly path: string;
    readonly reason: Reason;
  };

  'certificate-valid': OfOne & { readonly commonName: string; readonly notAfter: string };
  'certificate-due': MayBeFailing & { readonly commonName: string; readonly notAfter: string };
  'certificate-urgent': MayBeFailing & { readonly commonName: string; readonly notAfter: string };
  'certificate-expired': OfOne & {
    readonly commonName: string;
    readonly notAfter: string;
    /** URL of the management site, where a person goes on from here. */
    readonly site?: string;
  };
  'certificate-not-yet-valid': OfOne & { readonly commonName: string; readonly notBefore: string };
  'certificate-not-renewable': OfOne & { readonly commonName: string; readonly notAfter: string };
  /** Of an earlier run, and not gone well since. */
  'renewal-failed': OfOne &
    WrittenError & {
      readonly step: RenewalStep | null;
      readonly at: string;
      readonly since: string;
      readonly count: number;
    };
  'certificate-superseded': OfOne & {
    readonly path: string;
    readonly reasons: readonly AdoptionReason[];
  };

  'versions-open': OfOne & { readonly versions: number };
  'version-unusable': OfOne & {
    readonly version: string;
    readonly inUse: boolean;
    readonly reason: ErrorCode;
  };
  'version-changed': OfOne & { readonly version: string; readonly inUse: boolean };
  'store-empty': OfOne;
  'pointer-broken': OfOne & { readonly version: string };
  'manifest-broken': OfOne & { readonly version: string };
  'store-unknown-name': OfOne & { readonly path: string };
  'renewal-open': OfOne & { readonly step: PendingStep; readonly since: string };
  'renewal-stuck': OfOne & { readonly step: PendingStep; readonly since: string };
  'renewals-abandoned': OfOne & { readonly count: number; readonly path: string };
  'in-use-unverified': OfOne & { readonly since: string };

  'permissions-right': { readonly checked: number };
  'permissions-wide': { readonly path: string; readonly mode: string; readonly wanted: string };
  'owner-foreign': { readonly path: string };
  'acl-right': { readonly path: string };
  'acl-inherited': { readonly path: string; readonly command: string };
  'acl-wide': {
    readonly path: string;
    readonly accounts: readonly string[];
    readonly command: string;
  };
  'acl-unknown': { readonly path: string };
  /** Beyond the user's own, given once by an administrator. */
  'rights-granted': OfOne & {
    readonly kind: string;
    readonly path: string;
    readonly files: readonly string[];
    readonly service?: string;
  };

  'backup-found': OfOne & { readonly path: string; readonly at: string };
  'backup-outdated': OfOne & { readonly path: string; readonly at: string };
  'backup-broken': OfOne & { readonly path: string; readonly reason: Reason };
  'backup-missing': OfOne & { readonly path: string };
  'backup-unreachable': OfOne & { readonly path: string; readonly reason: Reason };
  'backup-in-cloud': OfOne & { readonly path: string; readonly provider: string };
  'backup-elsewhere': OfOne & { readonly path: string };
  'backup-without-password': OfOne & { readonly path: string };
  /** Its drive is not here; `at`: when it was last read. */
  'backup-away': OfOne & { readonly path: string; readonly at: string };
  'backup-unseen': OfOne & { readonly days: number };
  'backup-on-same-disk': OfOne & { readonly path: string };
  'backups-none': OfOne;

  'consumer-current': OfOne & { readonly kind: string; readonly path: string };
  'consumer-behind': OfOne & { readonly kind: string; readonly path: string };
  'consumer-manual': OfOne & { readonly kind: string; readonly path: string };
  'consumer-failed': OfOne & {
    readonly kind: string;
    readonly path: string;
    readonly reason: Reason;
  };
  'consumer-needs-elevation': OfOne & {
    readonly kind: string;
    readonly path: string;
    readonly command: string;
  };
  'consumers-none': OfOne;
  'consumer-offered': OfOne & {
    readonly kind: string;
    readonly path: string;
    readonly command: string;
  };
  'old-in-use': OfOne & {
    readonly path: string;
    readonly how: 'holds' | 'names' | 'store';
    readonly found: string;
  };

  'proxy-none': object;
  'proxy-used': {
    readonly host: string;
    readonly proxy: string;
    /** `configuration`, or the variable's name. */
    readonly from: string;
    readonly authenticated: boolean;
  };
  /** Its value may hold a password, and is not here. */
  'proxy-unreadable': { readonly variable: string };
  'proxy-unsupported': { readonly variable: string; readonly scheme: string };

  'dns-resolved': { readonly host: string; readonly addresses: readonly string[] };
  'dns-failed': { readonly host: string; readonly reason: Reason };
  'dns-by-proxy': { readonly host: string };

  /** `peer`: address and port; a proxy's where there is one. */
  'tcp-connected': { readonly host: string; readonly peer: string };
  'tls-trusted': { readonly host: string; readonly chain: readonly ShownCertificate[] };
  'tls-untrusted': {
    readonly host: string;
    readonly reason: Reason;
    readonly chain: readonly ShownCertificate[];
  };
  'tls-failed': { readonly host: string; readonly reason: Reason };
  /** `alert`: its number, where there was one. */
  'tls-refuses-certificate': OfOne & {
    readonly host: string;
    readonly reason: Reason;
    readonly alert?: number;
  };
  /** `authorities`: whose certificates the server says it takes; empty: it does not say. */
  'tls-certificate-sent': OfOne & {
    readonly host: string;
    readonly authorities: readonly string[];
  };
  'tls-asks-others': OfOne & {
    readonly host: string;
    readonly authorities: readonly string[];
    readonly issuer: string;
  };
  'tls-certificate-not-sent': OfOne & { readonly host: string };
  'tls-asks-no-certificate': { readonly host: string };
  'api-takes-certificate': OfOne & { readonly host: string };
  'api-asks-certificate': { readonly host: string };
  'api-open-without': { readonly host: string };
  'weborca-accepts': OfOne & { readonly host: string };
  'weborca-refuses': OfOne & { readonly host: string; readonly reason: Reason };
  /** `status`: of an answer that was not expected. */
  'weborca-inconclusive': OfOne & {
    readonly host: string;
    readonly reason: Reason;
    readonly status?: number;
  };
  'network-not-asked': {
    readonly reason: 'offline' | 'no-certificate' | 'no-weborca' | 'many';
  };

  'pkcs12-described': OfOne & {
    readonly algorithms: readonly string[];
    readonly programs: readonly string[];
  };
  'pkcs12-unreadable': OfOne & {
    readonly program: string;
    readonly version: string;
    readonly algorithm: string;
  };

  'schedule-installed': { readonly kind: SchedulerKind; readonly files: readonly string[] };
  'schedule-none': object;
  'schedule-unsupported': {
    readonly system: string;
    /** The line that another scheduler could start; empty: the caller is not what it should start. */
    readonly command: string;
  };
  'schedule-not-active': { readonly kind: SchedulerKind; readonly commands: readonly string[] };
  'schedule-program-moved': { readonly program: string };
  'schedule-other-program': { readonly found: string; readonly expected: string };
  'schedule-program-passing': { readonly program: string };
  'schedule-other-user': { readonly user: string };
  'schedule-failed': { readonly kind: SchedulerKind; readonly result: string };
  'schedule-unknown': { readonly kind: SchedulerKind };
  'schedule-proxy': { readonly variable: string };
  'schedule-environment': { readonly variables: readonly string[] };
  'schedule-logged-in-only': { readonly command: string };
  'run-fine': { readonly at: string; readonly certificates: number };
  'run-failed': {
    readonly at: string;
    readonly failures: readonly string[];
    /** The first of each kind, a few of them; without a name what stopped the whole run. */
    readonly told: readonly (WrittenError & OfOne)[];
  };
  'run-old': { readonly at: string };
  'run-never': { readonly since: string };

  'leftovers-none': object;
  'leftover-temporary': { readonly path: string };
  /** Null: of a file that is not under care. */
  'leftover-import': { readonly name: string | null; readonly path: string };
  'leftover-removed': { readonly path: string };
  'leftover-rehearsal': { readonly path: string };
  'leftover-replaced': OfOne & { readonly path: string; readonly count: number };
}

export type FindingCode = keyof FindingFacts;

/** A finding with this code. */
export interface FindingOf<C extends FindingCode> {
  readonly area: FindingArea;
  readonly code: C;
  readonly level: FindingLevel;
  readonly facts: FindingFacts[C];
}

/** One line of the doctor's report: codes and facts; the catalogue has the sentences. */
export type Finding = { readonly [C in FindingCode]: FindingOf<C> }[FindingCode];
