import type { Issuance } from '../../errors.ts';
import { lines, t } from '../text.ts';
import type { Message, Outlook } from '../types.ts';

/** Nothing of it, when the error is not about fetching what was issued. */
interface OfDownload {
  readonly issuance?: Issuance;
  /** Where the record of a given up issuance lies. */
  readonly kept?: string;
}

/**
 * The same refusal means something else once the service has issued: there is a certificate to be
 * fetched, and `--force` would give it up.
 *
 * @param hint what the person can do about the refusal itself, where that is the same for both
 */
export const download = {
  ja({ issuance, kept }: OfDownload, message: string, hint = ''): Message {
    return {
      message:
        issuance === undefined ? message : `発行された証明書をダウンロードできません: ${message}`,
      hint: lines(hint, fateOf.ja(issuance, kept)),
    };
  },
  en({ issuance, kept }: OfDownload, message: string, hint = ''): Message {
    return {
      message:
        issuance === undefined
          ? message
          : `The certificate was issued, but could not be downloaded: ${message}`,
      hint: lines(hint, fateOf.en(issuance, kept)),
    };
  },
};

/** Who tries again: the schedule, where one runs, else a person. */
export const again = {
  ja: ({ scheduled }: Outlook): string =>
    scheduled
      ? '次の定期実行でもう一度試します。すぐに試すには weborca-cert renew を実行してください。'
      : 'もう一度試すには weborca-cert renew を実行してください。',
  en: ({ scheduled }: Outlook): string =>
    scheduled
      ? 'The next scheduled run tries again. To try now, run weborca-cert renew.'
      : 'To try again, run weborca-cert renew.',
};

export const later = {
  ja: (outlook: Outlook): string => `${again.ja(outlook)}いま使っている証明書はそのままです。`,
  en: (outlook: Outlook): string => `${again.en(outlook)} The certificate in use is not changed.`,
};

/** The same where nothing is requested before some time. */
export const afterwards = {
  ja: ({ scheduled }: Outlook): string =>
    scheduled
      ? 'そのあとの定期実行で依頼します。'
      : 'そのあとで weborca-cert renew を実行してください。',
  en: ({ scheduled }: Outlook): string =>
    scheduled
      ? 'The next scheduled run after that requests it.'
      : 'After that, run weborca-cert renew.',
};

/** What becomes of the issuance, and what `--force` would do to it. */
export const fateOf = {
  ja(issuance: Issuance | undefined, kept?: string): string {
    switch (issuance) {
      case undefined:
        return '';
      case 'abandoned':
        return lines(
          '発行されたものはあきらめました。次の実行で、もう一度依頼します。いま使っている証明書はそのままです。',
          kept === undefined ? undefined : t`発行の記録は ${kept} に残してあります。`,
        );
      case 'not-recorded':
        return lines(
          '発行の記録を書き込めなかったため、受け取れなくなりました。ディスクの空きと権限を確かめてください。',
          '1時間後からの実行で、もう一度依頼します。いま使っている証明書はそのままです。',
        );
      default:
        return lines(
          '発行の記録は残してあり、次の実行では新しく依頼せず、続きからダウンロードします。いま使っている証明書はそのままです。',
          'weborca-cert renew --force を実行すると、もう一度だけ試し、だめなら発行済みのものをあきらめて依頼し直します。',
        );
    }
  },
  en(issuance: Issuance | undefined, kept?: string): string {
    switch (issuance) {
      case undefined:
        return '';
      case 'abandoned':
        return lines(
          'It was abandoned. The next run requests another one. The certificate in use is not changed.',
          kept === undefined ? undefined : t`Its record is kept in ${kept}.`,
        );
      case 'not-recorded':
        return lines(
          'It can no longer be received, because its record could not be written. Check the disk space and the permissions.',
          'A run an hour later requests another one. The certificate in use is not changed.',
        );
      default:
        return lines(
          'The issued certificate is on record: the next run downloads it without a new request. The certificate in use is not changed.',
          'weborca-cert renew --force tries once more; if that fails, it abandons this one and requests another.',
        );
    }
  },
};
