import type { CertificateFacts } from '@weborca-cert/core';

/** A file that was looked at. */
export type LookedAt =
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'present';
      readonly sha256: string;
      /** Null where only a password would tell. */
      readonly facts: Pick<
        CertificateFacts,
        'notAfter' | 'fingerprintSha256' | 'commonName'
      > | null;
    };

/** What is under care, as far as files are compared with it. */
export interface KnownCertificate {
  readonly name: string;
  /** Where the one in use lies: a consumer's file before the store's. */
  readonly currentFile: string | null;
  readonly versions: readonly {
    readonly current: boolean;
    readonly p12Sha256: string;
    readonly fingerprintSha256: string;
    readonly notAfter: Date;
    readonly commonName: string;
  }[];
}

export type Verdict =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'fine' | 'expiring' | 'expired' | 'superseded';
      readonly commonName: string;
      readonly notAfter: Date;
      /** Under care by this name: then it can be renewed from here. */
      readonly name: string | null;
      /** The file in use, where the looked-at one is an earlier version. */
      readonly currentFile: string | null;
    };

export type CertificateVerdict = Extract<Verdict, { readonly commonName: string }>;

const dayMs = 86_400_000;
/** ORCA's own client asks at 90 days (guide, WebORCAクライアント). */
const expiringDays = 90;

/** What there is to say about a file that a settings file names, or that lies in the Explorer. */
export function judgeFile(file: LookedAt, known: readonly KnownCertificate[], now: Date): Verdict {
  if (file.kind === 'missing') return { kind: 'missing' };
  for (const { name, versions, currentFile } of known) {
    const version = versions.find(
      ({ p12Sha256, fingerprintSha256 }) =>
        p12Sha256 === file.sha256 || fingerprintSha256 === file.facts?.fingerprintSha256,
    );
    if (version === undefined) continue;
    const current = versions.find((other) => other.current);
    const { commonName, notAfter } = version;
    if (!version.current && current !== undefined && current.notAfter > notAfter) {
      return { kind: 'superseded', commonName, notAfter, name, currentFile };
    }
    return byDate(notAfter, commonName, name, now);
  }
  if (file.facts === null) return { kind: 'unknown' };
  return byDate(file.facts.notAfter, file.facts.commonName, null, now);
}

function byDate(notAfter: Date, commonName: string, name: string | null, now: Date): Verdict {
  const detail = { commonName, notAfter, name, currentFile: null };
  if (now > notAfter) return { kind: 'expired', ...detail };
  const expiring = notAfter.getTime() - now.getTime() <= expiringDays * dayMs;
  return { kind: expiring ? 'expiring' : 'fine', ...detail };
}

/** Narrows to the verdicts about a certificate that was recognised. */
export function isCertificateVerdict(verdict: Verdict): verdict is CertificateVerdict {
  return 'commonName' in verdict;
}
