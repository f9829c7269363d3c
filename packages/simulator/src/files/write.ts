import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ClientMaterial } from './client.ts';

/** A client's certificate and where its two files lie; null when no folder was named. */
export interface SimulatedClient extends ClientMaterial {
  readonly p12: string | null;
  /** Holds the password exactly, without a line end. */
  readonly passwordFile: string | null;
}

export interface WrittenFiles {
  readonly caFile: string | null;
  readonly siteZip: string | null;
  readonly certificates: readonly SimulatedClient[];
}

export interface FileContents {
  readonly ca: string;
  readonly siteZip: Uint8Array | null;
  readonly clients: readonly ClientMaterial[];
}

/**
 * Writes `ca.crt`, `site.zip` and two files a client, for the owner only; files of those names are
 * replaced.
 */
export async function writeFiles(
  dir: string | null,
  contents: FileContents,
): Promise<WrittenFiles> {
  if (dir === null) {
    const certificates = contents.clients.map(inMemory);
    return { caFile: null, siteZip: null, certificates };
  }
  const folder = resolve(dir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const caFile = await write(join(folder, 'ca.crt'), contents.ca);
  const siteZip =
    contents.siteZip === null ? null : await write(join(folder, 'site.zip'), contents.siteZip);
  const certificates = await Promise.all(
    contents.clients.map(async (client) => {
      const p12 = await write(join(folder, client.fileName), client.p12Bytes);
      const passwordFile = await write(p12.replace(/\.p12$/, '.password.txt'), client.password);
      return { ...client, p12, passwordFile };
    }),
  );
  return { caFile, siteZip, certificates };
}

function inMemory(client: ClientMaterial): SimulatedClient {
  return { ...client, p12: null, passwordFile: null };
}

async function write(path: string, contents: string | Uint8Array): Promise<string> {
  await writeFile(path, contents, { mode: 0o600 });
  return path;
}
