import type { CertificateConfiguration, Configuration, ServiceConfiguration } from './types.ts';
import { WeborcaError } from '../errors.ts';

/**
 * The certificates that are meant: the named ones in the order they were named, or all.
 *
 * @throws WeborcaError `name-unknown` with the known names
 */
export function selectCertificates(
  configuration: Configuration,
  names: readonly string[],
): readonly CertificateConfiguration[] {
  const { certificates } = configuration;
  if (names.length === 0) return [...certificates.values()];
  return [...new Set(names)].map((name) => {
    const certificate = certificates.get(name);
    if (certificate !== undefined) return certificate;
    throw new WeborcaError('name-unknown', { name, known: [...certificates.keys()] });
  });
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
