import type { ShownCertificate } from '../../findings/findings.ts';
import { proxyForm, proxyWayOut } from '../errors/proxies.ts';
import { exceptionFor } from '../errors/road.ts';
import { lastDay, fine, reason } from '../said.ts';
import { ofFindings } from '../tables.ts';
import { lines, listed, t } from '../text.ts';

const chain = {
  ja(certificates: readonly ShownCertificate[]): string {
    return lines(
      ...certificates.map(
        ({ subject, issuer, notAfter }) =>
          t`  ${subject} (発行者 ${issuer}、有効期限 ${lastDay.ja(notAfter)})`,
      ),
    );
  },
  en(certificates: readonly ShownCertificate[]): string {
    return lines(
      ...certificates.map(
        ({ subject, issuer, notAfter }) =>
          t`  ${subject} (by ${issuer}, until ${lastDay.en(notAfter)})`,
      ),
    );
  },
};

/** A server may name hundreds. */
const mostAuthorities = 8;

function indented(authorities: readonly string[]): string {
  const shown = authorities.slice(0, mostAuthorities).map((name) => t`  ${name}`);
  return lines(...shown, authorities.length > mostAuthorities ? '  …' : '');
}

const alertNumber = (before: string, alert: number | undefined): string =>
  alert === undefined ? '' : `${before}TLS alert ${alert}`;

const httpStatus = (before: string, status: number | undefined): string =>
  status === undefined ? '' : `${before}HTTP ${status}`;

/** Proxy, names and TLS. */
export const connections = ofFindings({
  'proxy-none': {
    ja: () => fine('プロキシを使わずに接続します。'),
    en: () => fine('Connections are made directly, without a proxy.'),
  },
  'proxy-used': {
    ja: ({ host, proxy, from, authenticated }) =>
      fine(
        t`${host} へは ${proxy} を経由します (${from === 'configuration' ? '設定の指定' : `環境変数 ${from}`}${authenticated ? '、ユーザー名とパスワードあり' : ''})。`,
      ),
    en: ({ host, proxy, from, authenticated }) =>
      fine(
        t`${host} is reached through ${proxy} (${from === 'configuration' ? 'from the configuration' : `from ${from}`}${authenticated ? ', with user and password' : ''}).`,
      ),
  },
  'proxy-unreadable': {
    ja: ({ variable }) => ({
      message: t`環境変数 ${variable} をプロキシのアドレスとして読めないため、使わずに接続します。`,
      hint: proxyForm('ja'),
    }),
    en: ({ variable }) => ({
      message: t`${variable} is not a valid proxy address; connections are made without it.`,
      hint: proxyForm('en'),
    }),
  },
  'proxy-unsupported': {
    ja: ({ variable, scheme }) => ({
      message: t`${variable} の ${scheme} プロキシには対応していないため、使わずに接続します。`,
      hint: 'http または https のプロキシを指定してください。認証は Basic のみで、NTLM と Kerberos には対応していません。',
    }),
    en: ({ variable, scheme }) => ({
      message: t`${variable} gives a ${scheme} proxy, which is not supported; connections are made without it.`,
      hint: 'Use an http or https proxy. Only Basic authentication is supported (not NTLM or Kerberos).',
    }),
  },
  'dns-resolved': {
    ja: ({ host, addresses }) => fine(t`${host}: ${listed(addresses, '、')}`),
    en: ({ host, addresses }) => fine(t`${host}: ${listed(addresses, ', ')}`),
  },
  'dns-failed': {
    ja: ({ host, reason: why }) => ({
      message: t`${host} の名前を調べられません (${reason.ja(why)})。`,
      hint: 'ネットワークの接続、DNS の設定、設定ファイルのホスト名を確かめてください。',
    }),
    en: ({ host, reason: why }) => ({
      message: t`The host name ${host} cannot be resolved (${reason.en(why)}).`,
      hint: 'Check that this computer is online, its DNS settings, and the name in the configuration.',
    }),
  },
  'dns-by-proxy': {
    ja: ({ host }) => fine(t`${host} の名前はプロキシが調べます。`),
    en: ({ host }) => fine(t`The host name ${host} is resolved by the proxy.`),
  },
  'tcp-connected': {
    ja: ({ host, peer }) => fine(t`${host}: TCP で接続できました (${peer})。`),
    en: ({ host, peer }) => fine(t`${host}: a TCP connection is made (${peer}).`),
  },
  'tls-trusted': {
    ja: ({ host, chain: shown }) =>
      fine(lines(t`${host} を信頼できます。証明書チェーン:`, chain.ja(shown))),
    en: ({ host, chain: shown }) =>
      fine(lines(t`${host} is trusted. Its certificate chain:`, chain.en(shown))),
  },
  'tls-untrusted': {
    ja: ({ host, reason: why, chain: shown }) => ({
      message: lines(
        t`${host} を信頼できません (${reason.ja(why)})。示された証明書:`,
        chain.ja(shown),
      ),
      hint: lines(
        exceptionFor('ja', { host, reason: why }),
        '心当たりがない場合は、接続しないでください。証明書を別の相手に見せることになります。',
      ),
    }),
    en: ({ host, reason: why, chain: shown }) => ({
      message: lines(
        t`${host} is not trusted (${reason.en(why)}). Its certificates:`,
        chain.en(shown),
      ),
      hint: lines(
        exceptionFor('en', { host, reason: why }),
        'If you did not expect this, do not connect: your certificate would be shown to an unknown server.',
      ),
    }),
  },
  'tls-failed': {
    ja: ({ host, reason: why }) => ({
      message: t`${host} と TLS で接続できません (${reason.ja(why)})。`,
      hint:
        proxyWayOut('ja', host, why) ??
        'ネットワーク、プロキシ、ファイアウォールを確かめてください。',
    }),
    en: ({ host, reason: why }) => ({
      message: t`No TLS connection with ${host} (${reason.en(why)}).`,
      hint: proxyWayOut('en', host, why) ?? 'Check network, proxy and firewall.',
    }),
  },
  'tls-refuses-certificate': {
    ja: ({ name, host, reason: why, alert }) => ({
      message: t`${host} が ${name} の証明書を受け付けません (${reason.ja(why)}${alertNumber('、', alert)})。`,
      hint: t`weborca-cert status ${name} で有効期限を確かめ、サポート窓口にご連絡ください。`,
    }),
    en: ({ name, host, reason: why, alert }) => ({
      message: t`${host} does not accept the certificate of ${name} (${reason.en(why)}${alertNumber(', ', alert)}).`,
      hint: t`Check its expiry with weborca-cert status ${name}, then contact the support desk.`,
    }),
  },
  'tls-certificate-sent': {
    ja: ({ name, host, authorities }) =>
      fine(
        lines(
          t`${host} の求めに応じて、${name} のクライアント証明書を送りました。${authorities.length === 0 ? '' : '求められた発行元:'}`,
          indented(authorities),
        ),
      ),
    en: ({ name, host, authorities }) =>
      fine(
        lines(
          t`${host} asked for a client certificate and was sent that of ${name}.${authorities.length === 0 ? '' : ' It asks for one by:'}`,
          indented(authorities),
        ),
      ),
  },
  'tls-asks-others': {
    ja: ({ name, host, authorities, issuer }) => ({
      message: lines(
        t`${host} が求める証明書の発行元に、${name} の発行元 (${issuer}) がありません。求められた発行元:`,
        indented(authorities),
      ),
      hint: '本番環境とデモ環境の証明書を取り違えていないか、設定ファイルの接続先を確かめてください。',
    }),
    en: ({ name, host, authorities, issuer }) => ({
      message: lines(
        t`${host} wants certificates of other CAs than the issuer of ${name} (${issuer}):`,
        indented(authorities),
      ),
      hint: 'Check that it is the right one of production and demo, and the address in the configuration.',
    }),
  },
  'tls-certificate-not-sent': {
    ja: ({ name, host }) => ({
      message: t`${host} はクライアント証明書を求めましたが、${name} の証明書は送られませんでした。`,
      hint: 'このパソコンの TLS が、証明書の鍵の方式に対応していないとみられます。サポート窓口にご連絡ください。',
    }),
    en: ({ name, host }) => ({
      message: t`${host} asked for a client certificate, and that of ${name} was not sent.`,
      hint: 'TLS on this computer seems not to support the type of its key. Contact the support desk.',
    }),
  },
  'tls-asks-no-certificate': {
    ja: ({ host }) => ({
      message: t`${host} は、TLS の接続ではクライアント証明書を求めませんでした。`,
      hint: 'WebORCA では通常求められます。接続先のアドレスと、途中で通信を検査する機器がないかを確かめてください。',
    }),
    en: ({ host }) => ({
      message: t`${host} did not ask for a client certificate in the TLS handshake.`,
      hint: 'WebORCA usually does. Check the address, and whether some device inspects the connection.',
    }),
  },
  'api-takes-certificate': {
    ja: ({ name, host }) =>
      fine(t`更新サービス ${host} に、${name} の証明書で接続できます (更新は依頼していません)。`),
    en: ({ name, host }) =>
      fine(
        t`The renewal service ${host} accepts a connection with the certificate of ${name} (no renewal was requested).`,
      ),
  },
  'api-asks-certificate': {
    ja: ({ host }) => fine(t`更新サービス ${host} は、証明書のない接続を断ります。`),
    en: ({ host }) =>
      fine(t`The renewal service ${host} rejects connections without a certificate.`),
  },
  'api-open-without': {
    ja: ({ host }) =>
      fine(
        t`更新サービス ${host} には、証明書がなくても接続だけはできます。証明書は、更新を依頼した時点で確認されるとみられます。`,
      ),
    en: ({ host }) =>
      fine(
        t`The renewal service ${host} accepts connections without a certificate, too; it seems to check the certificate only when a renewal is requested.`,
      ),
  },
  'weborca-accepts': {
    ja: ({ name, host }) => fine(t`${host} が ${name} の証明書を受け入れました。`),
    en: ({ name, host }) => fine(t`${host} accepts the certificate of ${name}.`),
  },
  'weborca-refuses': {
    ja: ({ name, host, reason: why }) => ({
      message: t`${host} が ${name} の証明書を受け入れません (${reason.ja(why)})。`,
      hint: t`weborca-cert versions ${name} でほかの版を確認できます。どれも受け入れられない場合は、サポート窓口にご連絡ください。`,
    }),
    en: ({ name, host, reason: why }) => ({
      message: t`${host} does not accept the certificate of ${name} (${reason.en(why)}).`,
      hint: t`See the other versions with weborca-cert versions ${name}. If none is accepted, contact the support desk.`,
    }),
  },
  'weborca-inconclusive': {
    ja: ({ name, host, reason: why, status }) => ({
      message: t`${host} が ${name} の証明書を受け入れるか、確認できませんでした (${reason.ja(why)}${httpStatus('、', status)})。`,
      hint: lines(
        exceptionFor('ja', { host, reason: why }),
        t`あとでもう一度確認してください: weborca-cert verify ${name}`,
      ),
    }),
    en: ({ name, host, reason: why, status }) => ({
      message: t`It could not be verified that ${host} accepts the certificate of ${name} (${reason.en(why)}${httpStatus(', ', status)}).`,
      hint: lines(
        exceptionFor('en', { host, reason: why }),
        t`Check again later: weborca-cert verify ${name}`,
      ),
    }),
  },
  'network-not-asked': {
    ja: ({ reason: why }) =>
      fine(
        why === 'offline'
          ? '指定により、ネットワークには接続していません。'
          : why === 'many'
            ? '最初の数件だけを確認しました。ほかの証明書は、名前を指定して確認してください。'
            : why === 'no-weborca'
              ? 'サービスの weborca が null のため、WebORCA には接続していません。'
              : '使える証明書がないため、WebORCA には接続していません。',
      ),
    en: ({ reason: why }) =>
      fine(
        why === 'offline'
          ? 'No network connection was made, as requested.'
          : why === 'many'
            ? 'Only the first few certificates were checked. Give names to check others.'
            : why === 'no-weborca'
              ? 'WebORCA was not contacted: weborca of the service is null.'
              : 'WebORCA was not contacted: there is no usable certificate.',
      ),
  },
});
