import { lines, t } from './text.ts';
import type { Message } from './types.ts';

/**
 * Of `issued-certificate-unfit`: the later certificate is one that a person went back from, so it is
 * neither used again nor asked for anew before they have decided.
 */
export function isRolledBack(reasons: readonly string[]): boolean {
  return reasons.includes('rolled-back');
}

export function rolledBackEn(path: string | undefined): Message {
  return {
    message:
      'No renewal is requested: a later certificate is in the store, which weborca-cert rollback went back from.',
    hint: lines(
      path === undefined ? undefined : t`The later one: ${path}`,
      'To use it again, name its version: weborca-cert rollback NAME VERSION (weborca-cert versions NAME shows it).',
      'To request another one now: weborca-cert renew --force. When expiry is near, another one is requested by itself.',
    ),
  };
}

export function rolledBackJa(path: string | undefined): Message {
  return {
    message:
      'weborca-cert rollback で戻る前の新しい証明書が保管庫にあるため、更新を依頼していません。',
    hint: lines(
      path === undefined ? undefined : t`新しい証明書: ${path}`,
      'もう一度使うには weborca-cert rollback で版を指定してください。版は weborca-cert versions で確認できます。',
      'いま別の証明書を依頼するには weborca-cert renew --force を実行してください。期限が迫ると、自動的に依頼します。',
    ),
  };
}
