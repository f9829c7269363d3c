import type { Entry, ZipFile } from 'yauzl';
import { WeborcaError } from '../errors.ts';

/** A file inside a zip. It never touches the disk under this name. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const maxEntries = 64;
const maxEntryBytes = 2 * 1024 * 1024;
const maxTotalBytes = 8 * 1024 * 1024;

/**
 * Reads a zip's files into memory. A zip comes from a browser's download folder, so it is taken for
 * hostile: too many or too large files, names that climb, links and encryption are refused, and
 * sizes are counted as they come out, not as the zip claims them.
 *
 * @throws WeborcaError `pkcs12-limit` or `pkcs12-damaged`
 */
export async function readZipEntries(
  bytes: Uint8Array,
  path: string,
): Promise<readonly ZipEntry[]> {
  // By `default`: a bundle that is split has no other name for what CommonJS exports.
  const { default: yauzl } = await import('yauzl');
  const damaged = (cause: unknown): WeborcaError =>
    new WeborcaError('pkcs12-damaged', { path, at: 'zip' }, { cause });
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    yauzl.fromBuffer(
      Buffer.from(bytes),
      { lazyEntries: true, strictFileNames: true },
      (error, file) => {
        if (error === null) resolve(file);
        else reject(damaged(error));
      },
    );
  });
  const limit = (name: string): WeborcaError =>
    new WeborcaError('pkcs12-limit', { path, limit: name });
  if (zip.entryCount > maxEntries) throw limit('zip-entries');
  return new Promise((resolve, reject) => {
    const entries: ZipEntry[] = [];
    let total = 0;
    const next = async (entry: Entry): Promise<void> => {
      if (isEncrypted(entry))
        throw new WeborcaError('pkcs12-unsupported', { path, algorithm: 'zip encryption' });
      if (isLink(entry)) throw limit('zip-link');
      if (!entry.fileName.endsWith('/')) {
        const content = await inflate(zip, entry, limit);
        total += content.length;
        if (total > maxTotalBytes) throw limit('zip-size');
        entries.push({ name: entry.fileName, bytes: content });
      }
      zip.readEntry();
    };
    zip.on('entry', (entry: Entry) => {
      next(entry).catch((error: unknown) => {
        zip.close();
        reject(error instanceof WeborcaError ? error : damaged(error));
      });
    });
    zip.once('end', () => resolve(entries));
    zip.once('error', (error) => reject(damaged(error)));
    zip.readEntry();
  });
}

/** APPNOTE.TXT 4.4.4: bit 0. */
function isEncrypted(entry: Entry): boolean {
  return (entry.generalPurposeBitFlag & 1) === 1;
}

/** The upper half of the external attributes is a Unix mode; 0o120000 is a symbolic link. */
function isLink(entry: Entry): boolean {
  return ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;
}

async function inflate(
  zip: ZipFile,
  entry: Entry,
  limit: (name: string) => WeborcaError,
): Promise<Uint8Array> {
  if (entry.uncompressedSize > maxEntryBytes) throw limit('zip-entry-size');
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.openReadStream(entry, (error, readable) => {
      if (error === null) resolve(readable);
      else reject(error);
    });
  });
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream) {
    const chunk = typeof part === 'string' ? Buffer.from(part) : part;
    size += chunk.length;
    if (size > maxEntryBytes) throw limit('zip-entry-size');
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}
