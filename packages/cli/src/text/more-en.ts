import type { ImportingText, KeepingText, UsingText } from './more-types.ts';

export const keepingEn: KeepingText = {
  ok: 'opened, in order',
  failed: 'failed',
  notOpened: 'unchanged; not opened, as its password is kept elsewhere',
  noBackupPlace: (name) => `No place for backups is configured for ${name}; --to FOLDER names one.`,
  noBackups: 'There are no backups yet.',
  restored: (name) => `${name} was restored.`,
  restoredNotInUse: (name) =>
    `Kept as a version of ${name}, but not switched to: a later certificate is in use.`,
  altered: 'This backup is not what was written at the time.',
  foundSettings:
    'The backup also holds these settings. Whoever had it in hand may have changed them; look at each:',
  takeSettings: 'Take them over as well?',
  leftOut: 'Not taken over from the backup, as whoever had it in hand may have changed it:',
  leftOutNext: (folder) => `If all of it is right: weborca-cert restore ${folder} --with-settings`,
  settings: { backup: 'Backup place', consumer: 'Consumer', onFailure: 'On failure' },
  inUse: 'in use',
  rolledBack: (name, version) => `${name} is back at ${version}.`,
  rolledBackNext: (name, later) =>
    `The later certificate stays in the store. While it does, no renewal is requested before expiry is near.\nTo use it again:         weborca-cert rollback ${name} ${later}\nTo request another one:  weborca-cert renew ${name} --force`,
  alreadyInUse: (name) => `${name} uses this certificate already.`,
  removing: (name, keptIn) =>
    `The entry of ${name} will be gone. Its versions, passwords and records are moved to ${keptIn}; files of consumers stay as they are.`,
  backupThere: (path) => `Its backup stays: ${path}`,
  backupNone: (name) =>
    `There is no backup of the present certificate of ${name} with its password.`,
  removingUnfinished:
    'A renewal is under way. Its record is moved as well, but nobody goes on with it.',
  removed: (name) => `${name} is not under care any more.`,
  putAway: (folder) =>
    `Its keys and passwords lie in ${folder} now.\nTo have it back: weborca-cert restore ${folder}\nDelete that folder when it is certain that nobody needs them.`,
  renamed: (from, to) => `${from} is called ${to} now.`,
  notDone: 'Nothing was done.',
  copied:
    'The password is on the clipboard. A clipboard history may keep it: clear it when you are done.',
  noHistory: 'There are no records yet.',
  events: {
    added: 'taken under care',
    requested: 'renewal requested',
    renewed: 'renewed',
    resumed: 'unfinished renewal completed',
    adopted: 'switched to what was renewed elsewhere',
    received: 'received',
    restored: 'restored from a backup',
    'rolled-back': 'rolled back',
    'fell-back': 'refused; back to the version before',
    deployed: 'consumers brought up to date',
    'backed-up': 'backed up',
    pruned: 'expired versions removed',
    failed: 'failed',
    'outcome-unknown': 'outcome of a request unknown',
    unfit: 'an unfit certificate came',
    rescued: 'saved to a backup place',
    abandoned: 'unfinished renewal given up',
    'answered-late': 'the answer to a request that was given up came late',
    'kept-aside': 'fetched late, kept as a version; a later one is in use',
  },
};

export const importingEn: ImportingText = {
  wizard: (name) =>
    `The import wizard opens. weborca-cert password ${name} --copy copies the password it asks for.`,
  wizardForFile: (file) =>
    `The import wizard opens. The password it asks for is the one that was kept with ${file}.`,
  whenDone: 'Press Enter when the import is done.',
  there: (name) => `${name} is in the certificate store of this machine.`,
  notThere: (subject, argument) =>
    `${subject} is not in the certificate store. Import it again with weborca-cert import ${argument}.`,
  unknown: 'Whether it is in the certificate store was not looked at yet.',
  sameName:
    'The certificate from before can be listed under the same name: choose the one that expires later.',
  removeOld: 'Remove the certificates from before from the certificate store?',
  oldRemoved: (count) => `Certificates from before removed from the certificate store: ${count}.`,
};

export const usingEn: UsingText = {
  noConsumers: (name) => `${name} has no consumers.`,
  upToDate: (name) => `Every consumer of ${name} has the certificate in use.`,
  wouldChange: (name) => `What would change for ${name} (nothing was changed)`,
  deployHint: (name) => `weborca-cert deploy ${name} brings the certificate in use there.`,
  offered: 'Others seem to use this certificate as well:',
  enterOffered: 'Keep them up to date after every renewal?',
  offeredNext: 'To have them kept up to date after every renewal:',
  oldUse: {
    holds: () => 'still has the certificate from before',
    names: (found) => `still names the certificate from before (${found})`,
    store: () => 'has the certificate from before, too (under the same name)',
  },
  line: (line) => `line ${line}`,
  what: { replace: 'replaced', create: 'created', line: 'line changed' },
  site: 'System management site',
  siteSteps: (certificates) => [
    'Log in with the account of the tenant administrator.',
    'Click 証明書管理 (certificates).',
    `Click the certificate to renew: ${certificates.length === 0 ? 'clientXXX' : certificates.join(', ')}`,
    'Click 証明書更新 (renew), OK, and ダウンロード(zip形式) (download as zip).',
    'Take it in with weborca-cert receive FILE.',
  ],
  noSite: 'This service is not configured.',
};
