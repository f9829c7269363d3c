import type { Certificate } from './facts.ts';

// The light door to this folder: nothing of ASN.1 is loaded before the first call.

/** See `readCertificate` in `read.ts`. */
export async function readCertificate(der: Uint8Array): Promise<Certificate> {
  const { readCertificate: read } = await import('./read.ts');
  return read(der);
}
