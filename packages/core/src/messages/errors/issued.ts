import { lastDay, reason, time, unfit } from '../said.ts';
import { ofErrors } from '../tables.ts';
import { argument, lines, listed, mayBeTaken, mayDiffer, receiveAnyway, t } from '../text.ts';
import type { Message } from '../types.ts';
import { wayOut } from '../unfit.ts';
import { afterwards, fateOf } from './issuance.ts';

/**
 * Of `issued-certificate-unfit`: the later certificate is one that a person went back from, so it is
 * neither used again nor asked for anew before they have decided.
 */
function isRolledBack(reasons: readonly string[]): boolean {
  return reasons.includes('rolled-back');
}

const rolledBack = {
  ja(path: string | undefined): Message {
    return {
      message:
        '前の版に戻す指示があり、新しい証明書も保管庫に残っているため、更新を依頼していません。',
      hint: lines(
        path === undefined ? undefined : t`新しい証明書: ${path}`,
        'もう一度使うには weborca-cert rollback 名前 版 を実行してください (版は weborca-cert versions 名前 で確認できます)。',
        'いま別の証明書を依頼するには weborca-cert renew --force を実行してください。期限が迫ったあとは、通常の更新で依頼します。',
      ),
    };
  },
  en(path: string | undefined): Message {
    return {
      message:
        'No renewal is requested, because the store has a newer certificate that was rolled back on request.',
      hint: lines(
        path === undefined ? undefined : t`The newer certificate: ${path}`,
        'To use it again, give its version: weborca-cert rollback NAME VERSION (shown by weborca-cert versions NAME).',
        'To request another one now: weborca-cert renew --force. When expiry is near, a normal renewal requests another one.',
      ),
    };
  },
};

const fileArgument = {
  ja: (path: string | undefined): string => (path === undefined ? 'ファイル名' : argument(path)),
  en: (path: string | undefined): string => (path === undefined ? 'FILE' : argument(path)),
};

/** What differs of it, for a person to judge. */
const ofNew = {
  ja(commonName?: string, issuer?: string, notAfter?: string): string | undefined {
    const parts = [
      commonName === undefined ? [] : [t`CN は ${commonName}`],
      issuer === undefined ? [] : [t`発行者は ${issuer}`],
      notAfter === undefined ? [] : [t`有効期限は ${lastDay.ja(notAfter)}`],
    ].flat();
    return parts.length === 0 ? undefined : `新しい証明書: ${parts.join('、')} です。`;
  },
  en(commonName?: string, issuer?: string, notAfter?: string): string | undefined {
    const parts = [
      commonName === undefined ? [] : [t`CN ${commonName}`],
      issuer === undefined ? [] : [t`issuer ${issuer}`],
      notAfter === undefined ? [] : [t`valid until ${lastDay.en(notAfter)}`],
    ].flat();
    return parts.length === 0 ? undefined : `The new certificate: ${parts.join('; ')}.`;
  },
};

/** Of a certificate that was asked for: its download, and whether it fits. */
export const issued = ofErrors({
  'download-foreign-host': {
    ja: ({ host, expected }) => ({
      message: t`新しい証明書のダウンロード先 ${host} は、許可されていない接続先です。`,
      hint: lines(
        t`設定で許可されているのは ${expected} です。`,
        t`API協議会の資料などで ${host} が正しいとわかった場合は、設定ファイルの services の downloadHosts に "${host}" を加えてください。`,
        '次の実行で、発行済みの証明書のダウンロードから再開します。',
        t`${host} が正しくない場合は、weborca-cert renew --force で発行済みのものをあきらめて依頼し直せます。`,
      ),
    }),
    en: ({ host, expected }) => ({
      message: t`The new certificate would be downloaded from ${host}, which is not permitted.`,
      hint: lines(
        t`The configuration permits ${expected}.`,
        t`If the API council's document confirms that ${host} is right, add "${host}" to downloadHosts of the service in the configuration.`,
        'The next run continues with the download of the issued certificate.',
        t`If ${host} is not right, weborca-cert renew --force abandons this one and requests another.`,
      ),
    }),
  },
  'download-failed': {
    ja: ({ host, reason: why, issuance = 'open', kept }) => ({
      message: t`発行された証明書を ${host} からダウンロードできません (${reason.ja(why)})。`,
      hint: fateOf.ja(issuance, kept),
    }),
    en: ({ host, reason: why, issuance = 'open', kept }) => ({
      message: t`The issued certificate could not be downloaded from ${host} (${reason.en(why)}).`,
      hint: fateOf.en(issuance, kept),
    }),
  },
  'issued-certificate-unfit': {
    ja: ({ reasons, until, path, commonName, issuer, notAfter }) =>
      isRolledBack(reasons)
        ? rolledBack.ja(path)
        : {
            message:
              reasons.length === 0
                ? '前回発行された証明書が使えなかったため、更新の依頼を控えています。'
                : t`新しい証明書は、今の証明書の代わりに使えません (${listed(
                    reasons.map(unfit.ja),
                    '、',
                  )})。`,
            hint: lines(
              path === undefined
                ? 'いま使っている証明書はそのままです。'
                : t`新しいファイルは次の場所にあり、いま使っている証明書はそのままです: ${path}`,
              ofNew.ja(commonName, issuer, notAfter),
              until === undefined
                ? reasons.length === 0
                  ? 'それでも依頼するには weborca-cert renew --force を実行してください。'
                  : undefined
                : t`${time.ja(until)} を過ぎると、もう一度依頼します。すぐに依頼するには weborca-cert renew --force を実行してください。`,
              mayDiffer(reasons)
                ? `サブジェクトや発行者の違いが正しいとわかっている場合は、次のコマンドで取り込めます: ${receiveAnyway(reasons, { file: fileArgument.ja(path), commonName: commonName ?? 'CN', issuer: issuer ?? '発行者' })}`
                : undefined,
              wayOut.ja(reasons) ?? undefined,
              mayBeTaken(reasons)
                ? `正しいものとわかっている場合は、weborca-cert receive ${fileArgument.ja(path)} で取り込めます。`
                : undefined,
              '心当たりがない場合は、サポート窓口にご連絡ください。',
            ),
          },
    en: ({ reasons, until, path, commonName, issuer, notAfter }) =>
      isRolledBack(reasons)
        ? rolledBack.en(path)
        : {
            message:
              reasons.length === 0
                ? 'No renewal is requested for now, because the certificate issued last time could not be used.'
                : t`The new certificate cannot replace the one in use (${listed(
                    reasons.map(unfit.en),
                    '; ',
                  )}).`,
            hint: lines(
              path === undefined
                ? 'The certificate in use is not changed.'
                : t`The certificate in use is not changed. The new file is here: ${path}`,
              ofNew.en(commonName, issuer, notAfter),
              until === undefined
                ? reasons.length === 0
                  ? 'To request one anyway, run weborca-cert renew --force.'
                  : undefined
                : t`After ${time.en(until)}, another one is requested. To request it now, run weborca-cert renew --force.`,
              mayDiffer(reasons)
                ? `If the different subject or issuer is expected, run ${receiveAnyway(reasons, { file: fileArgument.en(path), commonName: commonName ?? 'CN', issuer: issuer ?? 'ISSUER' })}`
                : undefined,
              wayOut.en(reasons) ?? undefined,
              mayBeTaken(reasons)
                ? `If it is the right one, run weborca-cert receive ${fileArgument.en(path)}.`
                : undefined,
              'If you did not expect this, please contact the support desk.',
            ),
          },
  },
  'outcome-unknown': {
    ja: ({ since, until }, here) => ({
      message: t`${time.ja(since)} の更新の依頼が、届いたかどうかわかりません。`,
      hint: lines(
        t`二重に発行されないよう、${time.ja(until)} までは次の依頼をしません。${afterwards.ja(here)}`,
        '待たずに依頼するには weborca-cert renew --force を実行してください。いま使っている証明書はそのままです。',
      ),
    }),
    en: ({ since, until }, here) => ({
      message: t`It is not known whether the renewal request of ${time.en(since)} arrived.`,
      hint: lines(
        t`To avoid a duplicate, nothing is requested before ${time.en(until)}. ${afterwards.en(here)}`,
        'To request without waiting, run weborca-cert renew --force. The certificate in use is not changed.',
      ),
    }),
  },
});
