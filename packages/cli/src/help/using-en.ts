import type { CommandHelp, CommandName } from './types.ts';

export const usingEn = {
  password: {
    summary: 'show or copy the password of the certificate in use',
    about: ['On a terminal only; elsewhere it takes --yes.'],
    takes: {
      N: 'name of a certificate',
      '--copy': 'put it on the clipboard, do not show it',
      '--yes': 'show it although this is no terminal',
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert password clinic-a --copy', says: 'before an import' }],
  },
  import: {
    summary: "import into the machine's certificate store",
    about: [
      'Opens the import wizard on Windows and macOS; on Linux it fills the NSS database. Afterwards',
      'the fingerprint is looked up, to see that it is really there.',
    ],
    takes: {
      'N|FILE':
        'a name (not needed when there is only one), or a .p12 or .zip that is not under care',
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      { line: 'weborca-cert import clinic-a', says: 'ready for the browser' },
      { line: 'weborca-cert import client001.p12', says: 'a file, without taking it under care' },
    ],
  },
  deploy: {
    summary: 'bring consumers up to date with the certificate in use, without renewing',
    takes: {
      N: 'names of certificates; otherwise all',
      '--dry-run': 'only show what would change (no passwords)',
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert deploy --dry-run', says: 'see the changes first' }],
  },
  'consumers add': {
    summary: 'add a consumer (a file or program that uses the certificate)',
    takes: {
      N: 'name of a certificate',
      KIND: 'pkcs12, pem, push-exchanger, env-file, manual, command, …',
      'FIELD=VALUE': 'the fields of that kind; VALUE is a text, or JSON',
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert consumers add clinic-a pkcs12 path=~/certs/client001.p12 password=keep',
        says: 'replaced where it lies, under the same password',
      },
      {
        line: 'weborca-cert consumers add clinic-a manual "label=import into Chrome, reception PC 2"',
        says: 'remember what a person has to do',
      },
    ],
  },
  'consumers remove': {
    summary: 'remove a consumer (its files stay)',
    takes: { N: 'name of a certificate', CONSUMER: 'its path or label' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      { line: 'weborca-cert consumers remove clinic-a ~/certs/client001.p12', says: 'that one' },
    ],
  },
  'consumers list': {
    summary: 'show the consumers and the state of each',
    takes: { N: 'name of a certificate' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert consumers list clinic-a', says: 'all of them' }],
  },
  'consumers done': {
    summary: 'tick off what a person had to do (manual)',
    takes: { N: 'name of a certificate', CONSUMER: 'its label' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert consumers done clinic-a "import into Chrome, reception PC 2"',
        says: 'not shown again until the next renewal',
      },
    ],
  },
  site: {
    summary: 'open the system management site, and say which certificate (CN) to click there',
    takes: { '--demo': 'the one of the demo environment' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert site', says: 'begin a renewal by hand' }],
  },
} as const satisfies Partial<Record<CommandName, CommandHelp>>;
