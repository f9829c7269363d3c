import { isRecord, parseJson, type JsonRecord } from '../json.ts';

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
