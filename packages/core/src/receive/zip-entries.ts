import type { Limit } from '../words/contents.ts';
import type { Entry, ZipFile } from 'yauzl';
import { decodeText } from '../decode-text.ts';
import { WeborcaError } from '../errors.ts';

/** A file inside a zip. */
export interface ZipEntry {
  /** Only ever shown or compared, without the folders it is under: never a path. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const maxEntries = 64;
const maxEntryBytes = 2 * 1024 * 1024;
const maxTotalBytes = 8 * 1024 * 1024;

/**
 * Reads a zip's files into memory. A zip comes from a browser's download folder, so it is taken for
 * hostile: too many or too large files, links and encryption are refused, and sizes are counted as
 * they come out, not as the zip claims them. Names are no matter: nothing is written under them.
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
    // Names as bytes: as text, yauzl refuses those that would be no safe path.
    const options = { lazyEntries: true, decodeStrings: false };
    yauzl.fromBuffer(Buffer.from(bytes), options, (error, file) => {
      if (error === null) resolve(file);
      else reject(damaged(error));
    });
  });
  const limit = (name: Limit): WeborcaError =>
    new WeborcaError('pkcs12-limit', { path, limit: name });
  if (zip.entryCount > maxEntries) throw limit('zip-entries');
  return new Promise((resolve, reject) => {
    const entries: ZipEntry[] = [];
    let total = 0;
    const next = async (entry: Entry): Promise<void> => {
      if (isEncrypted(entry))
        throw new WeborcaError('pkcs12-unsupported', { path, algorithm: 'zip encryption' });
      if (isLink(entry)) throw limit('zip-link');
      if (entry.fileNameRaw.at(-1) !== 0x2f) {
        const content = await inflate(zip, entry, limit);
        total += content.length;
        if (total > maxTotalBytes) throw limit('zip-size');
        entries.push({ name: nameOf(entry), bytes: content });
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

/**
 * UTF-8 or CP932, whatever the flags say: Explorer in Japan writes the latter, and few set bit 11 for
 * the former. In CP932 the second byte of 表, ソ, 能 and others is a backslash's.
 */
function nameOf({ fileNameRaw }: Entry): string {
  const name = decodeText(fileNameRaw) ?? fileNameRaw.toString('latin1');
  return name.split(/[\\/]/).at(-1) ?? name;
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
  limit: (name: Limit) => WeborcaError,
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
