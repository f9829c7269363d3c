import type { Language } from '../../words/bilingual.ts';
import type { Reason } from '../../words/reasons/reason.ts';
import { lines, t } from '../text.ts';
import { proxyWayOut } from './proxies.ts';

/** A box that looks into TLS has no client certificate: to trust its authority would not help. */
const ofTheRoad: ReadonlySet<Reason> = new Set([
  'answers-anyone',
  'certificate-not-sent',
  'unknown-root',
  'incomplete-chain',
]);

interface Answered {
  readonly host: string;
  readonly reason: Reason;
  readonly status?: number | undefined;
}

/**
 * The way out where something between here and the service answers in its place, or wants to know who
 * asks; undefined for reasons that speak of nothing of the kind.
 */
export function exceptionFor(
  language: Language,
  { host, reason, status }: Answered,
): string | undefined {
  const isOfTheRoad = ofTheRoad.has(reason);
  // What answers has asked somebody else: the service's own front, or a box on the way here.
  const isBadGateway = !isOfTheRoad && status === 502;
  if (!isOfTheRoad && !isBadGateway) return proxyWayOut(language, host, reason);
  return language === 'en'
    ? lines(
        isBadGateway
          ? 'The service may be down for a moment. If this stays so, something else is the cause:'
          : '',
        t`A web filter or security device may be inspecting the traffic between this computer and ${host}. It has no client certificate, so trusting its CA does not help.`,
        t`Ask the network administrator to exempt ${host} and the other hosts of the service from inspection.`,
      )
    : lines(
        isBadGateway
          ? 'サービスの一時的な障害かもしれません。続くときは、次のことが考えられます。'
          : '',
        t`このパソコンと ${host} の間で、フィルタリングやセキュリティの機器が通信を検査している可能性があります。クライアント証明書を持たない機器のため、その認証局を信頼しても解決しません。`,
        t`ネットワークの管理者に、${host} などこのサービスのホストを検査の対象から外すよう依頼してください。`,
      );
}
