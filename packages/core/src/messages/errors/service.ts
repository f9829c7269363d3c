import { reason, time } from '../said.ts';
import { ofErrors } from '../tables.ts';
import { lines, t } from '../text.ts';
import { afterwards, again, download, later } from './issuance.ts';
import { passedOverHint, proxyWayOut } from './proxies.ts';
import { useLater } from './later-version.ts';
import { exceptionFor } from './road.ts';
import { bySite, receiveZip, siteCommand } from './site.ts';

/** What the service can put in the way of a renewal. */
export const services = ofErrors({
  'service-not-configured': {
    ja: ({ service, commonName, site, configPath }) => ({
      message: t`更新サービス (${service}) の URL が設定されていません。`,
      hint: lines(
        'WebORCAクラウドの更新 API の URL は、API協議会の会員向け資料にあります。',
        t`資料がある場合: 設定ファイル ${configPath} の services.${service}.api に書いてください。`,
        t`資料がない場合: ${siteCommand(service)} で管理サイト ${site} を開き、テナント管理者のアカウントでログインし、`,
        bySite.ja(commonName),
        receiveZip.ja,
      ),
    }),
    en: ({ service, commonName, site, configPath }) => ({
      message: t`The URL of the renewal service (${service}) is not configured.`,
      hint: lines(
        "The URL of WebORCA cloud's renewal API is in the API council's document for members.",
        t`If you have the document: write that URL to services.${service}.api in ${configPath}.`,
        t`If not: open the management site ${site} with ${siteCommand(service)}, log in with the tenant administrator account, and click`,
        bySite.en(commonName),
        receiveZip.en,
      ),
    }),
  },
  'service-unreachable': {
    ja: ({ host, reason: why, passedOver, doing }, here) => ({
      message: t`${host} に接続できません (${reason.ja(why)})。`,
      hint: lines(
        proxyWayOut('ja', host, why) ??
          'ネットワークとプロキシの設定を確かめてください。weborca-cert doctor で調べられます。',
        passedOverHint('ja', passedOver),
        doing === 'verify'
          ? 'もう一度確かめるには weborca-cert verify を実行してください。'
          : again.ja(here),
      ),
    }),
    en: ({ host, reason: why, passedOver, doing }, here) => ({
      message: t`${host} cannot be reached (${reason.en(why)}).`,
      hint: lines(
        proxyWayOut('en', host, why) ??
          'Check the network and the proxy settings, for example with weborca-cert doctor.',
        passedOverHint('en', passedOver),
        doing === 'verify' ? 'To try again, run weborca-cert verify.' : again.en(here),
      ),
    }),
  },
  'service-untrusted': {
    ja: ({ host, reason: why, ...of }) =>
      download.ja(
        of,
        t`${host} が本物かどうか確認できないため、接続しませんでした (${reason.ja(why)})。`,
        lines(
          'このパソコンの日付と時刻を確かめてください。',
          exceptionFor('ja', { host, reason: why }),
          why === 'proxy-untrusted'
            ? 'プロキシの認証局の PEM ファイルを、設定の services の ca に書いてください。'
            : undefined,
        ),
      ),
    en: ({ host, reason: why, ...of }) =>
      download.en(
        of,
        t`No connection was made, because the identity of ${host} could not be verified (${reason.en(why)}).`,
        lines(
          'Check the date and time of this computer.',
          exceptionFor('en', { host, reason: why }),
          why === 'proxy-untrusted'
            ? "Set ca of the service in the configuration to the PEM file of the proxy's CA."
            : undefined,
        ),
      ),
  },
  'service-refused-certificate': {
    ja: ({ host, reason: why, daysLeft, later: stored, ...of }) =>
      download.ja(
        of,
        t`${host} がこの証明書での接続を断りました (${reason.ja(why)})。`,
        exceptionFor('ja', { host, reason: why }) ??
          lines(
            daysLeft === undefined
              ? undefined
              : t`有効期限まで ${daysLeft} 日あります。更新の受け付けが期限の90日前からの場合は、早すぎて断られた可能性があります。`,
            useLater.ja(stored),
            '本番環境とデモ環境を取り違えていないか、証明書が失効していないかを確かめてください。',
            'weborca-cert site で管理サイトを開くと、証明書の状態を確認できます。',
          ),
      ),
    en: ({ host, reason: why, daysLeft, later: stored, ...of }) =>
      download.en(
        of,
        t`${host} refused this certificate (${reason.en(why)}).`,
        exceptionFor('en', { host, reason: why }) ??
          lines(
            daysLeft === undefined
              ? undefined
              : t`With ${daysLeft} days left it may be too early: renewals may be taken from 90 days before expiry on.`,
            useLater.en(stored),
            'Check that you did not mix up production and demo, and that the certificate has not been revoked.',
            'See the state of the certificate at the management site (weborca-cert site).',
          ),
      ),
  },
  'service-maintenance': {
    ja: ({ host, ...of }, here) =>
      download.ja(
        of,
        t`${host} はメンテナンス中です。`,
        of.issuance === undefined ? later.ja(here) : undefined,
      ),
    en: ({ host, ...of }, here) =>
      download.en(
        of,
        t`${host} is under maintenance.`,
        of.issuance === undefined ? later.en(here) : undefined,
      ),
  },
  'service-busy': {
    ja: ({ host, until, reason: why, ...of }, here) => {
      if (of.issuance !== undefined) {
        return until === undefined
          ? download.ja(of, t`${host} が混み合っています。`)
          : download.ja(of, t`${host} が ${time.ja(until)} まで待つように求めています。`);
      }
      return {
        message:
          until === undefined
            ? t`いまは ${host} に更新を依頼できません。`
            : why === undefined
              ? t`${time.ja(until)} までは ${host} に更新を依頼しません。`
              : t`${time.ja(until)} までは ${host} に更新を依頼しません (${reason.ja(why)})。`,
        hint: lines(
          until === undefined
            ? later.ja(here)
            : `${afterwards.ja(here)}いま使っている証明書はそのままです。`,
          '待たずに依頼するには weborca-cert renew --force を実行してください。',
        ),
      };
    },
    en: ({ host, until, reason: why, ...of }, here) => {
      if (of.issuance !== undefined) {
        return until === undefined
          ? download.en(of, t`${host} is busy.`)
          : download.en(of, t`${host} is busy and asks to wait until ${time.en(until)}.`);
      }
      return {
        message:
          until === undefined
            ? t`No renewal can be requested from ${host} at the moment.`
            : why === undefined
              ? t`No renewal is requested from ${host} before ${time.en(until)}.`
              : t`No renewal is requested from ${host} before ${time.en(until)} (${reason.en(why)}).`,
        hint: lines(
          until === undefined
            ? later.en(here)
            : `${afterwards.en(here)} The certificate in use is not changed.`,
          'To request without waiting, run weborca-cert renew --force.',
        ),
      };
    },
  },
  'service-failed': {
    ja: ({ host, status, ...of }, here) =>
      download.ja(
        of,
        t`${host} でエラーが起きました (HTTP ${status})。`,
        lines(
          of.issuance === undefined ? later.ja(here) : undefined,
          '続く場合は weborca-cert doctor の結果をサポート窓口にお知らせください。',
        ),
      ),
    en: ({ host, status, ...of }, here) =>
      download.en(
        of,
        t`${host} answered with an error (HTTP ${status}).`,
        lines(
          of.issuance === undefined ? later.en(here) : undefined,
          'If this continues, please send the output of weborca-cert doctor to the support desk.',
        ),
      ),
  },
  'service-answer-invalid': {
    ja: ({ host, reason: why, ...of }) =>
      download.ja(
        of,
        t`${host} の応答を読み取れません (${reason.ja(why)})。`,
        lines(
          of.issuance === undefined
            ? '設定ファイルの services の api が、資料の URL と同じかどうか確かめてください。'
            : undefined,
          of.issuance === undefined && of.kept !== undefined
            ? t`応答は ${of.kept} に残してあります。`
            : undefined,
          '続く場合は weborca-cert doctor の結果をサポート窓口にお知らせください。',
        ),
      ),
    en: ({ host, reason: why, ...of }) =>
      download.en(
        of,
        t`The answer from ${host} cannot be read (${reason.en(why)}).`,
        lines(
          of.issuance === undefined
            ? 'Check that api of the service in the configuration is the URL in the document.'
            : undefined,
          of.issuance === undefined && of.kept !== undefined
            ? t`The answer is kept in ${of.kept}.`
            : undefined,
          'If this continues, please send the output of weborca-cert doctor to the support desk.',
        ),
      ),
  },
});
