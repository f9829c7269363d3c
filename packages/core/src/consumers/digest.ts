import type { Secret } from '../secret.ts';
import { sha256Hex } from '../sha256.ts';

/** Says what a file holds, without its salt: equal for files that may stand for each other. */
export function meaningOf(what: string, ...parts: readonly (string | Secret | null)[]): string {
  const texts = parts.map((part) => {
    if (part === null) return 'none';
    return typeof part === 'string' ? part : sha256Hex(part.reveal());
  });
  return [what, ...texts].join(' ');
}
