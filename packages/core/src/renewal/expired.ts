import type { CertificateFacts } from '../certificate/facts.ts';
import type { ServiceConfiguration } from '../configuration/types.ts';
import { WeborcaError } from '../errors.ts';

/** Of a certificate that is over, with where a person goes on from here. */
export function certificateExpired(
  name: string,
  { commonName, notAfter }: Pick<CertificateFacts, 'commonName' | 'notAfter'>,
  service: Pick<ServiceConfiguration, 'site'> | undefined,
  cause?: unknown,
): WeborcaError<'certificate-expired'> {
  const details = { name, commonName, notAfter: notAfter.toISOString() };
  const site = service === undefined ? {} : { site: service.site.href };
  return new WeborcaError('certificate-expired', { ...details, ...site }, { cause });
}
