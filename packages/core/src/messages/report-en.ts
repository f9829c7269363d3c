import type { ReportTexts } from './report-types.ts';
import { t } from './text.ts';

const passwordPlaces = {
  beside: " It is in password.txt in the backup's folder.",
  separate:
    ' It is not in the backup either: it has to be kept elsewhere, and a backup is of no use without it.',
  nowhere: '',
} as const;

export const reportEn: ReportTexts = {
  columns: {
    name: 'Name',
    commonName: 'CN',
    state: 'State',
    notAfter: 'Expires',
    daysLeft: 'Days left',
    renewFrom: 'Renewed from',
    notBefore: 'Valid from',
    service: 'Service',
    fileName: 'File name',
    subject: 'Subject',
    issuer: 'Issuer',
    serialNumber: 'Serial number',
    fingerprint: 'SHA-256 fingerprint',
    lastBackup: 'Last backup',
    backups: 'Backup places',
    consumers: 'Used by',
  },
  calendar: {
    summary: (name, commonName) =>
      t`Client certificate expires: ${name === commonName ? name : `${name} (${commonName})`}`,
    description: (name, site) =>
      t`The WebORCA client certificate ${name} expires on this day.` +
      '\nAfter it, this certificate cannot renew itself any more: renew it before.' +
      t`\nRenew: weborca-cert renew ${name}` +
      t`\nManagement site: ${site}`,
    alarm: (name, days) => t`The client certificate ${name} expires in ${days} days.`,
  },
  sheet: {
    title: 'WebORCA client certificate: record',
    madeOn: 'Made on',
    validUntil: 'Valid until',
    certificate: 'Certificate',
    places: 'Where it is kept and used',
    renewal: 'How to renew it',
    byHand: 'To be filled in',
    rows: {
      name: 'Name',
      commonName: 'CN',
      subject: 'Subject',
      issuer: 'Issuer',
      validity: 'Valid',
      serialNumber: 'Serial number',
      fingerprint: 'SHA-256 fingerprint',
      fileName: 'File name',
      weborca: 'WebORCA',
      site: 'System management site',
      folder: 'Store',
      backups: 'Backup places',
      lastBackup: 'Last backup',
      consumers: 'Used by',
    },
    none: 'none',
    unreadable:
      'This certificate could not be read from the store. weborca-cert doctor looks for the cause.',
    renewFrom: (day) =>
      `It can be renewed from ${day} on. Once it has expired, it cannot renew itself any more.`,
    steps: (name, commonName) => [
      t`On this computer, run weborca-cert renew ${name}. It keeps the new certificate, backs it up, and brings everything that uses it up to date.`,
      t`If that does not work: log in to the system management site as tenant administrator, go to 証明書管理 → ${commonName} → 証明書更新 → OK → ダウンロード(zip形式), and take the file in with weborca-cert receive FILE --name ${name}.`,
      'If it has expired: do the same from another terminal whose certificate is still valid. If there is none, ask the support desk.',
      'Browsers have to be given the new certificate by hand after a renewal. Old and new have the same name there: choose the one that expires later.',
    ],
    password: (name, where) =>
      `The password of the certificate is not on this sheet.${passwordPlaces[where]} ${t`On this computer, weborca-cert password ${name} shows it.`}`,
    blanks: ['Person in charge', 'Tenant administrator', 'Support desk', 'Next check on'],
  },
};
