import { createHash } from 'node:crypto';

/** The SHA-256 in lower-case hex; a text is taken as UTF-8. */
export function sha256Hex(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
