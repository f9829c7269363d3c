import type { Secret } from '../secret.ts';
import type { OpeningOptions } from './open.ts';
import type { ReadCertificates } from './read-pem-or-der.ts';
import type { SealingOptions } from './seal.ts';
import type { Identity, OpenedPkcs12, Pkcs12Contents, Pkcs12Structure } from './types.ts';

// The light door to this folder: nothing of ASN.1 is loaded before the first call.

/** See `openPkcs12` in `open.ts`. */
export async function openPkcs12(
  bytes: Uint8Array,
  password: Secret,
  options?: OpeningOptions,
): Promise<OpenedPkcs12> {
  const { openPkcs12: open } = await import('./open.ts');
  return open(bytes, password, options);
}

/** See `openContents` in `open.ts`: also for files that hold no identity. */
export async function openPkcs12Contents(
  bytes: Uint8Array,
  password: Secret,
  options?: OpeningOptions,
): Promise<Pkcs12Contents> {
  const { openContents } = await import('./open.ts');
  return openContents(bytes, password, options);
}

/** See `sealPkcs12` in `seal.ts`. */
export async function sealPkcs12(
  identity: Identity,
  password: Secret,
  options: SealingOptions,
): Promise<Uint8Array> {
  const { sealPkcs12: seal } = await import('./seal.ts');
  return seal(identity, password, options);
}

/** What a PKCS#12 shows without its password, see `readStructure` in `describe.ts`. */
export async function inspectPkcs12(bytes: Uint8Array): Promise<Pkcs12Structure> {
  const { readStructure } = await import('./describe.ts');
  return readStructure(bytes);
}

/** Certificates of a PEM or DER file, see `readPemOrDer`. */
export async function readCertificates(bytes: Uint8Array): Promise<ReadCertificates> {
  const { readPemOrDer } = await import('./read-pem-or-der.ts');
  return readPemOrDer(bytes);
}

/** PEM for TLS, see `identityToPem` in `pem.ts`. */
export async function toPem(
  identity: Identity,
): Promise<{ readonly certificate: string; readonly key: Secret }> {
  const { identityToPem } = await import('./pem.ts');
  return identityToPem(identity);
}
