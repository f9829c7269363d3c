import type { ShownCertificate } from '../findings/findings.ts';
import { exceptionFor } from './verification.ts';
import { formatDay } from './dates.ts';
import type { FindingTexts, RoadCode } from './doctor-types.ts';
import { lines, listed, t } from './text.ts';
import { word } from './words.ts';

const reason = (key: string): string => word('ja', 'reason', key);
const fine = (message: string) => ({ message, hint: '' });

function chain(certificates: readonly ShownCertificate[]): string {
  return lines(
    ...certificates.map(
      ({ subject, issuer, notAfter }) =>
        t`  ${subject} (発行者 ${issuer}、有効期限 ${formatDay(new Date(notAfter), 'ja')})`,
    ),
  );
}

/** Proxy, names, TLS and PKCS#12. */
export const doctorRoadsJa: FindingTexts<RoadCode> = {
  'proxy-none': () => fine('プロキシを使わずに接続します。'),
  'proxy-used': ({ host, proxy, from, authenticated }) =>
    fine(
      t`${host} へは ${proxy} を経由します (${from === 'configuration' ? '設定の指定' : `環境変数 ${from}`}${authenticated ? '、利用者名とパスワードあり' : ''})。`,
    ),
  'proxy-unsupported': ({ variable, scheme }) => ({
    message: t`${variable} の ${scheme} プロキシには対応していないため、使わずに接続します。`,
    hint: 'http または https のプロキシを指定してください。認証は Basic のみで、NTLM と Kerberos には対応していません。',
  }),

  'dns-resolved': ({ host, addresses }) => fine(t`${host}: ${listed(addresses, '、')}`),
  'dns-failed': ({ host, reason: why }) => ({
    message: t`${host} の名前を調べられません (${reason(why)})。`,
    hint: 'ネットワークの接続、DNS の設定、設定ファイルのホスト名を確かめてください。',
  }),
  'dns-by-proxy': ({ host }) => fine(t`${host} の名前はプロキシが調べます。`),

  'tls-trusted': ({ host, chain: shown }) =>
    fine(lines(t`${host} を信頼できます。証明書の連なり:`, chain(shown))),
  'tls-untrusted': ({ host, reason: why, chain: shown }) => ({
    message: lines(t`${host} を信頼できません (${reason(why)})。示された証明書:`, chain(shown)),
    hint: lines(
      exceptionFor('ja', host, why),
      '心当たりがない場合は、接続しないでください。証明書を別の相手に見せることになります。',
    ),
  }),
  'tls-failed': ({ host, reason: why }) => ({
    message: t`${host} と TLS で接続できません (${reason(why)})。`,
    hint: 'ネットワーク、プロキシ、ファイアウォールを確かめてください。',
  }),
  'tls-refuses-certificate': ({ name, host, reason: why }) => ({
    message: t`${host} が ${name} の証明書を受け付けません (${reason(why)})。`,
    hint: t`weborca-cert status ${name} で有効期限を確かめ、サポート窓口にご連絡ください。`,
  }),
  'weborca-accepts': ({ name, host }) => fine(t`${host} が ${name} の証明書を受け入れました。`),
  'weborca-refuses': ({ name, host, reason: why }) => ({
    message: t`${host} が ${name} の証明書を受け入れません (${reason(why)})。`,
    hint: t`weborca-cert versions ${name} でほかの版を確認できます。どれも受け入れられない場合は、サポート窓口にご連絡ください。`,
  }),
  'weborca-inconclusive': ({ name, host, reason: why }) => ({
    message: t`${host} が ${name} の証明書を受け入れるか、確認できませんでした (${reason(why)})。`,
    hint: lines(
      exceptionFor('ja', host, why),
      t`あとでもう一度確認してください: weborca-cert verify ${name}`,
    ),
  }),
  'network-not-asked': ({ reason: why }) =>
    fine(
      why === 'offline'
        ? '指定により、ネットワークには接続していません。'
        : why === 'many'
          ? '最初の数件だけを確認しました。ほかの証明書は、名前を指定して確認してください。'
          : why === 'no-weborca'
            ? 'サービスの weborca が null のため、WebORCA には接続していません。'
            : '使える証明書がないため、WebORCA には接続していません。',
    ),

  'pkcs12-described': ({ name, algorithms, programs }) =>
    fine(
      t`${name}: ${listed(algorithms, '、')}${programs.length === 0 ? '' : ` (このパソコンのプログラム: ${listed(programs, '、')})`}`,
    ),
  'pkcs12-unreadable': ({ name, program, version, algorithm }) => ({
    message: t`${name}: ${program} ${version} は ${algorithm} を読めません。${program === 'Windows' ? '「パスワードが違う」と表示されます。' : ''}`,
    hint:
      program === 'OpenSSL'
        ? '中を見るには openssl pkcs12 -legacy を使います。プログラムに渡すには、利用先に "format": "modern" を指定してください。'
        : t`そのプログラムに渡すには、利用先に "format": "compatible" を指定するか、新しい ${program} を使ってください。`,
  }),
};
