/** A JSON object as it lies on disk, before anything is believed about it. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** Reads a JSON object; null for anything else. Blanks around it do not matter. */
export function readRecord(bytes: Uint8Array | null): JsonRecord | null {
  if (bytes === null) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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
