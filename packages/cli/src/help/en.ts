import { commandsEn } from './commands-en.ts';
import type { HelpTexts } from './types.ts';

export const helpEn: HelpTexts = {
  tagline: `Renews the tenant client certificates of WebORCA cloud, and brings everything that uses them
up to date.`,
  headings: {
    summary: 'SUMMARY',
    usage: 'USAGE',
    commands: 'COMMANDS',
    arguments: 'ARGUMENTS',
    options: 'OPTIONS',
    kinds: 'KINDS AND THEIR FIELDS',
    commonOptions: 'COMMON OPTIONS',
    passwords: 'PASSWORDS',
    exitCodes: 'EXIT CODES',
    examples: 'EXAMPLES',
  },
  groups: {
    daily: 'Taking certificates under care, and renewing them',
    keep: 'Versions and backups',
    use: 'Programs that use the certificate',
    look: 'Checks and records',
    run: 'Running by itself, and the rest',
  },
  common: {
    '--config FILE': 'the configuration file to use',
    '--json': 'one JSON document on standard output (progress goes to standard error)',
    '--lang ja|en': 'the language; otherwise as LC_ALL, LC_MESSAGES or LANG say',
    '--verbose': 'more about every step, and what is behind an error (never a password)',
    '--quiet': 'no progress, no news of success',
    '--help': 'this text',
  },
  passwords: {
    '--password-file F': 'the content of a file',
    '--password-stdin': 'standard input',
    '--password-env VAR': 'the environment variable VAR',
    '--password-command JSON': 'what a program prints, for example \'["pass","show","weborca"]\'',
    '--key-password-file F':
      'of a key that has another password than its file: the content of a file',
  },
  exits: {
    done: 'done, also when there was nothing to do',
    failed: 'at least one certificate failed (the others were done all the same)',
    usage: 'wrong usage, an unknown name, no usable configuration, or nothing under care',
    due: 'a certificate is due or needs somebody to look at it, or a consumer is not up to date',
    expired: 'a certificate has expired',
    unreadable: 'one cannot be read, is not valid yet, or is in the store alone',
    renewed: 'at least one was renewed and none failed (with --exit-code)',
    interrupted: 'interrupted (Ctrl-C)',
  },
  more: 'More about each: weborca-cert help COMMAND',
  commands: commandsEn,
};
