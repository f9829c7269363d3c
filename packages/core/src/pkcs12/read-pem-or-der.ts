import type { Certificate } from '../certificate/facts.ts';
import { readCertificate } from '../certificate/read.ts';
import { isWeborcaError, WeborcaError } from '../errors.ts';
import { defaultLimits } from './limits.ts';
import { limit } from './problems.ts';
import { kindNames, recognise } from './recognise.ts';

export interface ReadCertificates {
  readonly certificates: readonly Certificate[];
  readonly hasPrivateKey: boolean;
}

/**
 * Certificates of a PEM or DER file (.pem .crt .cer .der), in the order of the file, and whether a
 * private key lies beside them. The key itself is not read.
 *
 * @throws `not-a-certificate` with what it is instead, `pkcs12-limit`
 */
export function readPemOrDer(bytes: Uint8Array): ReadCertificates {
  const kind = recognise(bytes);
  if (kind === 'der-certificate') return { certificates: [read(bytes)], hasPrivateKey: false };
  if (kind !== 'pem') throw new WeborcaError('not-a-certificate', { found: kindNames[kind] });
  const text = Buffer.from(bytes).toString('latin1');
  if (countCertificates(bytes) > defaultLimits.certificates) throw limit('certificates');
  const blocks = text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/g);
  const certificates: Certificate[] = [];
  let hasPrivateKey = false;
  for (const [, label = '', body = ''] of blocks) {
    if (label.endsWith('PRIVATE KEY')) hasPrivateKey = true;
    if (/^(?:X509 |TRUSTED )?CERTIFICATE$/.test(label)) {
      certificates.push(read(Buffer.from(body, 'base64')));
    }
  }
  if (certificates.length > 0) return { certificates, hasPrivateKey };
  throw new WeborcaError('not-a-certificate', { found: hasPrivateKey ? 'key only' : 'PEM' });
}

/** How many certificates begin in a PEM file; none of them is read. */
export function countCertificates(bytes: Uint8Array): number {
  const begins = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/g;
  return [...Buffer.from(bytes).toString('latin1').matchAll(begins)].length;
}

function read(der: Uint8Array): Certificate {
  try {
    return readCertificate(der);
  } catch (cause) {
    if (isWeborcaError(cause)) throw cause;
    throw new WeborcaError('not-a-certificate', { found: 'unknown' }, { cause });
  }
}
