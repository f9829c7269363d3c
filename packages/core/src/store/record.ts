import { WeborcaError } from '../errors.ts';
import { isRecord, parseJson, type JsonRecord } from '../json.ts';
import { Secret } from '../secret.ts';
import type { IssuedRecord, RequestRecord } from './journal-state.ts';
import { shortText } from '../certificate/clean.ts';
import type { CertificateFacts } from '../certificate/facts.ts';
import type { VersionManifest } from './types.ts';
import type { VersionOrigin } from '../words/origins.ts';

/** Reads a JSON object; null for anything else. Blanks around it do not matter. */
export function readRecord(bytes: Uint8Array | null): JsonRecord | null {
  const value = bytes === null ? null : parseJson(bytes);
  return isRecord(value) ? value : null;
}

export function textField(record: JsonRecord, key: string): string | null {
  const value = record[key];
  return typeof value === 'string' ? value : null;
}

export function numberField(record: JsonRecord, key: string): number | null {
  const value = record[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function dateField(record: JsonRecord, key: string): Date | null {
  const date = new Date(textField(record, key) ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date;
}

export function writeRecord(record: JsonRecord): Uint8Array {
  return Buffer.from(`${JSON.stringify(record, null, 2)}\n`);
}

/** What is not readable of it counts as not known. */
export function requestFields(record: JsonRecord, at: Date): RequestRecord {
  const answer = textField(record, 'answer');
  return {
    at,
    askingVersion: textField(record, 'askingVersion') ?? '',
    askingFingerprint: textField(record, 'askingFingerprint') ?? '',
    api: URL.parse(textField(record, 'api') ?? ''),
    // It becomes a file's name.
    answer: answer !== null && /^[0-9a-f]{16}$/.test(answer) ? answer : null,
  };
}

export function readIssued(record: JsonRecord | null): IssuedRecord | null {
  if (record === null) return null;
  const at = dateField(record, 'at');
  const uri = URL.parse(textField(record, 'uri') ?? '');
  const pass = textField(record, 'pass');
  return at === null || uri === null || pass === null ? null : { at, uri, pass: new Secret(pass) };
}

/**
 * A password's exact UTF-8 bytes, no line end added. A lone surrogate has no UTF-8 form and would
 * come back as another password: refused (`internal`).
 */
export function encodePassword(password: Secret): Uint8Array {
  const text = password.reveal();
  if (!text.isWellFormed()) throw new WeborcaError('internal', { reason: 'password-not-unicode' });
  return new TextEncoder().encode(text);
}

/** The password those bytes are, a leading U+FEFF included; null when they are not UTF-8. */
export function decodePassword(bytes: Uint8Array): Secret | null {
  try {
    return new Secret(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return null;
  }
}

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
