import { resolve } from 'node:path';
import { prepareDestination, backupContext } from '../backup/destination.ts';
import { addBackupDestination, addDownloadHost, setServiceApi } from '../configuration/edit.ts';
import { isWeborcaError, type WeborcaError } from '../errors.ts';
import { loadOne } from './current.ts';
import type { Context } from '../context.ts';

/**
 * Writes down the renewal endpoint of a service, as the API council's document for members has it.
 *
 * @throws WeborcaError `config-invalid` for anything but an https URL without user and password;
 *   then nothing is written
 */
export async function setRenewalApi(context: Context, service: string, api: URL): Promise<void> {
  await setServiceApi(context, service, api);
}

/**
 * Lets issued certificates of a service be fetched from one more host: the way out of
 * `download-foreign-host`, for a person who knows the host. The next run goes on from there.
 *
 * @param host `host` or `host:port`
 */
export async function allowDownloadHost(
  context: Context,
  service: string,
  host: string,
): Promise<void> {
  await addDownloadHost(context, { service, host });
}

/**
 * What keeps a folder from being a place for backups; null: nothing, and it is marked as one. For a
 * front end that asks, and can ask again.
 */
export async function backupPlaceTrouble(
  context: Context,
  path: string,
): Promise<WeborcaError | null> {
  try {
    await prepareDestination(backupContext(context), resolve(path));
    return null;
  } catch (error) {
    if (isWeborcaError(error)) return error;
    throw error;
  }
}

/**
 * Makes a folder one of the certificate's backup places, used after every renewal from now on. It is
 * marked while a person looks, so that it is known again under another drive letter.
 *
 * @throws WeborcaError `name-unknown`, `backup-failed` for a place that takes no backup
 */
export async function addBackupPlace(context: Context, name: string, path: string): Promise<void> {
  const { effects, places, signal } = context;
  await loadOne(context, name);
  const { path: folder } = await prepareDestination(backupContext(context), resolve(path));
  await addBackupDestination({ effects, places, signal }, name, {
    path: folder,
    password: 'beside',
  });
}
