import { join } from 'node:path';
import { issuedFile, passwordFile } from './layout.ts';
import type { StoredVersion } from './types.ts';

/** Where a version's pair lies, for programs that read it there. Never written to by anybody. */
export interface FilesInUse {
  readonly p12File: string;
  /** The exact UTF-8 bytes of the password, no line end added. */
  readonly passwordFile: string;
}

export function filesOf(version: Pick<StoredVersion, 'folder'>): FilesInUse {
  return { p12File: issuedFile(version), passwordFile: join(version.folder, passwordFile) };
}
