import type { CommandHelp, CommandName } from './types.ts';
import { keepingEn } from './keeping-en.ts';
import { runningEn } from './running-en.ts';
import { usingEn } from './using-en.ts';

const dailyEn = {
  add: {
    summary: 'take a certificate (.p12, .pfx, or a .zip of the management site) under care',
    about: [
      'Opens the file, copies it into the store as the first version and writes the configuration',
      'entry. On a terminal it asks for what is missing. A password is never taken from an argument.',
    ],
    takes: {
      FILE: 'a .p12 or .pfx, the .zip downloaded from the management site, or a .crt with its key (.pem) beside it',
      '--name N': 'what to call it (letters, digits, . _ -); otherwise taken from the CN',
      '--service S': 'a name under "services" in the configuration (production, demo, …)',
      '--in-place': 'keep FILE itself up to date as well, under the password it has',
      '--no-in-place': 'leave FILE alone',
      '--backup DIR': 'a folder for backups (repeatable)',
      '--cn CN': 'which of several clients in FILE',
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert add 000000_JP_u00000000_client001.p12 --name clinic-a',
        says: 'asks for the password and adds it',
      },
      {
        line: 'weborca-cert add client001.zip --password-file password.txt --backup D:/backup',
        says: 'adds the zip of the management site, with a place for backups',
      },
    ],
  },
  list: {
    summary: 'list what is under care (the same as status)',
    takes: { N: 'names of certificates; otherwise all' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert list', says: 'all certificates' }],
  },
  status: {
    summary: 'show expiry, days left, state, backups and consumers',
    takes: { N: 'names of certificates; otherwise all' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      { line: 'weborca-cert status', says: 'all certificates' },
      { line: 'weborca-cert status clinic-a --json', says: 'one of them, as JSON' },
    ],
  },
  check: {
    summary: 'name the certificates that need something, and tell it by the exit code',
    about: [
      'For monitoring and scripts. Reads nothing but the records of the store, so it is quick.',
    ],
    takes: {
      N: 'names of certificates; otherwise all',
      '--within TIME': 'what counts as due: days (90d), or a share of the lifetime (15%)',
    },
    exits: ['done', 'failed', 'usage', 'due', 'expired', 'unreadable', 'interrupted'],
    examples: [
      { line: 'weborca-cert check', says: 'exit code 0: nothing to do' },
      { line: 'weborca-cert check --within 120d --quiet', says: 'tell 120 days ahead' },
    ],
  },
  inspect: {
    summary: 'show what a file holds, and whether it can be renewed',
    about: ['Changes nothing and keeps nothing.'],
    takes: { FILE: '.p12 .pfx .crt .cer .pem .der .zip (also *.p12.yyyymmdd)' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      { line: 'weborca-cert inspect client001.crt', says: 'CN, expiry, issuer and so on' },
      {
        line: 'weborca-cert inspect client001.p12 --password-file password.txt --json',
        says: 'as JSON, with the algorithms, and whether key and certificate match',
      },
    ],
  },
  renew: {
    summary: 'renew certificates',
    about: [
      'Decides whether a renewal is due, asks for it, downloads, checks, stores and verifies the new',
      'certificate, backs it up and brings its consumers up to date. A run that was stopped is taken',
      'up again by the next one.',
    ],
    takes: {
      N: 'names of certificates; otherwise all',
      '--all': 'all certificates (the same as no name)',
      '--force': 'also when it is not due yet, or a waiting time has not passed',
      '--dry-run': 'only say what would be done',
      '--rehearse':
        'practise with a stand-in service and copies of all files (nothing real is touched)',
      '--exit-code': 'exit code 20 if something was renewed',
      '--scheduled':
        'this is the run of a schedule: what status, doctor and metrics call the last run',
    },
    exits: ['done', 'failed', 'usage', 'renewed', 'interrupted'],
    examples: [
      { line: 'weborca-cert renew', says: 'renew everything that is due' },
      { line: 'weborca-cert renew clinic-a --dry-run', says: 'see what would be done' },
      { line: 'weborca-cert renew clinic-a --rehearse', says: 'practise it to the end' },
    ],
  },
  receive: {
    summary: 'take in a certificate that was renewed by hand or by another program',
    about: [
      'The road where the renewal API is not available. Same checks, same switch, same backup, same',
      'consumers as renew.',
    ],
    takes: {
      FILE: 'the .zip of the management site, the .p12 of the browser, what the receipt viewer saved (*.yyyymmdd), or a .crt with its key (.pem) beside it',
      '--name N': 'whose renewal it is; otherwise told by its content',
      '--cn CN': 'which of several clients in FILE',
      '--accept-cn CN': 'take it although the CN has become this one',
      '--accept-issuer ISSUER': 'take it although the issuer has become this one',
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert receive client001.zip',
        says: 'take in the zip of the management site',
      },
      {
        line: 'weborca-cert receive new.p12 --name clinic-a --password-file pass.txt',
        says: 'take in what was renewed in the browser',
      },
    ],
  },
  verify: {
    summary: 'see whether WebORCA accepts the certificate in use',
    about: ['One mutual-TLS handshake. No login, and no patient data is touched.'],
    takes: { N: 'names of certificates; otherwise all' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert verify clinic-a', says: 'exit code 0 if it is accepted' }],
  },
} as const satisfies Partial<Record<CommandName, CommandHelp>>;

export const commandsEn: Readonly<Record<CommandName, CommandHelp>> = {
  ...dailyEn,
  ...keepingEn,
  ...usingEn,
  ...runningEn,
};
