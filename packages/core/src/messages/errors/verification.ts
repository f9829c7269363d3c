import type { Language } from '../../words/bilingual.ts';
import { ofErrors } from '../tables.ts';
import { argument, lines, t } from '../text.ts';
import { wordOrCode, type AnyWord } from '../words.ts';
import { exceptionFor } from './road.ts';
import { useLater } from './later-version.ts';

/** `an unexpected answer: HTTP 502`. */
function why(language: Language, reason: AnyWord<'reason'>, status: number | undefined): string {
  const said = wordOrCode(language, 'reason', reason);
  return status === undefined ? said : `${said}: HTTP ${status}`;
}

/** Whether WebORCA accepts it. */
export const verification = ofErrors({
  'verification-failed': {
    ja: ({ host, reason, issuance, inUse = false, later }) =>
      inUse
        ? {
            message: t`${host} が、いま使っている証明書を受け入れません (${why('ja', reason, undefined)})。`,
            hint: lines(
              useLater.ja(later),
              '本番環境とデモ環境を取り違えていないか、証明書が失効していないかを確かめてください。',
              'weborca-cert site で管理サイトを開くと、証明書の状態を確認できます。心当たりがない場合は、サポート窓口にご連絡ください。',
            ),
          }
        : {
            message: t`${host} が新しい証明書を受け入れません (${why('ja', reason, undefined)})。`,
            hint: lines(
              '新しい証明書は保管してあり、いま使っている証明書はそのままです。',
              issuance === undefined
                ? '次の実行でもう一度確認します。続く場合はサポート窓口にご連絡ください。'
                : 'この証明書の確認は打ち切り、次の実行では別の証明書を依頼します。続く場合はサポート窓口にご連絡ください。',
            ),
          },
    en: ({ host, reason, issuance, inUse = false, later }) =>
      inUse
        ? {
            message: t`${host} does not accept the certificate in use (${why('en', reason, undefined)}).`,
            hint: lines(
              useLater.en(later),
              'Check that you did not mix up production and demo, and that the certificate has not been revoked.',
              'See the state of the certificate at the management site (weborca-cert site). If you did not expect this, please contact the support desk.',
            ),
          }
        : {
            message: t`${host} does not accept the new certificate (${why('en', reason, undefined)}).`,
            hint: lines(
              'The new certificate is kept in the store. The certificate in use is not changed.',
              issuance === undefined
                ? 'The next run checks again. If this continues, please contact the support desk.'
                : 'It is not checked again; the next run requests another one. If this continues, please contact the support desk.',
            ),
          },
  },
  'verification-inconclusive': {
    ja: ({ name, host, reason, status, inUse = false }) =>
      inUse
        ? {
            message: t`${host} が、いま使っている証明書を受け入れるか確認できませんでした (${why('ja', reason, status)})。`,
            hint: lines(
              exceptionFor('ja', { host, reason, status }),
              t`あとでもう一度確認してください: weborca-cert verify ${argument(name)}`,
            ),
          }
        : {
            message: t`${host} が新しい証明書を受け入れるか確認できませんでした (${why('ja', reason, status)})。`,
            hint: lines(
              '新しい証明書は保管してあり、確認を待っています。いま使っている証明書はそのままです。',
              exceptionFor('ja', { host, reason, status }),
              '実行のたびに確認し直します。残り14日になると、確認できなくても新しい証明書に切り替えます。',
              t`すぐに切り替えるには: weborca-cert renew ${argument(name)} --force`,
            ),
          },
    en: ({ name, host, reason, status, inUse = false }) =>
      inUse
        ? {
            message: t`It could not be verified that ${host} accepts the certificate in use (${why('en', reason, status)}).`,
            hint: lines(
              exceptionFor('en', { host, reason, status }),
              t`Check again later: weborca-cert verify ${argument(name)}`,
            ),
          }
        : {
            message: t`It could not be verified that ${host} accepts the new certificate (${why('en', reason, status)}).`,
            hint: lines(
              'The new certificate is kept in the store until it is verified. The certificate in use is not changed.',
              exceptionFor('en', { host, reason, status }),
              'Every run checks again. With 14 days left, the new one is used even if it could not be verified.',
              t`To switch to it now: weborca-cert renew ${argument(name)} --force`,
            ),
          },
  },
  'pilot-waiting': {
    ja: ({ name, pilot, host }) => ({
      message: t`${name} の更新は待っています。このパソコンで ${host} による更新は初めてのため、先に ${pilot} だけを更新します。`,
      hint: lines(
        t`${pilot} の新しい証明書が受け入れられ、利用先も更新されると、次の実行でほかの証明書を更新します。weborca-cert renew ${argument(pilot)} で、足りないものを確認できます。`,
        t`待たずに更新するには: weborca-cert renew ${argument(name)}`,
      ),
    }),
    en: ({ name, pilot, host }) => ({
      message: t`${name} is waiting. This is the first renewal with ${host} on this computer, so ${pilot} is renewed first.`,
      hint: lines(
        t`Once the new certificate of ${pilot} is accepted and its consumers are up to date, the next run renews the others. See what is missing with weborca-cert renew ${argument(pilot)}.`,
        t`To renew it without waiting: weborca-cert renew ${argument(name)}`,
      ),
    }),
  },
});
