import type { ConsumerConfiguration } from '../consumers/types.ts';
import { WeborcaError } from '../errors.ts';
import { nameKey, requireValidName } from '../store/name.ts';
import { changeConfiguration, type Place } from './change.ts';
import { backupJson, entryJson, toJson } from './resolve.ts';
import { appendValue, removeValue, renameKey, setValue } from './jsonc-edit.ts';
import type {
  BackupDestination,
  CertificateConfiguration,
  Configuration,
  NewCertificateEntry,
} from './types.ts';

/**
 * The program's own edits of the configuration. Each is one change under the lock, keeps comments
 * and formatting, and returns the configuration after it. Errors: those of `changeConfiguration`.
 */
type Edited = Promise<Configuration>;

/**
 * Also into a blank file. @throws WeborcaError `name-taken`, `usage-invalid` for a name that cannot
 * be a folder's
 */
export function addCertificateEntry(at: Place, name: string, entry: NewCertificateEntry): Edited {
  requireValidName(name);
  return changeConfiguration(
    at,
    (text, configuration) => {
      requireFree(configuration, name);
      return setValue(text, ['certificates', name], entryJson(entry));
    },
    { fillsBlank: true },
  );
}

/** Takes the entry away; its comment on lines of their own stay. @throws WeborcaError `name-unknown` */
export function removeCertificateEntry(at: Place, name: string): Edited {
  const edit: Edit = (text) => removeValue(text, ['certificates', name]);
  return changeCertificate(at, name, edit);
}

/** @throws WeborcaError `name-unknown`, `name-taken`, `usage-invalid` */
export function renameCertificateEntry(
  at: Place,
  { from, to }: { readonly from: string; readonly to: string },
): Edited {
  requireValidName(to);
  return changeConfiguration(at, (text, configuration) => {
    requireKnown(configuration, from);
    requireFree(configuration, to, from);
    return renameKey(text, ['certificates', from], to);
  });
}

/** Writes the renewal endpoint of a service, from the API council's document; null takes it away. */
export function setServiceApi(at: Place, service: string, api: URL | null): Edited {
  return changeConfiguration(at, (text) =>
    setValue(text, ['services', service, 'api'], api === null ? null : api.href),
  );
}

/** Lets the certificates of a service be fetched from one more `host` or `host:port`. */
export function addDownloadHost(
  at: Place,
  { service, host }: { readonly service: string; readonly host: string },
): Edited {
  return changeConfiguration(at, (text, configuration) => {
    const known = configuration.services.get(service)?.downloadHosts ?? [];
    if (known.includes(host.toLowerCase())) return text;
    return appendValue(text, ['services', service, 'downloadHosts'], host);
  });
}

/** @throws WeborcaError `name-unknown` */
export function addConsumerEntry(at: Place, name: string, consumer: ConsumerConfiguration): Edited {
  const edit: Edit = (text) =>
    appendValue(text, ['certificates', name, 'consumers'], toJson(consumer));
  return changeCertificate(at, name, edit);
}

/** Takes every consumer away that `matches` picks. @throws WeborcaError `name-unknown` */
export function removeConsumerEntry(
  at: Place,
  name: string,
  matches: (consumer: ConsumerConfiguration, index: number) => boolean,
): Edited {
  const edit: Edit = (text, { consumers }) => {
    const indexes = consumers.flatMap((entry, index) => (matches(entry, index) ? [index] : []));
    // From the end, so that the indexes of those before stay right.
    return indexes
      .toReversed()
      .reduce((now, index) => removeValue(now, ['certificates', name, 'consumers', index]), text);
  };
  return changeCertificate(at, name, edit);
}

/** Under which password a consumer's key is put from now on. @throws WeborcaError `name-unknown` */
export function setConsumerPassword(
  at: Place,
  name: string,
  {
    matches,
    password,
  }: {
    readonly matches: (consumer: ConsumerConfiguration) => boolean;
    readonly password: 'keep' | 'issued';
  },
): Edited {
  const edit: Edit = (text, { consumers }) =>
    consumers.reduce((now, entry, index) => {
      if (!matches(entry) || entry['password'] === password) return now;
      return setValue(now, ['certificates', name, 'consumers', index, 'password'], password);
    }, text);
  return changeCertificate(at, name, edit);
}

/** @throws WeborcaError `name-unknown` */
export function addBackupDestination(
  at: Place,
  name: string,
  destination: BackupDestination,
): Edited {
  const { path, password } = destination;
  const edit: Edit = (text, { backups }) => {
    if (backups.some((known) => known.path === path)) return text;
    return appendValue(text, ['certificates', name, 'backups'], backupJson({ path, password }));
  };
  return changeCertificate(at, name, edit);
}

/** Sets the program that is started when a run failed. @throws WeborcaError `name-unknown` */
export function setFailureCommand(at: Place, name: string, commandLine: readonly string[]): Edited {
  const edit: Edit = (text) =>
    setValue(text, ['certificates', name, 'onFailure'], [...commandLine]);
  return changeCertificate(at, name, edit);
}

type Edit = (text: string, certificate: CertificateConfiguration) => string;

/** An edit of what is under care. */
function changeCertificate(at: Place, name: string, edit: Edit): Edited {
  return changeConfiguration(at, (text, configuration) =>
    edit(text, requireKnown(configuration, name)),
  );
}

function requireKnown(configuration: Configuration, name: string) {
  const known = configuration.certificates.get(name);
  if (known !== undefined) return known;
  throw new WeborcaError('name-unknown', { name, known: [...configuration.certificates.keys()] });
}

function requireFree(configuration: Configuration, name: string, except?: string): void {
  const taken = [...configuration.certificates.keys()].find(
    (known) => known !== except && nameKey(known) === nameKey(name),
  );
  if (taken !== undefined) throw new WeborcaError('name-taken', { name: taken });
}
