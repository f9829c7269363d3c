import { hasCode, isWeborcaError, WeborcaError, type ErrorDetails } from '../errors.ts';
import { reasonOf } from '../files/durable.ts';
import { refusedAt } from '../files/errno.ts';
import type { BackupProblem } from '../words/reasons/backups.ts';

export function backupFailed(path: string, reason: BackupProblem, cause?: unknown): WeborcaError {
  return new WeborcaError('backup-failed', { path, reason }, { cause });
}

/**
 * Runs work at a destination; what the system refuses becomes `backup-failed`, of the very file where
 * it could not be read.
 */
export async function failingAt<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isWeborcaError(error)) throw error;
    const refused = refusedAt(error, path) ?? { path, reason: reasonOf(error) };
    const details = { path: refused.path, reason: refused.reason };
    throw new WeborcaError('backup-failed', details, { cause: error });
  }
}

/** What fails inside was no writing of a backup: the sentence and the way out differ. */
export async function whileDoing<T>(
  doing: NonNullable<ErrorDetails['backup-failed']['doing']>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!hasCode(error, 'backup-failed')) throw error;
    throw new WeborcaError('backup-failed', { ...error.details, doing }, { cause: error.cause });
  }
}
