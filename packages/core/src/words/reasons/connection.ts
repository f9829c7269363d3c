import type { Wording } from '../bilingual.ts';

/** Why there was no answer: `reason` of `service-unreachable`. */
export const unreachableReasons = {
  refused: { ja: '接続を断られました', en: 'the connection was refused' },
  'no-such-name': { ja: 'ホスト名が見つかりません', en: 'no such host name' },
  'name-lookup-failed': {
    ja: 'ホスト名を調べられません',
    en: 'the host name could not be looked up',
  },
  'no-route': { ja: 'ネットワークにつながりません', en: 'the network is not connected' },
  'not-permitted': {
    ja: 'このパソコンの設定で接続が止められています',
    en: 'this computer does not permit the connection',
  },
  timeout: { ja: '時間内に応答がありません', en: 'no answer in time' },
  closed: { ja: '接続が途中で切れました', en: 'the connection was closed' },
  'not-tls': { ja: 'TLS で応答していません', en: 'it does not answer with TLS' },
  'tls-version': { ja: 'TLS の版が合いません', en: 'no TLS version in common' },
  'tls-failed': { ja: 'TLS の接続に失敗しました', en: 'the TLS handshake failed' },
  'not-http': { ja: 'HTTP で応答していません', en: 'it does not answer with HTTP' },
  'own-certificate-weak': {
    ja: '手元の証明書の鍵が弱く、このプログラムでは使えません',
    en: 'the key of the client certificate is too weak',
  },
  'proxy-unreachable': { ja: 'プロキシに接続できません', en: 'the proxy cannot be reached' },
  'proxy-authentication': {
    ja: 'プロキシのユーザー名かパスワードが違います',
    en: 'wrong user name or password for the proxy',
  },
  'proxy-credentials-missing': {
    ja: 'プロキシにユーザー名とパスワードが必要です',
    en: 'the proxy requires a user name and password',
  },
  'proxy-ntlm': {
    ja: 'プロキシが求める NTLM (Kerberos) 認証には対応していません',
    en: 'the proxy requires NTLM or Kerberos, which is not supported',
  },
  'proxy-other-authentication': {
    ja: 'プロキシが求める方式の認証には対応していません',
    en: 'the proxy requires an authentication method that is not supported',
  },
  'proxy-refused': { ja: 'プロキシに断られました', en: 'the proxy refused' },
  'proxy-failed': { ja: 'プロキシを経由できません', en: 'the proxy could not be passed' },
  other: { ja: '原因を特定できません', en: 'the cause is not known' },
} as const satisfies Wording;

export type UnreachableReason = keyof typeof unreachableReasons;

export function isUnreachable(reason: string): reason is UnreachableReason {
  return Object.hasOwn(unreachableReasons, reason);
}

/** Why the one who answered is not trusted: `reason` of `service-untrusted`. */
export const untrustedReasons = {
  'unknown-root': {
    ja: '信頼できる認証局の証明書ではありません',
    en: 'its certificate is not from a trusted authority',
  },
  'incomplete-chain': {
    ja: '発行元の証明書が送られてきません',
    en: "the issuer's certificate was not sent",
  },
  'other-host': { ja: '別のホスト名の証明書です', en: 'its certificate is for another host name' },
  'server-certificate-expired': {
    ja: '相手の証明書の有効期限が切れています',
    en: 'its certificate has expired',
  },
  'server-certificate-not-yet-valid': {
    ja: '相手の証明書はまだ有効期間の前です',
    en: 'its certificate is not valid yet',
  },
  'server-certificate-revoked': {
    ja: '相手の証明書が失効しています',
    en: 'its certificate has been revoked',
  },
  'server-certificate-weak': {
    ja: '相手の証明書の鍵が弱すぎます',
    en: 'the key of its certificate is too weak',
  },
  'server-certificate-invalid': {
    ja: '相手の証明書が正しくありません',
    en: 'its certificate is invalid',
  },
  'server-key-usage': {
    ja: '相手の証明書がこの用途に使えません',
    en: 'its certificate is not for this purpose',
  },
  'proxy-untrusted': {
    ja: 'プロキシの証明書を信頼できません',
    en: "the proxy's certificate is not trusted",
  },
} as const satisfies Wording;

export type UntrustedReason = keyof typeof untrustedReasons;

/** Why a server did not take the client certificate. */
export const refusals = {
  'alert-handshake-failure': {
    ja: 'TLS の接続を断られました',
    en: 'the TLS handshake was refused',
  },
  'alert-no-certificate': {
    ja: 'クライアント証明書を求められました',
    en: 'it asked for a client certificate',
  },
  'alert-bad-certificate': {
    ja: '証明書が正しくないと言われました',
    en: 'it says that the certificate is invalid',
  },
  'alert-unsupported-certificate': {
    ja: 'この種類の証明書は使えないと言われました',
    en: 'it says that such a certificate cannot be used',
  },
  'alert-revoked': {
    ja: '証明書が失効していると言われました',
    en: 'it says that the certificate has been revoked',
  },
  'alert-expired': {
    ja: '証明書の有効期限が切れていると言われました',
    en: 'it says that the certificate has expired',
  },
  'alert-certificate-unknown': {
    ja: '証明書を確認できないと言われました',
    en: 'it says that it cannot check the certificate',
  },
  'alert-unknown-ca': {
    ja: '知らない認証局の証明書だと言われました',
    en: 'it says that it does not know the issuer',
  },
  'alert-access-denied': { ja: '接続が許可されていません', en: 'the connection is not permitted' },
  'alert-decrypt-error': {
    ja: '証明書の署名を確かめられないと言われました',
    en: "it says that it cannot check the certificate's signature",
  },
} as const satisfies Wording;

export type CertificateRefusal = keyof typeof refusals;

export function isRefusal(reason: string): reason is CertificateRefusal {
  return Object.hasOwn(refusals, reason);
}

/** Every `reason` that a failed call can have. `service-refused-certificate` has the alerts. */
export type FailureReason = UnreachableReason | UntrustedReason | CertificateRefusal;

/** How somebody answered, and what that says of the certificate. */
export const verdicts = {
  unreachable: { ja: '接続できません', en: 'it cannot be reached' },
  answered: { ja: '受け入れられました', en: 'accepted' },
  'answers-anyone': {
    ja: '証明書がなくても同じように応答します',
    en: 'it answers the same without a certificate',
  },
  'unexpected-answer': { ja: '思いがけない応答です', en: 'an unexpected answer' },
  'certificate-not-sent': {
    ja: '証明書が相手に届いていません',
    en: 'it says that no certificate arrived there',
  },
  'certificate-not-accepted': {
    ja: '証明書が受け入れられません',
    en: 'the certificate is not accepted',
  },
  unauthorized: { ja: '認証できません', en: 'not authenticated' },
  forbidden: { ja: '許可されていません', en: 'not permitted' },
  'not-permitted-certificate': {
    ja: 'この証明書での接続は許可されていません',
    en: 'this certificate may not connect',
  },
  'user-not-in-tenant': {
    ja: 'ユーザーがテナントに登録されていません',
    en: 'the user is not registered in the tenant',
  },
  'on-premises-only-tenant': {
    ja: 'クラウドを使わないテナントです',
    en: 'the tenant does not use the cloud',
  },
} as const satisfies Wording;

export type VerdictReason = keyof typeof verdicts;

/** What came of asking WebORCA about a certificate. */
export type VerificationReason = FailureReason | VerdictReason | 'interrupted';
