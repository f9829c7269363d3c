import type { CertificateConfiguration, Configuration, ServiceConfiguration } from './types.ts';
import { WeborcaError } from '../errors.ts';
import { nameKey } from '../store/name.ts';

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
