import { WeborcaError } from '../errors.ts';
import { describeBags, describeScheme, distinct } from './describe.ts';
import { type Envelope, readEnvelope } from './envelope.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { limit } from './problems.ts';
import { kindNames, recognise } from './recognise.ts';
import type { Pkcs12Structure } from './types.ts';

/**
 * What a PKCS#12 shows without its password: MAC, algorithms, iterations. What lies inside an
 * encrypted safe does not show; it is called `certificates`, as nearly everybody has it.
 *
 * @throws `not-a-certificate`, `pkcs12-damaged`, `pkcs12-unsupported`, `pkcs12-limit`
 */
export function readStructure(bytes: Uint8Array): Pkcs12Structure {
  const { mac, safes } = readPkcs12Envelope(bytes, defaultLimits);
  const encryption = safes.flatMap((safe) =>
    safe.encrypted ? [describeScheme('certificates', safe.scheme)] : describeBags(safe.bags),
  );
  return {
    mac: mac === null ? null : { algorithm: mac.label, iterations: mac.iterations },
    encryption: distinct(encryption),
  };
}

/** The envelope, or what the bytes are instead of a PKCS#12. */
export function readPkcs12Envelope(bytes: Uint8Array, limits: Limits): Envelope {
  const kind = recognise(bytes);
  if (kind !== 'pkcs12') {
    throw new WeborcaError('not-a-certificate', { found: kindNames[kind] });
  }
  if (bytes.length > limits.bytes) throw limit('size');
  return readEnvelope(bytes);
}
