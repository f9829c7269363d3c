import { createHash } from 'node:crypto';
import type { Secret } from '../secret.ts';

/** Lower-case hex. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Says what a file holds, without its salt: equal for files that may stand for each other. */
export function meaningOf(what: string, ...parts: readonly (string | Secret | null)[]): string {
  const texts = parts.map((part) => {
    if (part === null) return 'none';
    return typeof part === 'string' ? part : sha256(part.reveal());
  });
  return [what, ...texts].join(' ');
}
