import { addAgain } from './add-again.ts';
import { runningEn } from './running-en.ts';
import { importingEn, keepingEn, usingEn } from './more-en.ts';
import type { CliText } from './types.ts';

export const en: CliText = {
  keeping: keepingEn,
  using: usingEn,
  importing: importingEn,
  running: runningEn,
  usage: {
    'command-missing': () => 'A command is missing.',
    'command-unknown': (value) => `There is no command ${value}.`,
    'option-unknown': (value) => `There is no option ${value}.`,
    'option-repeated': (value) => `${value} can be given once only.`,
    'argument-missing': (value) => `${value} is missing.`,
    'arguments-too-many': (value) => `Too many arguments (at most ${value}).`,
    'value-missing': (value) =>
      `${value} needs a value. One that begins with a dash is written ${value}=-….`,
    'value-not-taken': (value) => `${value} takes no value.`,
    'value-not-number': (value) => `A whole number is needed: ${value}.`,
    'value-not-one-of': (value) => `One of these is needed: ${value}.`,
    'value-not-json-array': (value) =>
      `${value} needs a JSON array of texts, for example '["pass","show","weborca"]'.`,
    'value-not-threshold': (value) => `${value} is written as 90d (days) or 15% (of the lifetime).`,
    'value-not-field': (value) => `${value} is written as FIELD=VALUE.`,
    'value-not-json': (value) => `The value of ${value} is not right as JSON.`,
    'consumer-field': (value) =>
      `A field of the consumer is missing or wrong (${value.replace(/^: /, '')}).`,
    'consumer-ambiguous': (value) =>
      `There are several consumers of the kind ${value}; name one by its path.`,
    'fault-unknown': (value) =>
      `There is no fault ${value}: weborca-cert simulate --list-faults names them all.`,
    'consumer-unknown': (value) => `There is no consumer ${value}.`,
    'password-sources-conflict': () => 'Only one source of the password can be given.',
    'password-not-utf8': () => 'The password is not UTF-8.',
    'password-variable-unset': (value) => `There is no environment variable ${value}.`,
    'password-command-failed': (value) => `${value}, which should print the password, failed.`,
    'options-conflict': (value) => `${value} cannot be given together.`,
    'terminal-needed': (value) => `Without a terminal, ${value} is needed.`,
    'names-and-all': () => 'Names and --all cannot be given together.',
  },
  usageHint: (command) =>
    command === null ? 'Usage: weborca-cert --help' : `Usage: weborca-cert help ${command}`,
  behind: 'Behind it',
  prompts: {
    passwordOf: (path) => `Password of ${path}:`,
    keyPasswordOf: (path) => `Password of the key in ${path}:`,
    whichClient: (commonNames) => `Several clients are in the file (${commonNames}). Which one?`,
    passwordAgain: 'That is not the password. Please try again.',
    noneYet: 'No certificate is under care yet.',
    addNow: 'Add one now?',
    useUnproven: (name) =>
      `The new certificate of ${name} is saved. Use it all the same, without knowing?`,
    apiOf: (service) =>
      `The address of the renewal service (${service}) is not configured. The API council's document for its members has it (別紙－クライアント証明書更新API).\nURL (https://…, Enter for none):`,
    noUrl: 'That is no URL; nothing was configured.',
    addFile: 'File of the certificate (.p12, or the .zip of the management site):',
    addName: 'What to call it:',
    oneOfThese: 'Please type one of those in brackets.',
    addService: (known) => `Service (${known}):`,
    addInPlace: (path) => `Keep ${path} itself up to date as well? (Enter: as its folder suggests)`,
    addBackup: 'Folder for backups (Enter for none):',
    sure: 'Go on?',
  },
  columns: {
    name: 'NAME',
    commonName: 'CN',
    expiry: 'EXPIRES',
    left: 'LEFT',
    state: 'STATE',
    pending: 'UNFINISHED',
    consumers: 'CONSUMERS',
    backup: 'BACKUP',
    kind: 'KIND',
    place: 'PLACE',
    outcome: 'RESULT',
    host: 'HOST',
    answer: 'ANSWER',
    note: 'NOTE',
    version: 'VERSION',
    origin: 'ORIGIN',
    time: 'TIME',
    event: 'EVENT',
    by: 'BY',
  },
  facts: {
    name: 'Name',
    state: 'State',
    pending: 'Unfinished',
    backup: 'Backup',
    consumers: 'Consumers',
    file: 'File',
    format: 'Format',
    commonName: 'CN',
    subject: 'Subject',
    issuer: 'Issuer',
    serialNumber: 'Serial number',
    notBefore: 'Valid from',
    notAfter: 'Expires',
    publicKey: 'Key',
    fingerprint: 'Fingerprint (SHA-256)',
    renewable: 'Renewal',
    privateKey: 'Private key',
    mac: 'Integrity',
    encryption: 'Encryption',
    store: 'Store',
    configuration: 'Configuration',
    leaf: 'Client certificate',
    chain: 'Certificate of an issuer',
    service: 'Service',
    password: 'Password',
  },
  hints: {
    one: {
      renew: (name) => `${name}: renew it with weborca-cert renew ${name}.`,
      receive: (name) =>
        `${name}: fetch it at the management site (weborca-cert site), then weborca-cert receive FILE.`,
      superseded: (name) =>
        `${name}: another, later certificate was found. Take it in with weborca-cert receive FILE.`,
      'rolled-back': (name) =>
        `${name}: the later certificate in the store is not used, as asked for. weborca-cert rollback ${name} uses it again, weborca-cert renew ${name} --force requests another.`,
      unreadable: (name) => `${name}: weborca-cert doctor ${name} looks for the cause.`,
      unknown: (name) =>
        `${name}: the last request was sent, and its outcome is not known. Run weborca-cert renew ${name} when an hour has passed.`,
      unfinished: (name) =>
        `${name}: a renewal is under way. weborca-cert renew ${name} goes on from where it stopped.`,
    },
    several: {
      renew: (count) => `${count} are due: weborca-cert renew does them all.`,
      receive: (count) =>
        `${count} cannot be renewed by themselves: fetch them at the management site (weborca-cert site), then weborca-cert receive FILE.`,
      superseded: (count) =>
        `For ${count}, another, later certificate was found. Take it in with weborca-cert receive FILE.`,
      'rolled-back': (count) =>
        `For ${count}, the later certificate in the store is not used, as asked for. weborca-cert rollback NAME uses it again, weborca-cert renew NAME --force requests another.`,
      unreadable: (count) => `${count} cannot be read: weborca-cert doctor looks for the cause.`,
      unknown: (count) =>
        `Of ${count}, the last request was sent, and its outcome is not known. Run weborca-cert renew when an hour has passed.`,
      unfinished: (count) =>
        `${count} renewals are under way: weborca-cert renew goes on from where they stopped.`,
    },
  },
  said: {
    left: (days) =>
      days < 0 ? `day ${-days} after expiry` : `${days} ${days === 1 ? 'day' : 'days'} left`,
    comma: ', ',
    gap: ' ',
    before: (unit, value) =>
      unit === 'days' ? `${value} days before expiry` : `the last ${value}% of its lifetime`,
    days: (count) => (count === 1 ? '1 day' : `${count} days`),
    none: 'none',
    answerLost: (why) =>
      `The answer could not be written (${why}). What was to be done was done all the same; weborca-cert status shows it.`,
    nothingUnderCare: 'No certificate is under care yet.\nAdd one: weborca-cert add FILE',
    unnamed: (name, folder) =>
      folder === null
        ? `${name}: in the store, but not in the configuration, and it cannot be read (weborca-cert doctor)`
        : `${name}: in the store, but not in the configuration; to take it under care again: ${addAgain(name, folder)}`,
    recovered: (name, version) =>
      `the record of the version in use was damaged, and ${version} is taken (weborca-cert renew ${name} writes it anew; for another one: weborca-cert versions ${name}, weborca-cert rollback ${name} VERSION)`,
    consumersBehind: (name, which) => `${which} (weborca-cert deploy ${name})`,
    allWell: (count) =>
      count === 1
        ? 'Nothing needs to be done.'
        : `Nothing needs to be done for ${count} certificates.`,
    added: (name) => `${name} is under care now.`,
    alsoInFile: (others) => `Also in the file, and left alone: ${others}.`,
    addedNext:
      'Next: weborca-cert verify tries the connection, weborca-cert renew --dry-run shows what a renewal would do.',
    addedBackup:
      'There is no place for backups yet: weborca-cert backup --to FOLDER makes one now.',
    renewed: (name) => `${name} was renewed.`,
    resumed: (name) => `The unfinished renewal of ${name} is finished.`,
    adopted: (name) => `${name} now uses the certificate that another program renewed.`,
    notDue: (name) => `${name} is not due yet.`,
    wouldRenew: (name) => `${name} would be renewed now (nothing was changed).`,
    failed: (name) => `${name} could not be renewed.`,
    oldStillValid: (until) => `The old certificate can be used until ${until}, too.`,
    byHandLeft: (name, labels) =>
      `Still to be done by hand: ${labels}. Tick it off afterwards: weborca-cert consumers done ${name}`,
    importHint: (name) => `To use it in a browser, run weborca-cert import ${name}.`,
    total: (parts) => `Total: ${parts}`,
    count: (word, count) => `${count} ${word}`,
    keyMatches: 'matches the certificate',
    keyDiffers: 'does not match the certificate',
    noKey: 'none',
    lastFailure: (names, at, message) => `${names}: failed on ${at}. ${message}`,
    iterations: (count) => `${count.toLocaleString('en-US')} iterations`,
    stopping: 'Stopping…',
    stillRunning: '(Ctrl-C stops it)',
    versionInUse: 'in use',
    nothingToDo: 'Nothing to do.',
  },
  formats: {
    pkcs12: 'PKCS#12 (.p12)',
    pem: 'PEM',
    der: 'DER',
    zip: 'zip of the management site',
  },
  encryptionFor: { key: 'key', certificates: 'certificates' },
  accepted: { yes: 'accepted', no: 'refused', unknown: 'could not be told', notAsked: 'not asked' },
  done: {
    resume: 'going on with an unfinished renewal',
    adopt: (path, until) => `${path} (expires ${until})`,
    notDue: (days, from) => `${days} left (renewed from ${from} on)`,
    due: (days, from, reason) =>
      `${days} left (${reason === 'forced' ? 'as asked for' : `renewed from ${from} on`})`,
    places: (backups, consumers) =>
      ['store', ...backups.map((path) => `backup ${path}`), ...consumers].join(', '),
    issued: 'issued',
    bytes: (count) => `${count} bytes`,
    checked: (commonName, until) => `${commonName}, expires ${until}, key and certificate match`,
    verified: (host) => `${host} accepted the new certificate`,
    waiting: (label) => `${label} (still to be done by hand)`,
  },
  skipped: {
    adopt: 'none',
    superseded: 'another, later certificate exists; not switched to by itself',
    verify: (host) =>
      `could not be tried with ${host}; used all the same, the next run tries again`,
    notAsked: 'not asked: weborca of the service is null',
    noBackup: 'no place for backups is configured',
    noConsumer: 'no consumers',
  },
};
