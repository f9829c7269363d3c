import type { EndedApart } from '@weborca-cert/core';
import { hasCode } from '@weborca-cert/core/errors';

/**
 * Whether a person is to be told unasked. Finishing what is open comes to nothing where another
 * program was quicker or is at it, and what failed again stands in the row.
 */
export function isTellable({ verb, result }: EndedApart): boolean {
  if (verb !== 'finish') return !hasCode(result.error, 'interrupted');
  return result.outcome === 'resumed' || result.outcome === 'renewed';
}
