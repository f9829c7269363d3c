import { lastDay, time } from '../said.ts';
import { ofErrors } from '../tables.ts';
import { lines, t } from '../text.ts';
import type { Message } from '../types.ts';
import { expiredWayOut } from './expired.ts';

interface Expired {
  readonly name: string;
  readonly commonName: string;
  readonly notAfter: string;
  readonly until: string | undefined;
}

/** The codes for dates are also those of the certificate that has just been issued. */
const issuedExpired = {
  ja({ name, commonName, notAfter, until }: Expired): Message {
    const expired = lastDay.ja(notAfter);
    return {
      message: t`${name} (${commonName}) のために発行された証明書は、有効期限 ${expired} がすでに過ぎています。`,
      hint: lines(
        '発行された証明書は残してあり、いま使っている証明書はそのままです。',
        until === undefined
          ? 'もう一度依頼します。'
          : t`${time.ja(until)} を過ぎてからの実行であきらめて、もう一度依頼します。すぐに依頼するには weborca-cert renew --force を実行してください。`,
        '続く場合はサポート窓口にご連絡ください。',
      ),
    };
  },
  en({ name, commonName, notAfter, until }: Expired): Message {
    const expired = lastDay.en(notAfter);
    return {
      message: t`The certificate that was issued for ${name} (${commonName}) had already expired on ${expired}.`,
      hint: lines(
        'It is kept. The certificate in use is not changed.',
        until === undefined
          ? 'Another one is requested.'
          : t`A run after ${time.en(until)} abandons it and requests another. To request it now, run weborca-cert renew --force.`,
        'If this continues, please contact the support desk.',
      ),
    };
  },
};

const issuedEarly = {
  ja(name: string, notBefore: string): Message {
    const from = time.ja(notBefore);
    return {
      message: t`${name} の新しい証明書を受け取って保管しましたが、有効期間は ${from} に始まります。`,
      hint: lines(
        'それまでは、いま使っている証明書をそのまま使います。',
        'その時刻を過ぎてからの最初の実行で、接続を確認して切り替えます。',
      ),
    };
  },
  en(name: string, notBefore: string): Message {
    const from = time.en(notBefore);
    return {
      message: t`The new certificate of ${name} was received and stored, but it is not valid before ${from}.`,
      hint: lines(
        'The certificate in use is not changed until then.',
        'The first run after that time verifies the new one and switches to it.',
      ),
    };
  },
};

/** What a certificate itself puts in the way. */
export const validity = ofErrors({
  'certificate-expired': {
    ja: ({ commonName, notAfter, name, site, issued = false, until }) =>
      issued
        ? issuedExpired.ja({ name, commonName, notAfter, until })
        : {
            message: t`${name} (${commonName}) の有効期限 ${lastDay.ja(notAfter)} が過ぎています。`,
            hint: expiredWayOut('ja', { name, commonName, site }),
          },
    en: ({ commonName, notAfter, name, site, issued = false, until }) =>
      issued
        ? issuedExpired.en({ name, commonName, notAfter, until })
        : {
            message: t`${name} (${commonName}) expired on ${lastDay.en(notAfter)}.`,
            hint: expiredWayOut('en', { name, commonName, site }),
          },
  },
  'certificate-not-yet-valid': {
    ja: ({ name, notBefore, issued = false }) =>
      issued
        ? issuedEarly.ja(name, notBefore)
        : {
            message: t`${name} の有効期間は ${time.ja(notBefore)} に始まります。`,
            hint: 'このパソコンの日付と時刻を確かめてください。合っている場合は、その時刻を過ぎてから実行してください。',
          },
    en: ({ name, notBefore, issued = false }) =>
      issued
        ? issuedEarly.en(name, notBefore)
        : {
            message: t`${name} is not valid before ${time.en(notBefore)}.`,
            hint: 'Check the date and time of this computer. If they are right, run this again after that time.',
          },
  },
  'certificate-not-renewable': {
    ja: ({ name, commonName }) => ({
      message:
        commonName === ''
          ? t`${name} には CN がないため、更新の対象ではありません。`
          : t`${name} の CN は ${commonName} のため、更新の対象ではありません。`,
      hint: lines(
        '自動で更新できるのは、CN が client と数字 (例: client001) のテナント用クライアント証明書だけです。',
        'ほかの証明書は、weborca-cert site で管理サイトを開くか、サポート窓口で受け取ってください。',
        t`受け取ったファイルは weborca-cert receive ファイル名 --name ${name} で取り込めます。`,
      ),
    }),
    en: ({ name, commonName }) => ({
      message:
        commonName === ''
          ? t`${name} has no CN, so it cannot be renewed.`
          : t`${name} has the CN ${commonName}, so it cannot be renewed.`,
      hint: lines(
        'Only tenant client certificates whose CN is "client" and digits (such as client001) can be renewed automatically.',
        'Get other certificates at the management site (weborca-cert site) or from the support desk.',
        t`Then run weborca-cert receive FILE --name ${name}.`,
      ),
    }),
  },
});
