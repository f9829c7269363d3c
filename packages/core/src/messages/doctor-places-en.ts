import { formatTime } from './dates.ts';
import type { FindingTexts, PlaceCode } from './doctor-types.ts';
import { lines, listed, t } from './text.ts';
import { word } from './words.ts';

const reason = (key: string): string => word('en', 'reason', key);
const kindOf = (kind: string): string => word('en', 'consumer-kind', kind);
const time = (iso: string): string => formatTime(new Date(iso), 'en');
const fine = (message: string) => ({ message, hint: '' });

/** Rights, backups and users of the certificate. */
export const doctorPlacesEn: FindingTexts<PlaceCode> = {
  'permissions-right': ({ checked }) =>
    fine(`Everything in the store is its owner's alone (${checked} files and folders).`),
  'permissions-wide': ({ path, mode, wanted }) => ({
    message: t`Others can look into ${path} (${mode}).`,
    hint: t`chmod ${wanted} ${path}; if the file system knows no rights, move the store with WEBORCA_CERT_HOME.`,
  }),
  'owner-foreign': ({ path }) => ({
    message: t`${path} belongs to another user, perhaps because a command was run with sudo.`,
    hint: t`sudo chown -R "$USER" ${path}`,
  }),
  'acl-right': ({ path }) => fine(t`${path} is yours, the system's and the administrators' alone.`),
  'acl-inherited': ({ path, command }) => ({
    message: t`${path} has the rights of the folder above it; nobody else is among them now.`,
    hint: t`To make it independent of that: ${command}`,
  }),
  'acl-wide': ({ path, accounts, command }) => ({
    message: t`Others have rights on ${path}: ${listed(accounts, ', ')}`,
    hint: t`To take them away: ${command}`,
  }),
  'acl-unknown': ({ path }) => fine(t`The rights on ${path} could not be looked at.`),

  'backup-found': ({ name, path, at }) =>
    fine(t`${name}: backed up on ${time(at)}, and it opens: ${path}`),
  'backup-outdated': ({ name, path, at }) => ({
    message: t`${name}: the newest backup, of ${time(at)}, is of an earlier certificate: ${path}`,
    hint: t`weborca-cert backup ${name}`,
  }),
  'backup-broken': ({ name, path, reason: why }) => ({
    message: t`${name}: the newest backup is damaged (${reason(why)}): ${path}`,
    hint: t`Make another one: weborca-cert backup ${name}. If the drive is old, use a new one.`,
  }),
  'backup-missing': ({ name, path }) => ({
    message: t`${name}: there is no backup in ${path}.`,
    hint: t`weborca-cert backup ${name}`,
  }),
  'backup-unreachable': ({ name, path, reason: why }) => ({
    message: t`${name}: the backup place ${path} cannot be used now (${reason(why)}).`,
    hint: t`Connect it and run weborca-cert backup ${name}; or name another one in the configuration.`,
  }),
  'backup-in-cloud': ({ name, path, provider }) => ({
    message: t`${name}: ${path} is synchronised by ${provider}, so key and password leave this computer.`,
    hint: 'If that is not meant, choose another folder, or leave the password out with "password": "separate".',
  }),
  'backup-elsewhere': ({ name, path }) =>
    fine(t`${name}: the backup drive was found at another place than configured: ${path}`),
  'backup-without-password': ({ name, path }) => ({
    message: t`${name}: the backup in ${path} leaves the password out, as configured.`,
    hint: t`Make sure that the password is kept somewhere else: weborca-cert password ${name}`,
  }),
  'backups-none': ({ name }) => ({
    message: t`${name}: no backup place is configured.`,
    hint: t`The guide asks for one, a USB stick for instance: weborca-cert backup ${name} --to DIR`,
  }),

  'consumer-current': ({ name, kind, path }) => fine(t`${name}: ${kindOf(kind)} ${path} has it.`),
  'consumer-behind': ({ name, kind, path }) => ({
    message: t`${name}: ${kindOf(kind)} ${path} still has an earlier certificate.`,
    hint: t`weborca-cert deploy ${name}`,
  }),
  'consumer-manual': ({ name, path }) => ({
    message: t`${name}: waits for somebody: ${path}`,
    hint: t`When it is done: weborca-cert consumers done ${name}`,
  }),
  'consumer-failed': ({ name, kind, path, reason: why }) => ({
    message: t`${name}: ${kindOf(kind)} ${path} could not be brought up to date (${reason(why)}).`,
    hint: t`Mend that, then: weborca-cert deploy ${name}`,
  }),
  'consumer-needs-elevation': ({ name, kind, path, command }) => ({
    message: t`${name}: ${kindOf(kind)} ${path} needs the rights of an administrator.`,
    hint: command === '' ? t`weborca-cert deploy ${name} tells the command.` : t`Run: ${command}`,
  }),
  'consumers-none': ({ name }) => ({
    message: t`${name}: nothing is configured that is to get the renewed certificate.`,
    hint: t`If browsers, push-exchanger, online eligibility or an integration use it: weborca-cert consumers add ${name}`,
  }),
  'consumer-offered': ({ name, kind, path, command }) => ({
    message: t`${name}: ${kindOf(kind)} ${path} seems to use it as well, and is no consumer.`,
    hint: t`To have it kept up to date: ${command}`,
  }),
  'old-in-use': ({ name, path, how, found }) => ({
    message:
      how === 'names'
        ? t`${name}: ${path} names an earlier certificate (${found}).`
        : t`${name}: ${path} has an earlier certificate (${found.slice(0, 16)}…).`,
    hint: lines(
      how === 'store'
        ? 'Old and new have the same name there: choose the one that expires later, or remove the old one.'
        : t`Let it be brought up to date by itself: weborca-cert consumers add ${name}`,
    ),
  }),
};
