import { basename, resolve } from 'node:path';
import { forgetImport, startImport, type ImportStarted } from '../stores/import-certificate.ts';
import { hasWithKey, listedBeside, listSystemStore } from '../stores/stored.ts';
import type { Imported } from './import.ts';
import { readCertificateFile, type CertificateRequest } from './certificate-file.ts';
import type { Context, PasswordSource } from '../context.ts';

/** A file that was handed to the operating system. */
export interface FileImportStarted extends ImportStarted {
  /** To look for with `fileImported`. */
  readonly fingerprintSha256: string;
  readonly commonName: string;
}

/**
 * Hands a certificate that is not under care to the operating system: a .p12, or a zip of the
 * management site. Look with `fileImported` afterwards, then call `endFileImport`.
 *
 * @throws WeborcaError those of opening a file, and of `beginImport`
 */
export async function beginFileImport(
  context: Context,
  file: string,
  password: PasswordSource,
  more: Pick<CertificateRequest, 'keyPassword' | 'wanted'> = {},
): Promise<FileImportStarted> {
  const { effects, places } = context;
  const { p12, opened, fileName } = await readCertificateFile(context, {
    path: resolve(file),
    password,
    ...more,
  });
  const { identity } = opened;
  const material = { identity, p12, password: opened.password, fileName: basename(fileName) };
  const started = await startImport({ effects, material, ownFolder: places.stateDir });
  const { fingerprintSha256, commonName } = identity.leaf.facts;
  return { ...started, fingerprintSha256, commonName };
}

/** What one look into the system's store tells of it. */
export async function fileImported(
  { effects }: Pick<Context, 'effects'>,
  fingerprintSha256: string,
): Promise<Omit<Imported, 'old'>> {
  const listed = await listSystemStore(effects);
  return {
    there: hasWithKey(listed, fingerprintSha256),
    beside: listedBeside(listed, fingerprintSha256),
  };
}

/** Removes the copy that was laid ready for a wizard. */
export async function endFileImport({
  effects,
  places,
}: Pick<Context, 'effects' | 'places'>): Promise<void> {
  await forgetImport({ effects, ownFolder: places.stateDir });
}
