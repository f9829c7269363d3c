import { configInvalid } from './config-en.ts';
import { formatDay, formatTime } from './dates.ts';
import { lines, listed, mayBeTaken, mayDiffer, t } from './text.ts';
import type { Catalogue } from './types.ts';
import { wayOutEn } from './words-unfit.ts';
import { word } from './words.ts';

const reason = (key: string): string => word('en', 'reason', key);
const time = (iso: string): string => formatTime(new Date(iso), 'en');
const file = (path: string | undefined): string => (path === undefined ? 'The file' : t`${path}`);

/** The other road to a certificate: the management site, whose buttons are Japanese. */
const bySite = (commonName: string): string =>
  t`  証明書管理 (certificates) → ${commonName === '' ? 'the certificate' : commonName} → 証明書更新 (renew) → OK → ダウンロード(zip形式) (download as zip).`;

const siteCommand = (service: string): string =>
  service === 'demo' ? 'weborca-cert site --demo' : 'weborca-cert site';

const receiveZip = '  Take the zip in with weborca-cert receive FILE; what follows is the same.';
const later =
  'It will be tried again by itself in the next run. The certificate in use stays as it is.';

export const en: Catalogue = {
  'usage-invalid': ({ problem, value }) => ({
    message:
      value === undefined
        ? t`The command line is not right (${word('en', 'problem', problem)}).`
        : t`The command line is not right: ${value} (${word('en', 'problem', problem)}).`,
    hint: 'weborca-cert --help shows how it is used.',
  }),
  'config-invalid': configInvalid,
  'name-unknown': ({ name, known }) => ({
    message: t`There is no certificate under the name ${name}.`,
    hint:
      known.length === 0
        ? 'Add one with weborca-cert add FILE.'
        : t`Known names: ${listed(known, ', ')}`,
  }),
  'name-taken': ({ name }) => ({
    message: t`The name ${name} is taken already.`,
    hint: lines(
      'Give another name with --name.',
      t`To use a certificate you received under the same name, run weborca-cert receive FILE --name ${name}.`,
    ),
  }),
  'version-unknown': ({ name, version }) => ({
    message:
      version === 'current'
        ? t`The store has no usable version of ${name}.`
        : t`${name} has no version ${version}.`,
    hint: lines(
      t`weborca-cert versions ${name} shows the versions that are kept.`,
      'To get one back from a backup, run weborca-cert restore FOLDER.',
    ),
  }),
  'file-not-found': ({ path }) => ({
    message: t`${path} was not found.`,
    hint: 'Check where the file lies and what it is called.',
  }),
  'password-missing': ({ path }) => ({
    message: t`A password is needed to open ${path}.`,
    hint: lines(
      'Name a file that holds it with --password-file FILE, or pass it with --password-stdin.',
      'It is the one that 確認する showed at the renewal, and that was saved with the certificate.',
    ),
  }),
  'password-wrong': ({ path }) => ({
    message: t`${file(path)} does not open with this password.`,
    hint: lines(
      'Every certificate has its own: give the password that was saved with this .p12.',
      'Check capital and small letters, full and half width, and blanks around it.',
    ),
  }),
  'pkcs12-damaged': ({ path, at }) => ({
    message: t`${file(path)} is damaged (${word('en', 'part', at)}).`,
    hint: 'Copy it again, or use the .p12 of a backup.',
  }),
  'pkcs12-unsupported': ({ path, algorithm }) => ({
    message: t`${file(path)} is encrypted with ${algorithm}, which is not supported.`,
    hint: lines(
      'Export the .p12 anew with another program, such as the certificate export of Windows, and give that file.',
      'Please tell the support desk what weborca-cert doctor says.',
    ),
  }),
  'pkcs12-limit': ({ path, limit }) => ({
    message: t`${file(path)} is beyond what is safe to work on (${word('en', 'limit', limit)}).`,
    hint: 'Check that it is the file of a client certificate.',
  }),
  'not-a-certificate': ({ path, found }) => {
    const why = reason(found);
    // A reason of the operating system: it could not even be looked at.
    if (why !== found && found !== 'empty' && found !== 'unknown') {
      return {
        message: t`${file(path)} cannot be read (${why}).`,
        hint: 'Check where the file lies, and that you may read it.',
      };
    }
    return {
      message: t`${file(path)} cannot be used as a client certificate (${word('en', 'found', found)}).`,
      hint: 'Give a .p12 file with its private key, or a zip downloaded from the management site.',
    };
  },
  'certificate-expired': ({ commonName, notAfter, name, site }) => ({
    message: t`${name} (${commonName}) expired on ${formatDay(new Date(notAfter), 'en')}.`,
    hint: lines(
      'An expired certificate cannot be renewed automatically. Get a new one like this:',
      t`If some terminal still has a valid certificate: log in there to the management site (${site ?? 'weborca-cert site opens it'}) with the tenant administrator account, and go`,
      bySite(commonName),
      t`  Bring the zip to this computer and take it in with weborca-cert receive FILE --name ${name}.`,
      'If no terminal has one: please contact the support desk.',
    ),
  }),
  'certificate-not-yet-valid': ({ name, notBefore }) => ({
    message: t`${name} is not valid before ${time(notBefore)}.`,
    hint: 'Check date and time of this computer. If they are right, run this again after that time.',
  }),
  'certificate-not-renewable': ({ name, commonName }) => ({
    message:
      commonName === ''
        ? t`${name} has no CN and is therefore not renewed.`
        : t`${name} has the CN ${commonName} and is therefore not renewed.`,
    hint: lines(
      'Only tenant client certificates with a CN of client and digits (such as client001) can be renewed automatically.',
      'Get other certificates at the management site (weborca-cert site) or from the support desk.',
      t`Take the file in with weborca-cert receive FILE --name ${name}.`,
    ),
  }),
  'service-not-configured': ({ service, commonName, site, configPath }) => ({
    message: t`The URL of the renewal service (${service}) is not configured.`,
    hint: lines(
      "The URL of WebORCA cloud's renewal API is in the API council's document for members.",
      t`If you have the document: write it into services.${service}.api of ${configPath}.`,
      t`If not: open the management site ${site} with ${siteCommand(service)}, log in with the tenant administrator account, and go`,
      bySite(commonName),
      receiveZip,
    ),
  }),
  'service-unreachable': ({ host, reason: why }) => ({
    message: t`${host} cannot be reached (${reason(why)}).`,
    hint: lines(
      'Check the network and the proxy settings; weborca-cert doctor looks into it.',
      'It will be tried again by itself in the next run.',
    ),
  }),
  'service-untrusted': ({ host, reason: why }) => ({
    message: t`No connection was made: it is not certain that ${host} is the real one (${reason(why)}).`,
    hint: lines(
      'Check date and time of this computer.',
      'If a device or a proxy inspects your traffic, write the PEM file of its authority into ca of the service in the configuration.',
    ),
  }),
  'service-refused-certificate': ({ host, reason: why }) => ({
    message: t`${host} refused this certificate (${reason(why)}).`,
    hint: lines(
      'Check that production and demo are not mixed up, and that the certificate has not been revoked.',
      'The management site (weborca-cert site) shows the state of a certificate.',
    ),
  }),
  'service-maintenance': ({ host }) => ({
    message: t`${host} is under maintenance.`,
    hint: later,
  }),
  'service-busy': ({ host, until }) => ({
    message:
      until === undefined
        ? t`${host} cannot be asked for a renewal at the moment.`
        : t`${host} will not be asked for a renewal before ${time(until)}.`,
    hint: lines(later, 'To ask without waiting, run weborca-cert renew --force.'),
  }),
  'service-failed': ({ host, status }) => ({
    message: t`${host} answered with an error (HTTP ${status}).`,
    hint: lines(
      later,
      'If it goes on, please tell the support desk what weborca-cert doctor says.',
    ),
  }),
  'service-answer-invalid': ({ host, reason: why }) => ({
    message: t`The answer of ${host} cannot be understood (${reason(why)}).`,
    hint: lines(
      'Check that api of the service in the configuration is the URL of the document.',
      'The answer is on record. If it goes on, please tell the support desk what weborca-cert doctor says.',
    ),
  }),
  'download-foreign-host': ({ host, expected }) => ({
    message: t`The new certificate is to be downloaded from ${host}, which is not permitted.`,
    hint: lines(
      t`The configuration permits ${expected}.`,
      t`If the API council's document or the like shows that ${host} is right, add "${host}" to downloadHosts of the service in the configuration.`,
      'The next run goes on with the download of the certificate that was issued.',
    ),
  }),
  'download-failed': ({ host, reason: why }) => ({
    message: t`The certificate that was issued could not be downloaded from ${host} (${reason(why)}).`,
    hint: lines('What was issued is on record.', later),
  }),
  'issued-certificate-unfit': ({ reasons, until }) => ({
    message:
      reasons.length === 0
        ? 'No renewal is requested for now, because the certificate issued last time could not be used.'
        : t`The new certificate cannot take the place of the present one (${listed(
            reasons.map((key) => word('en', 'unfit', key)),
            '; ',
          )}).`,
    hint: lines(
      'The file that came is kept, and the certificate in use stays as it is.',
      until === undefined
        ? reasons.length === 0
          ? 'To request one all the same, run weborca-cert renew --force.'
          : undefined
        : t`After ${time(until)} another one will be requested. To ask at once, run weborca-cert renew --force.`,
      mayDiffer(reasons)
        ? 'If you know that the difference of subject or issuer is right, take it in with weborca-cert receive FILE and --accept-cn or --accept-issuer.'
        : undefined,
      wayOutEn(reasons) ?? undefined,
      mayBeTaken(reasons)
        ? 'If it is the right one, take it in with weborca-cert receive FILE.'
        : undefined,
      'If you know of no reason for it, please contact the support desk.',
    ),
  }),
  'outcome-unknown': ({ since, until }) => ({
    message: t`It is not known whether the renewal request of ${time(since)} arrived.`,
    hint: lines(
      t`To avoid a second certificate, nothing is requested before ${time(until)}. A run after that tries again by itself.`,
      'To ask without waiting, run weborca-cert renew --force. The certificate in use stays as it is.',
    ),
  }),
  'destination-not-writable': ({ path, reason: why }) => ({
    message: t`${path} cannot be written (${reason(why)}).`,
    hint: 'Check the space on the disk, the permissions, and that the drive is connected; then run this again.',
  }),
  locked: ({ name, pid, host, since, command }) => ({
    message: t`Another process is at work on ${name} (${command === '' ? 'unknown' : command}, ${host}, process ${pid}, since ${time(since)}).`,
    hint: 'Run this again when that one has ended.',
  }),
  'verification-failed': ({ host, reason: why }) => ({
    message: t`${host} does not accept the new certificate (${reason(why)}).`,
    hint: lines(
      'The new certificate is kept, and the certificate in use stays as it is.',
      'The next run checks again. If it goes on, please contact the support desk.',
    ),
  }),
  'consumer-failed': ({ kind, path, reason: why }) => ({
    message: t`The consumer ${word('en', 'consumer-kind', kind)} (${path}) could not be brought up to date (${reason(why)}).`,
    hint: lines(
      'The certificate itself is in the store and fine.',
      'Correct the cause and run weborca-cert deploy. The next run tries again by itself, too.',
    ),
  }),
  'backup-failed': ({ path, reason: why }) => ({
    message: t`No backup could be made in ${path} (${reason(why)}).`,
    hint: lines(
      'If it is an external drive, connect it and run weborca-cert backup. The next run tries again by itself, too.',
      'The certificate is in the store and not lost.',
    ),
  }),
  'tool-missing': ({ tool }) => ({
    message: t`The program ${tool}, which is needed, was not found or cannot be started.`,
    hint: 'Check that it is installed and on PATH.',
  }),
  interrupted: ({ during }) => ({
    message: t`It was stopped during ${word('en', 'during', during)}.`,
    hint: 'Run it again, and it goes on from there.',
  }),
  internal: ({ reason: why }) => ({
    message: t`Something went wrong inside the program (${reason(why)}).`,
    hint: 'Please report it as a bug, with what weborca-cert doctor says.',
  }),
};
