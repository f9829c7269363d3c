import type { CommandHelp, CommandName } from './types.ts';

export const keepingEn = {
  backup: {
    summary: 'back up the certificate in use',
    about: ['What was written is read back and opened with its password before it counts.'],
    takes: {
      N: 'names of certificates; otherwise all',
      '--to DIR': 'a folder instead of the "backups" in the configuration',
      '--check': 'write nothing; see whether every backup made so far can be opened',
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      { line: 'weborca-cert backup', says: 'all of them, to the places in the configuration' },
      { line: 'weborca-cert backup clinic-a --to E:/weborca', says: 'one, to a USB stick' },
      { line: 'weborca-cert backup --check', says: 'check the backups' },
    ],
  },
  restore: {
    summary: 'restore from a folder of a backup, or from a bare .p12',
    about: [
      'Also mends a store whose file or password is damaged.',
      'Of the settings in the backup, name, service and thresholds are taken over; consumers, backup places and commands only when a terminal says yes, or with --with-settings: somebody may have changed the file.',
    ],
    takes: {
      DIR: "a backup's folder, or a .p12 file",
      '--name N': 'what to call it; otherwise as the backup says',
      '--service S': 'a name under "services" in the configuration; otherwise as the backup says',
      '--with-settings': 'also take over consumers, backup places and commands',
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert restore D:/backup/clinic-a/20261122-113005-client001',
        says: 'bring certificate and settings to a new machine',
      },
    ],
  },
  versions: {
    summary: 'show the versions that the store holds',
    takes: { N: 'name of a certificate' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert versions clinic-a', says: 'the one in use has a *' }],
  },
  rollback: {
    summary: 'go back to an earlier version',
    about: [
      'Never to one that has expired, unless --force is given.',
      'While the later certificate is in the store, no renewal is requested before expiry is near; rollback N VERSION uses it again, renew N --force requests another.',
    ],
    takes: {
      N: 'name of a certificate',
      VERSION: 'as weborca-cert versions shows it; otherwise the one before',
      '--force': 'also to one that has expired',
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert rollback clinic-a', says: 'one step back' }],
  },
  remove: {
    summary: 'stop caring for a certificate (nothing is destroyed)',
    about: [
      'Its versions and passwords are moved out of the store, to a folder that restore takes; backups and files of consumers stay.',
    ],
    takes: { N: 'name of a certificate', '--yes': 'do not ask' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      { line: 'weborca-cert remove clinic-a', says: 'shows what will be done, then asks' },
    ],
  },
  rename: {
    summary: 'call a certificate something else',
    takes: { N: 'its name', M: 'its new name' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      { line: 'weborca-cert rename client001 clinic-a', says: 'client001 becomes clinic-a' },
    ],
  },
} as const satisfies Partial<Record<CommandName, CommandHelp>>;
