import type { ErrorDetails } from '../errors.ts';
import { isDamage } from './backup-reasons.ts';
import { lines, t } from './text.ts';
import type { Message } from './types.ts';
import { word } from './words.ts';

type Details = ErrorDetails['backup-failed'];

/** What went wrong at a backup place, and what helps there: it differs with the reason. */
export function backupFailedEn(details: Details): Message {
  if (details.reason === 'none-configured') return noneConfigured(details.path);
  const kept = details.doing === undefined ? 'The certificate is in the store and not lost.' : '';
  return { message: sentence(details), hint: lines(wayOut(details), kept) };
}

function sentence({ path, reason, doing }: Details): string {
  const why = word('en', 'reason', reason);
  switch (doing) {
    case 'prepare':
      return t`${path} cannot be a place for backups (${why}).`;
    case 'check':
      return t`There may be no backup to rely on in ${path} (${why}).`;
    case 'read':
      return t`${path} cannot be read (${why}).`;
    default:
      return t`No backup could be made in ${path} (${why}).`;
  }
}

function wayOut({ path, reason, doing }: Details): string {
  if (isDamage(reason)) {
    return 'weborca-cert backup makes a new one beside it; the damaged one is left for you to look at.';
  }
  switch (reason) {
    case 'not-connected':
      return 'Connect the drive and run weborca-cert backup. The next run tries again by itself, too.';
    case 'other-drive':
      return t`Connect the drive that was used before. To use this one as well: weborca-cert backup --to ${path}`;
    case 'marker-missing':
      return t`The folder is not as it was used before. If it was emptied or made anew, take it into use again: weborca-cert backup --to ${path}`;
    case 'missing':
      return doing === 'prepare'
        ? 'Make the folder above it first, or connect the drive that it lies on.'
        : t`If it lies on a drive or a NAS, connect that. If the folder was removed, this makes it again: weborca-cert backup --to ${path}`;
    case 'version-control':
      return 'Choose a folder that is not under version control, such as git: from there, keys soon reach other computers.';
    case 'none-there':
      return 'Make one with weborca-cert backup.';
    case 'read-back-differs':
      return 'The drive may be failing: run weborca-cert backup again, or use another drive.';
    default:
      return doing === 'read'
        ? 'Check where it lies, and that you may read it.'
        : 'Check the space and the permissions, then run weborca-cert backup.';
  }
}

function noneConfigured(configuration: string): Message {
  return {
    message: 'No place for backups is configured.',
    hint: t`To make one now: weborca-cert backup --to FOLDER\nTo have every renewal backed up, write the folder into "backups" in ${configuration}.`,
  };
}
