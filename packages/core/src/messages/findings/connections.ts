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

/** Proxy, names and TLS. */
export const connections = ofFindings({
  'proxy-none': {
    ja: () => fine('プロキシを使わずに接続します。'),
    en: () => fine('Connections are made directly, without a proxy.'),
  },
  'proxy-used': {
    ja: ({ host, proxy, from, authenticated }) =>
      fine(
        t`${host} へは ${proxy} を経由します (${from === 'configuration' ? '設定の指定' : `環境変数 ${from}`}${authenticated ? '、利用者名とパスワードあり' : ''})。`,
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
      message: t`${variable} cannot be read as the address of a proxy; connections are made without it.`,
      hint: proxyForm('en'),
    }),
  },
  'proxy-unsupported': {
    ja: ({ variable, scheme }) => ({
      message: t`${variable} の ${scheme} プロキシには対応していないため、使わずに接続します。`,
      hint: 'http または https のプロキシを指定してください。認証は Basic のみで、NTLM と Kerberos には対応していません。',
    }),
    en: ({ variable, scheme }) => ({
      message: t`${variable} names a ${scheme} proxy, which is not spoken; connections are made without it.`,
      hint: 'Name an http or https proxy, with Basic authentication at most (not NTLM, not Kerberos).',
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
      message: t`The name ${host} cannot be looked up (${reason.en(why)}).`,
      hint: 'Check that this computer is online, its DNS settings, and the name in the configuration.',
    }),
  },
  'dns-by-proxy': {
    ja: ({ host }) => fine(t`${host} の名前はプロキシが調べます。`),
    en: ({ host }) => fine(t`The name ${host} is looked up by the proxy.`),
  },
  'tls-trusted': {
    ja: ({ host, chain: shown }) =>
      fine(lines(t`${host} を信頼できます。証明書の連なり:`, chain.ja(shown))),
    en: ({ host, chain: shown }) =>
      fine(lines(t`${host} is trusted, by this chain:`, chain.en(shown))),
  },
  'tls-untrusted': {
    ja: ({ host, reason: why, chain: shown }) => ({
      message: lines(
        t`${host} を信頼できません (${reason.ja(why)})。示された証明書:`,
        chain.ja(shown),
      ),
      hint: lines(
        exceptionFor('ja', host, why),
        '心当たりがない場合は、接続しないでください。証明書を別の相手に見せることになります。',
      ),
    }),
    en: ({ host, reason: why, chain: shown }) => ({
      message: lines(t`${host} is not trusted (${reason.en(why)}). It shows:`, chain.en(shown)),
      hint: lines(
        exceptionFor('en', host, why),
        'If you know of nothing of the kind, do not go on: the certificate would be shown to a stranger.',
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
    ja: ({ name, host, reason: why }) => ({
      message: t`${host} が ${name} の証明書を受け付けません (${reason.ja(why)})。`,
      hint: t`weborca-cert status ${name} で有効期限を確かめ、サポート窓口にご連絡ください。`,
    }),
    en: ({ name, host, reason: why }) => ({
      message: t`${host} does not take the certificate of ${name} (${reason.en(why)}).`,
      hint: t`Check its expiry and whether it was revoked: weborca-cert status ${name}; then ask the support desk.`,
    }),
  },
  'api-takes-certificate': {
    ja: ({ name, host }) =>
      fine(t`更新サービス ${host} に、${name} の証明書で接続できます (更新は依頼していません)。`),
    en: ({ name, host }) =>
      fine(
        t`The renewal service ${host} takes a connection with the certificate of ${name} (nothing was asked of it).`,
      ),
  },
  'api-asks-certificate': {
    ja: ({ host }) => fine(t`更新サービス ${host} は、証明書のない接続を断ります。`),
    en: ({ host }) => fine(t`The renewal service ${host} turns away who shows no certificate.`),
  },
  'api-open-without': {
    ja: ({ host }) =>
      fine(
        t`更新サービス ${host} には、証明書がなくても接続だけはできます。証明書は、更新を依頼した時点で確認されるとみられます。`,
      ),
    en: ({ host }) =>
      fine(
        t`The renewal service ${host} takes a connection without a certificate, too; it seems to look at the certificate only when a renewal is asked for.`,
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
      hint: t`weborca-cert versions ${name} shows the others; ask the support desk if none is accepted.`,
    }),
  },
  'weborca-inconclusive': {
    ja: ({ name, host, reason: why }) => ({
      message: t`${host} が ${name} の証明書を受け入れるか、確認できませんでした (${reason.ja(why)})。`,
      hint: lines(
        exceptionFor('ja', host, why),
        t`あとでもう一度確認してください: weborca-cert verify ${name}`,
      ),
    }),
    en: ({ name, host, reason: why }) => ({
      message: t`${host} did not say whether it accepts the certificate of ${name} (${reason.en(why)}).`,
      hint: lines(exceptionFor('en', host, why), t`Later once more: weborca-cert verify ${name}`),
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
          ? 'Nothing was asked over the network, as wished.'
          : why === 'many'
            ? 'Only the first certificates were tried; name others to try them.'
            : why === 'no-weborca'
              ? 'WebORCA was not asked: weborca of the service is null.'
              : 'WebORCA was not asked: there is no certificate to show.',
      ),
  },
});
