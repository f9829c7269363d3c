import { backupFailedEn } from './backup-en.ts';
import { configInvalid } from './config-en.ts';
import { formatDay, formatTime } from './dates.ts';
import { issuedEarlyEn, issuedExpiredEn } from './issued-dates.ts';
import { renewalEn } from './renewal-en.ts';
import { verificationEn } from './verification.ts';
import { lines, listed, t } from './text.ts';
import type { Catalogue } from './types.ts';
import { word } from './words.ts';

const reason = (key: string): string => word('en', 'reason', key);

function writingCause(why: string): string {
  switch (why) {
    case 'missing':
    case 'not-a-folder':
      return 'Make the folder, or correct the place in the configuration; then run this again.';
    case 'symbolic-link':
      return 'What a link leads to is not replaced: name the file itself, not the link.';
    case 'disk-full':
      return 'Make room on the disk; then run this again.';
    case 'fsync-refused':
      return "Move the store to this computer's own disk (WEBORCA_CERT_HOME names its folder): a network drive or a synchronised folder may lose what it was given.";
    default:
      return 'Check the permissions, and that the drive is connected; then run this again.';
  }
}

function readingCause(why: string): string {
  switch (why) {
    case 'no-permission':
      return 'It may belong to another user, as after a run with sudo: give it back to yourself (chown), or run this as that user.';
    case 'io-error':
    case 'too-many-open-files':
      return 'Run this again. If it stays so, the drive may be failing: look at it, and at your backups.';
    case 'missing':
      return 'Check that the drive is connected; then run this again.';
    default:
      return 'Something else lies where a file of this program belongs. Move it elsewhere; then run this again.';
  }
}

function consumerCause(why: string): string {
  return why === 'record-unreadable'
    ? 'Move the record that cannot be read elsewhere, look at the files of the consumers and at the .old-* beside them, then run weborca-cert deploy.'
    : 'Correct the cause and run weborca-cert deploy. The next run tries again by itself, too.';
}
const time = (iso: string): string => formatTime(new Date(iso), 'en');
const file = (path: string | undefined): string => (path === undefined ? 'The file' : t`${path}`);

/** The other road to a certificate: the management site, whose buttons are Japanese. */
const bySite = (commonName: string): string =>
  t`  証明書管理 (certificates) → ${commonName === '' ? 'the certificate' : commonName} → 証明書更新 (renew) → OK → ダウンロード(zip形式) (download as zip).`;

const siteCommand = (service: string): string =>
  service === 'demo' ? 'weborca-cert site --demo' : 'weborca-cert site';

const receiveZip = '  Take the zip in with weborca-cert receive FILE; what follows is the same.';

/** A file of the store that was removed or changed. */
const inStore = (name: string): string =>
  lines(
    'It belongs to a version in the store, where only this program should write.',
    t`If there is a backup: weborca-cert restore FOLDER puts the certificate back.`,
    t`If not: weborca-cert versions ${name} shows what else is kept, and weborca-cert rollback ${name} goes back to an earlier version.`,
  );

export const en: Catalogue = {
  'usage-invalid': ({ problem, value, among }) =>
    among !== undefined
      ? {
          message:
            value === undefined
              ? t`It is not clear which certificate is meant (${word('en', 'problem', problem)}).`
              : t`${value} is not in it (${word('en', 'problem', problem)}).`,
          hint: t`Name one of them with --cn: ${listed(among, ', ')}.`,
        }
      : problem === 'backup-service-unknown'
        ? {
            message: t`The backup is of the service ${value ?? ''}, which the configuration here does not have.`,
            hint: 'Add the service to the configuration first; or, if you know that another one is right, name it with --service S.',
          }
        : {
            message:
              value === undefined
                ? t`The command line is not right (${word('en', 'problem', problem)}).`
                : t`The command line is not right: ${value} (${word('en', 'problem', problem)}).`,
            hint: 'weborca-cert --help shows how it is used.',
          },
  'config-invalid': configInvalid,
  'name-unknown': ({ name, known }) => ({
    message: t`There is no certificate under the name ${name}.`,
    hint:
      known.length === 0
        ? 'Add one with weborca-cert add FILE.'
        : t`Known names: ${listed(known, ', ')}`,
  }),
  'name-taken': ({ name, sameCertificate = false }) =>
    sameCertificate
      ? {
          message: t`This certificate is under care already, as ${name}.`,
          hint: lines(
            'Under a second name it would be renewed twice.',
            t`To call it something else, run weborca-cert rename ${name} NEWNAME.`,
          ),
        }
      : {
          message: t`The name ${name} is taken already.`,
          hint: lines(
            'Give another name with --name.',
            t`To use a certificate you received under the same name, run weborca-cert receive FILE --name ${name}.`,
          ),
        },
  'version-unknown': ({ name, version, matching }) => ({
    message:
      version === 'current'
        ? t`The store has no usable version of ${name}.`
        : version === 'previous'
          ? t`${name} has no other version that has not expired.`
          : matching === undefined
            ? t`${name} has no version ${version}.`
            : t`Several versions of ${name} begin with ${version} (${listed(matching, ', ')}).`,
    hint: lines(
      t`weborca-cert versions ${name} shows the versions that are kept.`,
      'To get one back from a backup, run weborca-cert restore FOLDER.',
    ),
  }),
  'file-not-found': ({ path, stored }) => ({
    message: t`${path} was not found.`,
    hint:
      stored === undefined ? 'Check where the file lies and what it is called.' : inStore(stored),
  }),
  'password-missing': ({ path }) => ({
    message: t`A password is needed to open ${path}.`,
    hint: lines(
      'Name a file that holds it with --password-file FILE, or pass it with --password-stdin.',
      'It is the one that 確認する showed at the renewal, and that was saved with the certificate.',
    ),
  }),
  'password-wrong': ({ path, of }) =>
    of === undefined
      ? {
          message: t`${file(path)} does not open with this password.`,
          hint: lines(
            'Every certificate has its own: give the password that was saved with this .p12.',
            'Check capital and small letters, full and half width, and blanks around it.',
          ),
        }
      : {
          message:
            of === 'key'
              ? t`${file(path)} opens, but its private key has another password of its own.`
              : t`${file(path)} opens, but its private key does not with the second password.`,
          hint: lines(
            "Name a file that holds the key's password with --key-password-file FILE.",
            'Programs in Java set it apart from the password of the keystore (key password).',
          ),
        },
  'pkcs12-damaged': ({ path, at, stored }) => ({
    message: t`${file(path)} is damaged (${word('en', 'part', at)}).`,
    hint: stored === undefined ? 'Copy it again, or use the .p12 of a backup.' : inStore(stored),
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
  'not-a-certificate': ({ path, found, inside }) => {
    if (inside !== undefined) {
      return {
        message: t`${file(path)} holds the backups of several certificates (${listed(inside, ', ')}).`,
        hint: 'Name the folder of one of them.',
      };
    }
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
      hint: found.startsWith('invalid ')
        ? 'The certificate itself is faulty, and copying it again changes nothing: ask the support desk.'
        : 'Give a .p12 file with its private key, or a zip downloaded from the management site.',
    };
  },
  'certificate-expired': ({ commonName, notAfter, name, site, issued = false, until }) =>
    issued
      ? issuedExpiredEn(name, commonName, notAfter, until)
      : {
          message: t`${name} (${commonName}) expired on ${formatDay(new Date(notAfter), 'en')}.`,
          hint: lines(
            'An expired certificate cannot be renewed automatically. Get a new one like this:',
            t`If some terminal still has a valid certificate: log in there to the management site (${site ?? 'weborca-cert site opens it'}) with the tenant administrator account, and go`,
            bySite(commonName),
            t`  Bring the zip to this computer and take it in with weborca-cert receive FILE --name ${name}.`,
            'If no terminal has one: please contact the support desk.',
          ),
        },
  'certificate-not-yet-valid': ({ name, notBefore, issued = false }) =>
    issued
      ? issuedEarlyEn(name, notBefore)
      : {
          message: t`${name} is not valid before ${time(notBefore)}.`,
          hint: 'Check date and time of this computer. If they are right, run this again after that time.',
        },
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
  ...renewalEn,
  ...verificationEn,
  'destination-not-writable': ({ path, reason: why, doing }) =>
    doing === 'read'
      ? {
          message: t`${path} cannot be read (${reason(why)}).`,
          hint: readingCause(why),
        }
      : {
          message: t`${path} cannot be written (${reason(why)}).`,
          hint: writingCause(why),
        },
  locked: ({ name, pid, host, since, command }) => ({
    message: t`Another process is at work on ${name} (${command === '' ? 'unknown' : command}, ${host}, process ${pid}, since ${time(since)}).`,
    hint: 'Run this again when that one has ended.',
  }),
  'lease-lost': ({ name }) => ({
    message: t`This process was stopped for so long, perhaps because the computer slept, that another one took over the work on ${name}. It has left that one's work alone.`,
    hint: t`Run weborca-cert renew ${name} again: it goes on from wherever things stand now. What the service answered meanwhile is kept, and fetched then.`,
  }),
  'consumer-failed': ({ kind, path, reason: why, at, command }) => ({
    message: t`The consumer ${word('en', 'consumer-kind', kind)} (${path}) could not be brought up to date (${reason(why)}${at === undefined ? '' : t`: ${at}`}).`,
    hint: lines(
      'The certificate itself is in the store and fine.',
      command === undefined
        ? consumerCause(why)
        : t`Somebody with the rights has to run this; weborca-cert deploy then looks again.\n${command}`,
    ),
  }),
  'backup-failed': backupFailedEn,
  'tool-missing': ({ tool }) => ({
    message: t`The program ${tool}, which is needed, was not found or cannot be started.`,
    hint: 'Check that it is installed and on PATH.',
  }),
  interrupted: ({ during }) => ({
    message: t`It was stopped during ${word('en', 'during', during)}.`,
    hint: 'Run it again, and it goes on from there.',
  }),
  'nothing-under-care': ({ path, stored }) => ({
    message: 'No certificate is under care, so there is none to watch or to renew.',
    hint: lines(
      'Add one: weborca-cert add FILE',
      t`If there should be some: this account's configuration is ${path}. Check that it is the right account (HOME), and WEBORCA_CERT_HOME.`,
      stored.length === 0
        ? undefined
        : t`The store does hold ${listed(stored, ', ')}: weborca-cert check tells how to name them again.`,
    ),
  }),
  internal: ({ reason: why }) => ({
    message: t`Something went wrong inside the program (${reason(why)}).`,
    hint: 'Please report it as a bug, with what weborca-cert doctor says.',
  }),
};
