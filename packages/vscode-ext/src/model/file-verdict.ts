import type {
  CertificateFacts,
  CertificateStatus,
  Threshold,
  VersionsUnderCare,
} from '@weborca-cert/core';
import { plainPath } from './paths.ts';
import { defaultThresholds, thresholdInstant } from '@weborca-cert/core/thresholds';

/** A file that was looked at. */
export type LookedAt =
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'present';
      /** Of this machine; null on the SSH or WSL side. */
      readonly path: string | null;
      readonly sha256: string;
      /** Null where only a password would tell. */
      readonly facts: Pick<
        CertificateFacts,
        'notBefore' | 'notAfter' | 'fingerprintSha256' | 'commonName'
      > | null;
    };

/**
 * A file that is kept up to date: a consumer that holds the certificate in use. The store's own
 * files are none, their folder is another one after the next renewal.
 */
export interface StableFile {
  readonly path: string;
  readonly format: FileFormat;
}

export type FileFormat = 'pkcs12' | 'pem';

/** What is under care, as far as files are compared with it. */
export interface KnownCertificate {
  readonly name: string;
  readonly stableFiles: readonly StableFile[];
  /** From when on it is due, as its entry in the configuration says. */
  readonly due: Threshold;
  readonly versions: readonly {
    readonly current: boolean;
    readonly p12Sha256: string;
    readonly fingerprintSha256: string;
    readonly notBefore: Date;
    readonly notAfter: Date;
    readonly commonName: string;
  }[];
}

/** @param held undefined where the store tells nothing of it yet */
export function knownCertificate(
  { name, consumers }: CertificateStatus,
  held: VersionsUnderCare | undefined,
): KnownCertificate {
  const stableFiles = consumers.flatMap(({ kind, path, state }) => {
    const format = kind === 'pkcs12' || kind === 'pem' ? formatOf(path) : null;
    return format === null || state !== 'current' ? [] : [{ path, format }];
  });
  const { thresholds, versions = [] } = held ?? {};
  return {
    name,
    stableFiles,
    due: (thresholds ?? defaultThresholds).due,
    versions: versions.map(({ inUse, p12Sha256, facts }) => ({
      current: inUse,
      p12Sha256,
      fingerprintSha256: facts.fingerprintSha256,
      notBefore: facts.notBefore,
      notAfter: facts.notAfter,
      commonName: facts.commonName,
    })),
  };
}

export type Verdict =
  | { readonly kind: 'unknown' }
  /** What is registered cannot be read just now: nobody can tell whether it is. */
  | { readonly kind: 'untold' }
  /** Not here, and no fault: it is a container's, a server's, or somebody else's. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'fine' | 'expiring' | 'expired' | 'superseded';
      readonly commonName: string;
      readonly notAfter: Date;
      /** Under care by this name: then it can be renewed from here. */
      readonly name: string | null;
      /** Files with the certificate in use, where the looked-at one is an earlier version. */
      readonly stableFiles: readonly StableFile[];
    };

export type CertificateVerdict = Extract<Verdict, { readonly commonName: string }>;

/** All of them, by what a file is known by: however many there are, one look a file. */
export interface KnownFiles {
  readonly byPath: ReadonlyMap<string, Held>;
  /** By the hash of a .p12, and by the fingerprint of a certificate. */
  readonly byHash: ReadonlyMap<string, Held>;
  /** What may be meant where a file is missing. */
  readonly stableFiles: readonly StableFile[];
}

type Version = KnownCertificate['versions'][number];

interface Held {
  readonly certificate: KnownCertificate;
  readonly version: Version;
  readonly current: Version | undefined;
}

export function knownFiles(all: readonly KnownCertificate[]): KnownFiles {
  const byPath = new Map<string, Held>();
  const byHash = new Map<string, Held>();
  for (const certificate of all) {
    const current = certificate.versions.find((version) => version.current);
    if (current !== undefined) {
      for (const { path } of certificate.stableFiles) {
        byPath.set(plainPath(path), { certificate, version: current, current });
      }
    }
    for (const version of certificate.versions) {
      for (const hash of [version.p12Sha256, version.fingerprintSha256]) {
        if (!byHash.has(hash)) byHash.set(hash, { certificate, version, current });
      }
    }
  }
  return { byPath, byHash, stableFiles: all.flatMap(({ stableFiles }) => stableFiles) };
}

/**
 * What there is to say about a file that a settings file names, or that lies in the Explorer. A file
 * is expiring when its certificate is due; a stranger's from 90 days before its end.
 *
 * @param known null where what is registered cannot be read
 */
export function judgeFile(file: LookedAt, known: KnownFiles | null, now: Date): Verdict {
  if (file.kind === 'missing') return { kind: 'missing' };
  // Where it is kept up to date, it is sealed anew under its own password: neither hash nor date
  // could be told from outside.
  const held =
    (file.path === null ? undefined : known?.byPath.get(plainPath(file.path))) ??
    known?.byHash.get(file.sha256) ??
    known?.byHash.get(file.facts?.fingerprintSha256 ?? '');
  if (held === undefined) {
    return file.facts === null
      ? { kind: known === null ? 'untold' : 'unknown' }
      : byDate(file.facts, defaultThresholds.due, null, now);
  }
  const { certificate, version, current } = held;
  const { name, due, stableFiles } = certificate;
  const { commonName, notAfter } = version;
  if (!version.current && current !== undefined && current.notAfter > notAfter) {
    return { kind: 'superseded', commonName, notAfter, name, stableFiles };
  }
  return byDate(version, due, name, now);
}

function byDate(
  certificate: Pick<CertificateFacts, 'notBefore' | 'notAfter' | 'commonName'>,
  due: Threshold,
  name: string | null,
  now: Date,
): Verdict {
  const { commonName, notAfter } = certificate;
  const detail = { commonName, notAfter, name, stableFiles: [] };
  if (now > notAfter) return { kind: 'expired', ...detail };
  const expiring = now >= thresholdInstant(certificate, due);
  return { kind: expiring ? 'expiring' : 'fine', ...detail };
}

/** Narrows to the verdicts about a certificate that was recognised. */
export function isCertificateVerdict(verdict: Verdict): verdict is CertificateVerdict {
  return 'commonName' in verdict;
}

/** By the extension; null: none of those that settings name. */
export function formatOf(file: string): FileFormat | null {
  if (/\.(?:p12|pfx)$/i.test(file)) return 'pkcs12';
  return /\.(?:crt|cer|pem|der)$/i.test(file) ? 'pem' : null;
}

/**
 * The certificate that a file is of. A bundle of authorities (ca-certificates.crt) is nobody's: its
 * first one is not what the line that names it depends on.
 */
export function ownCertificate<
  T extends { readonly role: string; readonly subject: string; readonly issuer: string },
>(certificates: readonly T[]): T | null {
  const leaf = certificates.find(({ role }) => role === 'leaf');
  if (leaf === undefined) return null;
  return certificates.length > 1 && leaf.subject === leaf.issuer ? null : leaf;
}
