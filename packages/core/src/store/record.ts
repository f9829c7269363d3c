import { WeborcaError } from '../errors.ts';
import { isRecord, parseJson, type JsonRecord } from '../json.ts';
import { Secret } from '../secret.ts';
import type { IssuedRecord, RequestRecord } from './journal-state.ts';

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
