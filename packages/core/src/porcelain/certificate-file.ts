import { basename } from 'node:path';
import { WeborcaError } from '../errors.ts';
import { kindNames, recognise } from '../pkcs12/recognise.ts';
import type { OpenedPkcs12 } from '../pkcs12/types.ts';
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
}

/**
 * Reads and opens what a person brings: a .p12 whatever it is called, a zip of the management site
 * with certificate and password found by content, or a certificate in PEM with its key beside it
 * (what older receipt viewers and panda save).
 *
 * @param path absolute
 */
export async function readCertificateFile(
  context: Context,
  path: string,
  password: PasswordSource,
): Promise<CertificateFile> {
  const bytes = await readSourceFile(context.effects.files, path);
  const kind = recognise(bytes);
  if (kind === 'zip') {
    const { findInZip } = await import('../receive/zip.ts');
    const { p12, opened, fileName } = await findInZip(
      bytes,
      path,
      password,
      context.effects.randomBytes,
    );
    return { p12, opened, fileName, fromZip: true };
  }
  if (kind === 'pem' || kind === 'der-certificate') {
    const { findPemPair } = await import('../receive/pem.ts');
    return { ...(await findPemPair(context.effects, path, bytes, password)), fromZip: false };
  }
  if (kind !== 'pkcs12') {
    throw new WeborcaError('not-a-certificate', { path, found: kindNames[kind] });
  }
  const given = await password();
  if (given === null) throw new WeborcaError('password-missing', { path });
  const { openPkcs12 } = await import('../pkcs12/open.ts');
  const opened = await openPkcs12(bytes, given, { path });
  return { p12: bytes, opened, fileName: basename(path), fromZip: false };
}
