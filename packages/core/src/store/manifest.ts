import { shortText } from '../certificate/clean.ts';
import { isRecord, parseJson } from '../json.ts';
import type { CertificateFacts } from '../certificate/facts.ts';
import type { VersionManifest } from './types.ts';
import type { VersionOrigin } from '../words/origins.ts';

// Without their words, since `check` reads manifests and tells no origin.
const origins: Readonly<Record<VersionOrigin, true>> = {
  added: true,
  renewed: true,
  received: true,
  adopted: true,
  restored: true,
};

/** `manifest.json` as it is written: indented, dates in ISO 8601, a line end. */
export function formatManifest(manifest: VersionManifest): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * Reads `manifest.json`; null for anything that is not one, whole. Written by hand, without a
 * validation library, because `check` does nothing but this.
 */
export function parseManifest(bytes: Uint8Array): VersionManifest | null {
  const value = parseJson(bytes);
  if (!isRecord(value) || value['schemaVersion'] !== 1) return null;
  const facts = readFacts(value['facts']);
  const createdAt = readDate(value['createdAt']);
  const { p12Sha256, fileName, origin } = value;
  if (facts === null || createdAt === null) return null;
  if (typeof p12Sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(p12Sha256)) return null;
  if (typeof fileName !== 'string' || !isOrigin(origin)) return null;
  return { schemaVersion: 1, facts, p12Sha256, fileName, origin, createdAt };
}

/** Certificate facts out of JSON that `JSON.stringify` made of them; null when a field is amiss. */
export function readFacts(value: unknown): CertificateFacts | null {
  if (!isRecord(value)) return null;
  const { subject, commonName, issuer, serialNumber, fingerprintSha256, publicKey } = value;
  const notBefore = readDate(value['notBefore']);
  const notAfter = readDate(value['notAfter']);
  if (notBefore === null || notAfter === null) return null;
  if (typeof subject !== 'string' || typeof commonName !== 'string') return null;
  if (typeof issuer !== 'string' || typeof serialNumber !== 'string') return null;
  if (typeof fingerprintSha256 !== 'string' || !/^[0-9a-f]{64}$/.test(fingerprintSha256)) {
    return null;
  }
  if (typeof publicKey !== 'string') return null;
  return {
    // A backup's manifest comes from outside, and one of an earlier program has names uncut.
    subject: shortText(subject, 'name'),
    commonName: shortText(commonName, 'commonName'),
    issuer: shortText(issuer, 'name'),
    serialNumber: shortText(serialNumber, 'value'),
    notBefore,
    notAfter,
    fingerprintSha256,
    publicKey: shortText(publicKey, 'value'),
  };
}

/** A date in the form `toISOString` gives it; null for anything else. */
export function readDate(value: unknown): Date | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return null;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date;
}

function isOrigin(value: unknown): value is VersionOrigin {
  return typeof value === 'string' && Object.hasOwn(origins, value);
}
