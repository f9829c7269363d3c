import { createHash } from 'node:crypto';

/** Byte for byte; null, for what is not there, is the same as null alone. */
export function sameBytes(one: Uint8Array | null, other: Uint8Array | null): boolean {
  if (one === null || other === null) return one === other;
  return Buffer.compare(one, other) === 0;
}

/** The SHA-256 in lower-case hex; a text is taken as UTF-8. */
export function sha256Hex(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
