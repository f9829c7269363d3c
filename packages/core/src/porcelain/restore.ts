import { daysLeft } from '../certificate/lifetime.ts';
import { restoreBackup } from '../backup/restore.ts';
import { addCertificateEntry } from '../configuration/edit.ts';
import { loadConfiguration } from '../configuration/load.ts';
import { onlyService } from '../configuration/resolve.ts';
import type { Configuration, NewCertificateEntry } from '../configuration/types.ts';
import type { ConsumerConfiguration } from '../consumers/types.ts';
import { WeborcaError } from '../errors.ts';
import { backupContext } from '../renewal/back-up.ts';
import { remember } from '../renewal/history.ts';
import { isRecord } from '../json.ts';
import { addVersion } from '../store/add-version.ts';
import { nameFolder } from '../store/layout.ts';
import { readCurrent } from '../store/read-current.ts';
import { listVersions } from '../store/read-version.ts';
import { switchTo } from '../store/switch.ts';
import { lockCertificate } from './certificate-lock.ts';
import { storeOf } from './selection.ts';
import type { Context, NamedFacts, PasswordSource } from './types.ts';

export interface Restored {
  readonly name: string;
  readonly facts: NamedFacts;
  readonly version: string;
  /** Whether the restored version is the one in use now; a later one in the store stays in use. */
  readonly inUse: boolean;
  /** It opens, but is not byte for byte what was written. */
  readonly altered: boolean;
}

/**
 * Brings a backup back into the store, on a machine that may have nothing else: a backup folder, or
 * a bare .p12. The configuration's entry comes with it when there is none of that name.
 *
 * @throws WeborcaError of reading the backup
 */
export async function restore(
  context: Context,
  path: string,
  options: { readonly name?: string; readonly password: PasswordSource },
): Promise<Restored> {
  const { effects, places } = context;
  const backup = await restoreBackup(backupContext(context), path, { password: options.password });
  const configuration = await loadConfiguration(effects, places, { aboutToWrite: true });
  const store = storeOf(context);
  const { facts } = backup;
  const name = options.name ?? backup.name ?? facts.commonName;
  const lock = await lockCertificate(context, store, name);
  try {
    const current = await readCurrent(store, name);
    const known = (await listVersions(store, name)).find(
      ({ manifest }) => manifest.facts.fingerprintSha256 === facts.fingerprintSha256,
    );
    if (current !== null && current.manifest.facts.subject !== facts.subject) {
      throw new WeborcaError('name-taken', { name });
    }
    const now = effects.now();
    const { p12, password, fileName } = backup;
    const version =
      known ??
      (await addVersion(store, name, { p12, password, facts, fileName, origin: 'restored' }, now));
    const later = current !== null && current.manifest.facts.notAfter > facts.notAfter;
    if (!later) await switchTo(store, name, version.id);
    if (!configuration.certificates.has(name)) {
      const entry = entryFrom(backup.configurationEntry, configuration);
      await addCertificateEntry(effects, places, name, entry);
    }
    await remember(effects, nameFolder(store, name), 'restored', { to: version.id, from: path });
    return {
      name,
      facts: { ...facts, daysLeft: daysLeft(facts, now) },
      version: version.id,
      inUse: !later,
      altered: backup.altered,
    };
  } finally {
    await lock.release();
  }
}

/**
 * Takes over the service, if this machine knows it, and places, but no consumer that runs a program: a backup may have passed
 * through other hands.
 */
function entryFrom(
  entry: Readonly<Record<string, unknown>> | null,
  { services, ownServices }: Configuration,
): NewCertificateEntry {
  const wanted = entry?.['service'];
  const known = typeof wanted === 'string' && services.has(wanted);
  const service = known ? wanted : onlyService(ownServices);
  if (entry === null) return { service };
  const consumers = Array.isArray(entry['consumers']) ? entry['consumers'] : [];
  return {
    service,
    backups: texts(entry['backups']),
    consumers: consumers.filter(isConsumer).filter(({ kind }) => kind !== 'command'),
  };
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
}

function isConsumer(value: unknown): value is ConsumerConfiguration {
  return isRecord(value) && typeof value['kind'] === 'string';
}
