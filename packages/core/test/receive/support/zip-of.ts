import { ZipFile } from 'yazl';

/** A zip of these files, in this order. */
export async function zipOf(
  ...files: readonly (readonly [string, Uint8Array | string])[]
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of files) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  const parts: Buffer[] = [];
  for await (const part of zip.outputStream) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}
