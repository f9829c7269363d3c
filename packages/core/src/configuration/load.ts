import type { Effects } from '../effects.ts';
import { WeborcaError } from '../errors.ts';
import { readNamed } from '../files/durable.ts';
import { reasonOf } from '../files/errno.ts';
import type { PathBase } from '../files/paths.ts';
import { readPlainly } from './read-plainly.ts';
import { checkConfigurationPlace } from './trust.ts';
import type {
  Configuration,
  Places,
  CertificateConfiguration,
  ServiceConfiguration,
} from './types.ts';
import { nameKey } from '../store/name.ts';

export type LoadEffects = Pick<Effects, 'files' | 'platform' | 'homeDir' | 'uid'> &
  Partial<Pick<Effects, 'env' | 'run'>>;

/**
 * Reads the configuration. No file is an empty configuration: the built-in services, no
 * certificates. But a file that a person named has to be there, or a slip of the pen would look
 * like a machine with nothing to do; nor may it be blank. Those who are about to write it say so.
 *
 * @throws WeborcaError `config-invalid`, with the line and the nearest known word where there is
 *   one; also for a file that others can write or that lies unnamed in the current project
 */
export async function loadConfiguration(
  effects: LoadEffects,
  places: Places,
  options: { readonly aboutToWrite?: boolean } = {},
): Promise<Configuration> {
  const { platform, homeDir } = effects;
  const base = { configFile: places.configFile, homeDir, platform };
  const there = await checkConfigurationPlace(effects, places);
  if (!there && places.configNamed && options.aboutToWrite !== true) {
    const details = { path: places.configFile, reason: 'unreadable', why: 'missing' } as const;
    throw new WeborcaError('config-invalid', details);
  }
  const bytes = there ? await readBytes(effects, places.configFile) : Buffer.from('{}');
  if (last !== null && isSame(last, { bytes, base })) return last.configuration;
  const text = decodeConfiguration(places.configFile, bytes);
  const plain = readPlainly(text, base);
  if (plain !== null) {
    last = bytes.length > mostRemembered ? null : { bytes, base, configuration: plain };
    return plain;
  }
  const { readConfiguration, readToFill } = await import('./read.ts');
  return (options.aboutToWrite === true ? readToFill : readConfiguration)(text, base);
}

/** What a text was read as, and what it was read with. */
interface Reading {
  readonly bytes: Uint8Array;
  readonly base: PathBase;
}

/**
 * A run asks for the configuration several times, an editor at every look; to judge five thousand
 * entries takes a tenth of a second each time.
 */
let last: (Reading & { readonly configuration: Configuration }) | null = null;

/** Ten thousand certificates; who has more would rather have the memory. */
const mostRemembered = 4 * 1024 * 1024;

function isSame(one: Reading, other: Reading): boolean {
  const keys = ['configFile', 'homeDir', 'platform'] as const;
  return (
    keys.every((key) => one.base[key] === other.base[key]) &&
    Buffer.compare(one.bytes, other.bytes) === 0
  );
}

/** The file's bytes. @throws WeborcaError `config-invalid` (`unreadable`) */
export async function readBytes({ files }: LoadEffects, path: string): Promise<Uint8Array> {
  try {
    return await readNamed(files, path, maxBytes);
  } catch (cause) {
    const why = reasonOf(cause);
    throw new WeborcaError('config-invalid', { path, reason: 'unreadable', why }, { cause });
  }
}

/** More than fifty thousand certificates; what is larger is not a configuration. */
const maxBytes = 32 * 1024 * 1024;

/** Bytes of the file to text. @throws WeborcaError `config-invalid` (`encoding`) when not UTF-8. */
export function decodeConfiguration(path: string, bytes: Uint8Array): string {
  if (bytes.length > maxBytes) {
    throw new WeborcaError('config-invalid', { path, reason: 'unreadable', why: 'too-large' });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new WeborcaError(
      'config-invalid',
      { path, reason: 'encoding', expected: 'UTF-8' },
      { cause },
    );
  }
}

/**
 * The certificates that are meant: the named ones in the order they were named, or all. `CLINIC` is
 * `Clinic`: no two names differ in case or width alone, and on Windows a name is typed in any.
 *
 * @throws WeborcaError `name-unknown` with the known names
 */
export function selectCertificates(
  configuration: Configuration,
  names: readonly string[],
): readonly CertificateConfiguration[] {
  const { certificates } = configuration;
  if (names.length === 0) return [...certificates.values()];
  const selected = names.map((name) => {
    const certificate = certificates.get(name) ?? alike(certificates, name);
    if (certificate !== undefined) return certificate;
    throw new WeborcaError('name-unknown', { name, known: [...certificates.keys()] });
  });
  return [...new Set(selected)];
}

/** The one whose name differs from what was typed in case or width alone. */
export function alike(
  certificates: Configuration['certificates'],
  name: string,
): CertificateConfiguration | undefined {
  return [...certificates.values()].find((one) => nameKey(one.name) === nameKey(name));
}

export function serviceOf(
  configuration: Configuration,
  certificate: Pick<CertificateConfiguration, 'service' | 'name'>,
): ServiceConfiguration {
  const service = configuration.services.get(certificate.service);
  if (service !== undefined) return service;
  throw new WeborcaError('config-invalid', {
    path: configuration.path,
    reason: 'service-unknown',
    at: `certificates.${certificate.name}.service`,
    expected: [...configuration.services.keys()].join(', '),
  });
}
