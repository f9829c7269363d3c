import { formatDay, formatTime } from './dates.ts';
import { downloadJa, issuanceJa } from './download.ts';
import { argument, lines, listed, mayBeTaken, mayDiffer, receiveAnyway, t } from './text.ts';
import type { Catalogue } from './types.ts';
import { wayOutJa } from './words-unfit.ts';
import { exceptionFor } from './verification.ts';
import { isRolledBack, rolledBackJa } from './rolled-back.ts';
import { word } from './words.ts';

const reason = (key: string): string => word('ja', 'reason', key);
const fileArgument = (path: string | undefined): string =>
  path === undefined ? 'ファイル名' : argument(path);
const time = (iso: string): string => formatTime(new Date(iso), 'ja');

const later = '次の実行で自動的にやり直します。いま使っている証明書はそのままです。';

/** What differs of it, for a person to judge. */
function ofNew(commonName?: string, issuer?: string, notAfter?: string): string | undefined {
  const parts = [
    commonName === undefined ? [] : [t`CN は ${commonName}`],
    issuer === undefined ? [] : [t`発行者は ${issuer}`],
    notAfter === undefined ? [] : [t`有効期限は ${formatDay(new Date(notAfter), 'ja')}`],
  ].flat();
  return parts.length === 0 ? undefined : `新しい証明書: ${parts.join('、')} です。`;
}

/** What the service, and what it issued, can put in the way of a renewal. */
export const renewalJa: Pick<
  Catalogue,
  | 'service-unreachable'
  | 'service-untrusted'
  | 'service-refused-certificate'
  | 'service-maintenance'
  | 'service-busy'
  | 'service-failed'
  | 'service-answer-invalid'
  | 'download-foreign-host'
  | 'download-failed'
  | 'issued-certificate-unfit'
  | 'outcome-unknown'
> = {
  'service-unreachable': ({ host, reason: why }) => ({
    message: t`${host} に接続できません (${reason(why)})。`,
    hint: lines(
      'ネットワークとプロキシの設定を確かめてください。weborca-cert doctor で調べられます。',
      '次の実行で自動的にやり直します。',
    ),
  }),
  'service-untrusted': ({ host, reason: why, ...of }) =>
    downloadJa(
      of,
      t`${host} が本物かどうか確認できないため、接続しませんでした (${reason(why)})。`,
      lines(
        'このパソコンの日付と時刻を確かめてください。',
        exceptionFor('ja', host, why),
        why === 'proxy-untrusted'
          ? 'プロキシの認証局の PEM ファイルを、設定の services の ca に書いてください。'
          : undefined,
      ),
    ),
  'service-refused-certificate': ({ host, reason: why, ...of }) =>
    downloadJa(
      of,
      t`${host} がこの証明書での接続を断りました (${reason(why)})。`,
      exceptionFor('ja', host, why) ??
        lines(
          '本番環境とデモ環境を取り違えていないか、証明書が失効していないかを確かめてください。',
          'weborca-cert site で管理サイトを開くと、証明書の状態を確認できます。',
        ),
    ),
  'service-maintenance': ({ host, ...of }) =>
    downloadJa(
      of,
      t`${host} はメンテナンス中です。`,
      of.issuance === undefined ? later : undefined,
    ),
  'service-busy': ({ host, until, reason: why, ...of }) => {
    if (of.issuance !== undefined) {
      return until === undefined
        ? downloadJa(of, t`${host} が混み合っています。`)
        : downloadJa(of, t`${host} が ${time(until)} まで待つように求めています。`);
    }
    return {
      message:
        until === undefined
          ? t`いまは ${host} に更新を依頼できません。`
          : why === undefined
            ? t`${time(until)} までは ${host} に更新を依頼しません。`
            : t`${time(until)} までは ${host} に更新を依頼しません (${reason(why)})。`,
      hint: lines(later, '待たずに依頼するには weborca-cert renew --force を実行してください。'),
    };
  },
  'service-failed': ({ host, status, ...of }) =>
    downloadJa(
      of,
      t`${host} でエラーが起きました (HTTP ${status})。`,
      lines(
        of.issuance === undefined ? later : undefined,
        '続く場合は weborca-cert doctor の結果をサポート窓口にお知らせください。',
      ),
    ),
  'service-answer-invalid': ({ host, reason: why, ...of }) =>
    downloadJa(
      of,
      t`${host} の応答を読み取れません (${reason(why)})。`,
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
  'download-foreign-host': ({ host, expected }) => ({
    message: t`新しい証明書のダウンロード先 ${host} は、許可されていない接続先です。`,
    hint: lines(
      t`設定で許可されているのは ${expected} です。`,
      t`API協議会の資料などで ${host} が正しいとわかった場合は、設定ファイルの services の downloadHosts に "${host}" を加えてください。`,
      '次の実行で、発行済みの証明書のダウンロードから再開します。',
      t`${host} が正しくない場合は、weborca-cert renew --force で発行済みのものをあきらめて依頼し直せます。`,
    ),
  }),
  'download-failed': ({ host, reason: why, issuance = 'open', kept }) => ({
    message: t`発行された証明書を ${host} からダウンロードできません (${reason(why)})。`,
    hint: issuanceJa(issuance, kept),
  }),
  'issued-certificate-unfit': ({ reasons, until, path, commonName, issuer, notAfter }) =>
    isRolledBack(reasons)
      ? rolledBackJa(path)
      : {
          message:
            reasons.length === 0
              ? '前回発行された証明書が使えなかったため、更新の依頼を控えています。'
              : t`新しい証明書は、今の証明書の代わりに使えません (${listed(
                  reasons.map((key) => word('ja', 'unfit', key)),
                  '、',
                )})。`,
          hint: lines(
            path === undefined
              ? 'いま使っている証明書はそのままです。'
              : t`新しいファイルは次の場所にあり、いま使っている証明書はそのままです: ${path}`,
            ofNew(commonName, issuer, notAfter),
            until === undefined
              ? reasons.length === 0
                ? 'それでも依頼するには weborca-cert renew --force を実行してください。'
                : undefined
              : t`${time(until)} を過ぎると、もう一度依頼します。すぐに依頼するには weborca-cert renew --force を実行してください。`,
            mayDiffer(reasons)
              ? `サブジェクトや発行者の違いが正しいとわかっている場合は、次のコマンドで取り込めます: ${receiveAnyway(reasons, fileArgument(path), commonName ?? 'CN', issuer ?? '発行者')}`
              : undefined,
            wayOutJa(reasons) ?? undefined,
            mayBeTaken(reasons)
              ? `正しいものとわかっている場合は、weborca-cert receive ${fileArgument(path)} で取り込めます。`
              : undefined,
            '心当たりがない場合は、サポート窓口にご連絡ください。',
          ),
        },
  'outcome-unknown': ({ since, until }) => ({
    message: t`${time(since)} の更新の依頼が、届いたかどうかわかりません。`,
    hint: lines(
      t`二重に発行されないよう、${time(until)} までは次の依頼をしません。その後の実行で自動的にやり直します。`,
      '待たずに依頼するには weborca-cert renew --force を実行してください。いま使っている証明書はそのままです。',
    ),
  }),
};
