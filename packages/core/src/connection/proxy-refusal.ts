import type { UnreachableReason } from '../words/reasons/connection.ts';

/** What a proxy answered to CONNECT when it opened no tunnel. */
export interface ProxyAnswer {
  readonly status: number;
  /** `Proxy-Authenticate`, several joined with commas; empty when there was none. */
  readonly authenticate: string;
  /** Whether it was given user and password. */
  readonly authorized: boolean;
}

/** Why a proxy opened no tunnel. Pure. */
export function judgeProxyAnswer(answer: ProxyAnswer): UnreachableReason {
  const { status, authenticate, authorized } = answer;
  if (status !== 407) return status >= 500 ? 'proxy-failed' : 'proxy-refused';
  const schemes = schemesOf(authenticate);
  if (schemes.length > 0 && !schemes.includes('basic')) {
    // Both are Windows's own: a proxy that offers them knows the users of a domain.
    const windows = schemes.includes('ntlm') || schemes.includes('negotiate');
    return windows ? 'proxy-ntlm' : 'proxy-other-authentication';
  }
  return authorized ? 'proxy-authentication' : 'proxy-credentials-missing';
}

/** The names of the challenges (RFC 9110, 11.6.1), which share their commas with their parameters. */
function schemesOf(authenticate: string): readonly string[] {
  const bare = authenticate.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
  return [...bare.matchAll(/(?:^|,)\s*([\w-]+)(?!\s*=|[\w-])/g)].map(([, scheme = '']) =>
    scheme.toLowerCase(),
  );
}
