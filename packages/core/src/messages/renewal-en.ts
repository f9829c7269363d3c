import { formatDay, formatTime } from './dates.ts';
import { downloadEn, issuanceEn } from './download.ts';
import { argument, lines, listed, mayBeTaken, mayDiffer, receiveAnyway, t } from './text.ts';
import type { Catalogue } from './types.ts';
import { wayOutEn } from './words-unfit.ts';
import { exceptionFor } from './verification.ts';
import { isRolledBack, rolledBackEn } from './rolled-back.ts';
import { word } from './words.ts';

const reason = (key: string): string => word('en', 'reason', key);
const fileArgument = (path: string | undefined): string =>
  path === undefined ? 'FILE' : argument(path);
const time = (iso: string): string => formatTime(new Date(iso), 'en');

const later =
  'It will be tried again by itself in the next run. The certificate in use stays as it is.';

/** What differs of it, for a person to judge. */
function ofNew(commonName?: string, issuer?: string, notAfter?: string): string | undefined {
  const parts = [
    commonName === undefined ? [] : [t`CN ${commonName}`],
    issuer === undefined ? [] : [t`issuer ${issuer}`],
    notAfter === undefined ? [] : [t`valid until ${formatDay(new Date(notAfter), 'en')}`],
  ].flat();
  return parts.length === 0 ? undefined : `The new certificate: ${parts.join('; ')}.`;
}

/** What the service, and what it issued, can put in the way of a renewal. */
export const renewalEn: Pick<
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
    message: t`${host} cannot be reached (${reason(why)}).`,
    hint: lines(
      'Check the network and the proxy settings; weborca-cert doctor looks into it.',
      'It will be tried again by itself in the next run.',
    ),
  }),
  'service-untrusted': ({ host, reason: why, ...of }) =>
    downloadEn(
      of,
      t`No connection was made: it is not certain that ${host} is the real one (${reason(why)}).`,
      lines(
        'Check date and time of this computer.',
        exceptionFor('en', host, why),
        why === 'proxy-untrusted'
          ? "Write the PEM file of the proxy's authority into ca of the service in the configuration."
          : undefined,
      ),
    ),
  'service-refused-certificate': ({ host, reason: why, ...of }) =>
    downloadEn(
      of,
      t`${host} refused this certificate (${reason(why)}).`,
      exceptionFor('en', host, why) ??
        lines(
          'Check that production and demo are not mixed up, and that the certificate has not been revoked.',
          'The management site (weborca-cert site) shows the state of a certificate.',
        ),
    ),
  'service-maintenance': ({ host, ...of }) =>
    downloadEn(of, t`${host} is under maintenance.`, of.issuance === undefined ? later : undefined),
  'service-busy': ({ host, until, reason: why, ...of }) => {
    if (of.issuance !== undefined) {
      return until === undefined
        ? downloadEn(of, t`${host} is busy.`)
        : downloadEn(of, t`${host} is busy, and says so until ${time(until)}.`);
    }
    return {
      message:
        until === undefined
          ? t`${host} cannot be asked for a renewal at the moment.`
          : why === undefined
            ? t`${host} will not be asked for a renewal before ${time(until)}.`
            : t`${host} will not be asked for a renewal before ${time(until)} (${reason(why)}).`,
      hint: lines(later, 'To ask without waiting, run weborca-cert renew --force.'),
    };
  },
  'service-failed': ({ host, status, ...of }) =>
    downloadEn(
      of,
      t`${host} answered with an error (HTTP ${status}).`,
      lines(
        of.issuance === undefined ? later : undefined,
        'If it goes on, please tell the support desk what weborca-cert doctor says.',
      ),
    ),
  'service-answer-invalid': ({ host, reason: why, ...of }) =>
    downloadEn(
      of,
      t`The answer of ${host} cannot be understood (${reason(why)}).`,
      lines(
        of.issuance === undefined
          ? 'Check that api of the service in the configuration is the URL of the document.'
          : undefined,
        of.issuance === undefined && of.kept !== undefined
          ? t`The answer is kept in ${of.kept}.`
          : undefined,
        'If it goes on, please tell the support desk what weborca-cert doctor says.',
      ),
    ),
  'download-foreign-host': ({ host, expected }) => ({
    message: t`The new certificate is to be downloaded from ${host}, which is not permitted.`,
    hint: lines(
      t`The configuration permits ${expected}.`,
      t`If the API council's document or the like shows that ${host} is right, add "${host}" to downloadHosts of the service in the configuration.`,
      'The next run goes on with the download of the certificate that was issued.',
      t`If ${host} is not right, weborca-cert renew --force gives this one up and asks for another.`,
    ),
  }),
  'download-failed': ({ host, reason: why, issuance = 'open', kept }) => ({
    message: t`The certificate that was issued could not be downloaded from ${host} (${reason(why)}).`,
    hint: issuanceEn(issuance, kept),
  }),
  'issued-certificate-unfit': ({ reasons, until, path, commonName, issuer, notAfter }) =>
    isRolledBack(reasons)
      ? rolledBackEn(path)
      : {
          message:
            reasons.length === 0
              ? 'No renewal is requested for now, because the certificate issued last time could not be used.'
              : t`The new certificate cannot take the place of the present one (${listed(
                  reasons.map((key) => word('en', 'unfit', key)),
                  '; ',
                )}).`,
          hint: lines(
            path === undefined
              ? 'The certificate in use stays as it is.'
              : t`The new file lies here, and the certificate in use stays as it is: ${path}`,
            ofNew(commonName, issuer, notAfter),
            until === undefined
              ? reasons.length === 0
                ? 'To request one all the same, run weborca-cert renew --force.'
                : undefined
              : t`After ${time(until)} another one will be requested. To ask at once, run weborca-cert renew --force.`,
            mayDiffer(reasons)
              ? `If you know that the difference of subject or issuer is right, take it in with ${receiveAnyway(reasons, fileArgument(path), commonName ?? 'CN', issuer ?? 'ISSUER')}`
              : undefined,
            wayOutEn(reasons) ?? undefined,
            mayBeTaken(reasons)
              ? `If it is the right one, take it in with weborca-cert receive ${fileArgument(path)}.`
              : undefined,
            'If you know of no reason for it, please contact the support desk.',
          ),
        },
  'outcome-unknown': ({ since, until }) => ({
    message: t`It is not known whether the renewal request of ${time(since)} arrived.`,
    hint: lines(
      t`To avoid a second certificate, nothing is requested before ${time(until)}. A run after that tries again by itself.`,
      'To ask without waiting, run weborca-cert renew --force. The certificate in use stays as it is.',
    ),
  }),
};
