import { basename } from 'node:path';
import type { CertificateFacts } from '../certificate/facts.ts';

/**
 * The official names: `NNNNNN_JP_uNNNNNNNN_clientNNN.p12` (guide), in the wild also with a double
 * underscore after the first group and four digits at the end. The tenant is in the first groups.
 */
const official = /^([0-9A-Za-z]{4,10}_{1,2}[A-Z]{2}_u[0-9]{6,10})_(client[0-9]+)\.(p12|pfx)/i;

/** Beside the .p12, in the wild, with the same stem: the certificate and its key as PEM. */
const officialPem = new RegExp(official.source.replace('p12|pfx', 'crt|cer|pem'), 'i');

/** The tenant that an official file name shows; null for any other name. */
export function tenantOfFileName(fileName: string): string | null {
  const name = basename(fileName);
  const stem = (official.exec(name) ?? officialPem.exec(name))?.[1];
  return stem === undefined ? null : stem.toLowerCase().replace('__', '_');
}

/** A name for the new file: its own if it is official, else the previous one's, else by CN. */
export function officialFileName(
  own: string | null,
  previous: string,
  facts: Pick<CertificateFacts, 'commonName'>,
): string {
  if (own !== null && official.test(basename(own))) return official.exec(basename(own))?.[0] ?? own;
  if (official.test(previous)) return previous;
  const safe = facts.commonName.replaceAll(/[^0-9A-Za-z_-]/g, '_').slice(0, 64);
  return `${safe === '' ? 'certificate' : safe}.p12`;
}
