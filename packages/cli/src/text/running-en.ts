import type { RunningText } from './running-types.ts';

export const runningEn: RunningText = {
  schedule: {
    kinds: {
      systemd: 'systemd user timer',
      launchd: 'launchd agent',
      'windows-task': 'Windows task',
    },
    installed: 'It runs by itself every day now.',
    written: 'The schedule is written, but not under way yet. These commands, in order, start it:',
    next: 'weborca-cert schedule status tells whether it runs.',
    removed: 'It does not run by itself any more.',
    none: 'There is no schedule.',
    heading: 'Schedule',
    there: 'installed',
    missing: 'not installed',
    by: 'By',
    files: 'Files',
    lastRun: 'Last run',
    never: 'none yet',
    fine: 'Nothing is wrong with it.',
    outcome: (certificates, failed) =>
      `${certificates} ${certificates === 1 ? 'certificate' : 'certificates'}, ${failed === 0 ? 'none' : failed} failed`,
    neverHint:
      'No run by itself is on record yet (weborca-cert schedule install begins, schedule status tells).',
    silentHint: 'It has not run for more than a week: see weborca-cert schedule status.',
    failedHint: 'weborca-cert history tells what failed, and what can be done.',
  },
  report: {
    fileName: 'OFFICIAL FILE NAME',
    renewFrom: 'RENEW FROM',
    more: 'For a spreadsheet: --csv, for a calendar: --ics, for one sheet of paper to file: --html.',
    written: (file) => `Written to ${file}.`,
  },
  rehearsing: {
    begin:
      'This is a rehearsal: the service is a stand-in on this machine, and every file is a copy.',
    wouldWork: (name) => `${name} would be renewed like this on the real day.`,
    wouldFail: (name) => `${name} would fail at the same place on the real day.`,
    withoutApi: (name) =>
      `${name}: everything after the certificate has come works. The address of the renewal service is not configured, so on the real day it comes by weborca-cert site and weborca-cert receive.`,
    leftOut: {
      'starts-a-program': 'not started in a rehearsal',
      'by-hand': 'needs a person on the real day',
      'field-invalid': 'could not be rehearsed: its entry is wrong',
    },
    nothingReal:
      'The rehearsal is over. Nothing was done to the real certificates, consumers, backups or service.',
  },
  uninstalling: {
    removing: 'What goes',
    staying: 'What stays (backups, and the files of consumers)',
    schedule: 'Schedule',
    state: 'Store, records',
    noBackup: (name) =>
      `There is no backup of the present certificate of ${name} with its password. Make one first: weborca-cert backup ${name} --to FOLDER`,
    notConfigured: (name) =>
      `${name} is in the store, but not in this configuration, and there is no backup of it. Another configuration (--config FILE) may need it.`,
    unfinished: (path) =>
      `A renewal that did not come to its end; its password may be nowhere else: ${path}`,
    nothing: 'There is nothing to remove.',
    done: 'Schedule, configuration and store are gone. Remove the command itself the way it was installed.',
  },
};
