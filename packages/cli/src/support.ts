import {
  configuration,
  createContext,
  supportLine,
  type ErrorCode,
  type Support,
  type WeborcaError,
} from '@weborca-cert/core';
import type { Running } from './looking.ts';
import type { Session } from './session.ts';

/** For a mistyped word, or for what a person stopped, the support line is not shown. */
const ownAffair: ReadonlySet<string> = new Set<ErrorCode>(['usage-invalid', 'interrupted']);

/**
 * Whom to call about these; null where nobody is named, or the configuration cannot say.
 *
 * @param errors none: what failed is told in words alone
 */
export async function supportFor(
  errors: readonly WeborcaError[],
  { common }: Pick<Running, 'common'>,
): Promise<Support | null> {
  if (errors.length > 0 && errors.every(({ code }) => ownAffair.has(code))) return null;
  const { config } = common;
  try {
    const named = config === null ? {} : { config };
    return (await configuration(createContext({ command: 'weborca-cert', ...named }))).support;
  } catch {
    return null;
  }
}

/** Once, below all failures. */
export function tellSupport(
  support: Support | null,
  { out, language }: Pick<Session, 'out' | 'language'>,
): void {
  if (support !== null) out.tell(`\n   ${supportLine(support, language)}`);
}
