import { basename } from 'node:path';
import type { CertificateFacts } from '../certificate/facts.ts';
import { WeborcaError } from '../errors.ts';
import { kindNames, recognise } from '../pkcs12/recognise.ts';
import type { OpenedPkcs12 } from '../pkcs12/types.ts';
import type { Wanted } from '../receive/choose.ts';
import { readSourceFile } from './source-file.ts';
import type { Context, PasswordSource } from '../context.ts';

export interface CertificateFile {
  readonly p12: Uint8Array;
  readonly opened: OpenedPkcs12;
  /** What the certificate's file is called; inside a zip, its name there. */
  readonly fileName: string;
  readonly fromZip: boolean;
  /** Where a certificate in PEM or DER has its key; absent: it is a .p12 or came in a zip. */
  readonly keyPath?: string;
  /** Other certificates with a key in it, left alone. */
  readonly alsoThere: readonly CertificateFacts[];
  /** In a zip: another certificate's file that nothing opened. */
  readonly leftClosed: boolean;
  /** The bytes are not the file's: it holds several clients, or its key has a password of its own. */
  readonly resealed: boolean;
}

/** Which file, and what is needed to open it. */
export interface CertificateRequest {
  /** Absolute. */
  readonly path: string;
  readonly password: PasswordSource;
  readonly keyPassword?: PasswordSource;
  readonly wanted?: Wanted;
}

/**
 * Reads and opens what a person brings: a .p12 whatever it is called, a zip of the management site
 * with certificate and password found by content, or a certificate in PEM with its key beside it
 * (what older receipt viewers and panda save). Of several certificates in it, the latest that fits.
 */
export async function readCertificateFile(
  context: Context,
  { path, password, keyPassword, wanted = {} }: CertificateRequest,
): Promise<CertificateFile> {
  const { files, randomBytes } = context.effects;
  const bytes = await readSourceFile(files, path);
  const kind = recognise(bytes);
  const opening = { path, password, ...(keyPassword === undefined ? {} : { keyPassword }) };
  if (kind === 'pem' || kind === 'der-certificate') {
    const { findPemPair } = await import('../receive/pem.ts');
    const pair = await findPemPair(context.effects, path, bytes, password);
    return { ...pair, fromZip: false, alsoThere: [], leftClosed: false, resealed: true };
  }
  const { allOf, asOwnFile, choose } = await import('../receive/choose.ts');
  const look = async () => {
    if (kind === 'zip') {
      const { findInZip } = await import('../receive/zip.ts');
      return findInZip(bytes, { ...opening, randomBytes });
    }
    if (kind !== 'pkcs12') {
      throw new WeborcaError('not-a-certificate', { path, found: kindNames[kind] });
    }
    const { openPkcs12, requireWhole } = await import('../pkcs12/open.ts');
    requireWhole(bytes, path);
    const given = await password();
    if (given === null) throw new WeborcaError('password-missing', { path });
    const opened = await openPkcs12(bytes, given, opening);
    return { found: allOf({ p12: bytes, opened, fileName: basename(path) }), leftClosed: false };
  };
  const { found, leftClosed } = await look();
  const chosen = choose(found, wanted);
  const { p12, opened, fileName, alsoThere } = await asOwnFile(chosen, randomBytes);
  const resealed = p12 !== chosen.p12;
  return { p12, opened, fileName, fromZip: kind === 'zip', alsoThere, leftClosed, resealed };
}
