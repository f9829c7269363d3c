import { configInvalid } from './config-en.ts';
import { formatDay, formatTime } from './dates.ts';
import type { DoctorFrame, FindingTexts, StateCode } from './doctor-types.ts';
import { describeFailure } from './history.ts';
import { lines, listed, t } from './text.ts';
import { word } from './words.ts';
import { wayOutEn } from './words-unfit.ts';

const reason = (key: string): string => word('en', 'reason', key);
const unfit = (key: string): string => word('en', 'unfit', key);
const day = (iso: string): string => formatDay(new Date(iso), 'en');
const time = (iso: string): string => formatTime(new Date(iso), 'en');
const fine = (message: string) => ({ message, hint: '' });

function ahead(seconds: number): string {
  const minutes = Math.round(Math.abs(seconds) / 60);
  const how =
    minutes < 120
      ? `${minutes} minutes`
      : minutes < 2880
        ? `${Math.round(minutes / 60)} hours`
        : `${Math.round(minutes / 1440)} days`;
  return `${how} ${seconds > 0 ? 'ahead of' : 'behind'}`;
}

export const doctorFrameEn: DoctorFrame = {
  title: 'weborca-cert doctor',
  areas: {
    system: 'This machine',
    clock: 'Clock',
    configuration: 'Configuration',
    certificates: 'Certificates',
    store: 'Store and passwords',
    permissions: 'Permissions',
    backups: 'Backups',
    consumers: 'Who uses the certificate',
    proxy: 'Proxy',
    dns: 'Names (DNS)',
    tls: 'Connections (TLS)',
    pkcs12: 'File format (PKCS#12)',
    schedule: 'Schedule',
    leftovers: 'Leftovers',
  },
  summary: (problems, warnings) =>
    problems + warnings === 0
      ? 'Nothing needs to be done.'
      : `${problems} marked !! will go wrong, ${warnings} marked ! should be looked at.`,
};

/** This machine, the configuration, certificates and store. */
export const doctorStatesEn: FindingTexts<StateCode> = {
  'system-described': ({ version, node, system }) =>
    fine(t`weborca-cert ${version}, Node ${node}, ${system}`),
  'tls-check-on': () => fine('Servers are checked (NODE_TLS_REJECT_UNAUTHORIZED is not 0).'),
  'tls-check-off': () => ({
    message: 'NODE_TLS_REJECT_UNAUTHORIZED=0 is set.',
    hint: 'weborca-cert checks servers all the same, but other Node programs do not. Take it out of the environment.',
  }),
  'roots-added': ({ variable, path }) =>
    fine(t`${variable} names further authorities to trust: ${path}`),
  'area-failed': ({ code, reason: why, path }) => ({
    message:
      path === undefined
        ? t`This could not be examined (${code}, ${reason(why)}).`
        : t`This could not be examined: ${path} cannot be read (${reason(why)}).`,
    hint: 'Run it again with --verbose, and send both to the support desk.',
  }),

  'clock-right': ({ host }) => fine(t`The clock agrees with that of ${host}.`),
  'clock-off': ({ host, offsetSeconds }) => ({
    message: t`The clock is ${ahead(offsetSeconds)} that of ${host}.`,
    hint: 'Have the operating system set the time by itself.',
  }),
  'clock-wrong': ({ host, offsetSeconds }) => ({
    message: t`The clock is ${ahead(offsetSeconds)} that of ${host}: valid certificates look expired, or expired ones valid.`,
    hint: 'Set date and time, and have the operating system keep them by itself.',
  }),
  'clock-unknown': () => fine('The clock could not be compared: no server told its time.'),

  'configuration-read': ({ path, certificates, stateDir }) =>
    fine(t`${path}, ${certificates} under care; store: ${stateDir}`),
  'configuration-none': ({ path }) => ({
    message: t`There is no configuration yet (${path}).`,
    hint: 'weborca-cert add FILE takes a certificate under care and writes it.',
  }),
  'configuration-invalid': configInvalid,
  'service-has-api': ({ service, host }) => fine(t`${service}: the renewal service is at ${host}.`),
  'service-without-api': ({ service, site, path, certificates }) => ({
    message: t`${service}: the URL of the renewal service is not configured (${listed(certificates, ', ')}).`,
    hint: lines(
      t`It is in the document for members of the API council; write it to services.${service}.api in ${path}.`,
      t`Without it: renew at ${site}, and take the zip in with weborca-cert receive FILE.`,
    ),
  }),
  'service-ca-unusable': ({ service, path, reason: why }) => ({
    message: t`${service}: the authority's file ${path} cannot be used (${reason(why)}).`,
    hint: t`Correct services.${service}.ca in the configuration: a PEM file, or null.`,
  }),

  'certificate-valid': ({ name, commonName, notAfter }) =>
    fine(t`${name} (${commonName}) is valid until ${day(notAfter)}.`),
  'certificate-due': ({ name, commonName, notAfter, failing }) => ({
    message: t`${name} (${commonName}) can be renewed; it expires on ${day(notAfter)}.`,
    hint: failing === true ? '' : t`weborca-cert renew ${name}`,
  }),
  'certificate-urgent': ({ name, commonName, notAfter, failing }) => ({
    message: t`${name} (${commonName}) expires on ${day(notAfter)}.`,
    hint: failing === true ? '' : t`Renew it now: weborca-cert renew ${name}`,
  }),
  'certificate-expired': ({ name, commonName, notAfter }) => ({
    message: t`${name} (${commonName}) expired on ${day(notAfter)}.`,
    hint: lines(
      'Fetch a new one at the management site from a terminal whose certificate is still valid,',
      t`and take it in: weborca-cert receive FILE --name ${name}. If there is no such terminal, ask the support desk.`,
    ),
  }),
  'certificate-not-yet-valid': ({ name, commonName, notBefore }) => ({
    message: t`${name} (${commonName}) is not valid before ${time(notBefore)}.`,
    hint: 'Check date and time of this computer.',
  }),
  'certificate-not-renewable': ({ name, commonName, notAfter }) => ({
    message: t`${name} (${commonName}) expires on ${day(notAfter)} and cannot be renewed by itself: its CN is not client and digits.`,
    hint: t`Have a new one issued at the management site, and take it in: weborca-cert receive FILE --name ${name}`,
  }),
  'renewal-failed': ({ name, at, since, step, count, code, details }) => {
    const written = { step, count, error: { code, details }, since: new Date(since) };
    const { message, hint } = describeFailure(written, 'en');
    return { message: t`${name}: the renewal failed on ${time(at)}. ${message}`, hint };
  },
  'certificate-superseded': ({ name, path, reasons }) => ({
    message: t`${name}: a later certificate was found that was not taken over (${listed(reasons.map(unfit), ', ')}): ${path}`,
    hint: wayOutEn(reasons) ?? t`If it is yours: weborca-cert receive ${path} --name ${name}`,
  }),

  'versions-open': ({ name, versions }) =>
    fine(
      t`${name}: ${versions} ${versions === 1 ? 'version opens' : 'versions open'} with the password beside it.`,
    ),
  'version-unusable': ({ name, version, inUse, reason: why }) => ({
    message: inUse
      ? t`${name}: the version in use cannot be opened (${version}, ${why}).`
      : t`${name}: an earlier version cannot be opened (${version}, ${why}).`,
    hint: inUse
      ? t`weborca-cert rollback ${name} goes to the latest one that opens; or bring a backup back: weborca-cert restore DIR`
      : 'It is not in use. Keep a backup of the one that is.',
  }),
  'version-changed': ({ name, version }) => ({
    message: t`${name}: the files of version ${version} are not those that were stored.`,
    hint: t`Compare with a backup (weborca-cert backup --check ${name}), and bring it back if in doubt: weborca-cert restore DIR`,
  }),
  'store-empty': ({ name }) => ({
    message: t`${name}: the store has no version of it.`,
    hint: 'Bring a backup back: weborca-cert restore DIR',
  }),
  'pointer-broken': ({ name, version }) => ({
    message: t`${name}: the record of which version is in use is damaged; ${version} is taken.`,
    hint: t`The next weborca-cert renew ${name} mends it.`,
  }),
  'manifest-broken': ({ name, version }) => ({
    message: t`${name}: the description of version ${version} is damaged; certificate and password are whole.`,
    hint: t`The next weborca-cert renew ${name} mends it if it is the one in use.`,
  }),
  'store-unknown-name': ({ name, path }) => ({
    message: t`The store has ${name}, which is not in the configuration: ${path}`,
    hint: 'If it is needed, weborca-cert check tells how to take it under care again; else look into it before you remove it: there may be keys and passwords that are nowhere else.',
  }),
  'renewal-open': ({ name, step, since }) =>
    fine(
      t`${name}: a renewal is open since ${time(since)} (${word('en', 'pending', step)}); the next run goes on with it.`,
    ),
  'renewal-stuck': ({ name, step, since }) => ({
    message: t`${name}: a renewal has been open since ${time(since)} (${word('en', 'pending', step)}).`,
    hint: t`Run weborca-cert renew ${name} and see what it says.`,
  }),
  'renewals-abandoned': ({ name, count, path }) =>
    fine(
      t`${name}: ${count} abandoned ${count === 1 ? 'renewal is' : 'renewals are'} kept in ${path}.`,
    ),
  'in-use-unverified': ({ name, since }) => ({
    message: t`${name}: the version in use could not be verified yet (since ${time(since)}).`,
    hint: t`weborca-cert verify ${name}`,
  }),
};
