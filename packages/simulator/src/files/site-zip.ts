import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { toPem } from '../authority/pem.ts';
import type { ClientMaterial } from './client.ts';
import { clientFileStem } from './names.ts';

/**
 * A zip as the management site could deliver it after 証明書更新. Its real layout is not public;
 * this one is invented: a folder with the .p12, its certificate, and the password as a text.
 */
export async function makeSiteZip(client: ClientMaterial): Promise<Uint8Array> {
  const { identity, p12Bytes, password } = client;
  const stem = clientFileStem(identity.leaf);
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(p12Bytes), `${stem}/${stem}.p12`);
  zip.addBuffer(Buffer.from(toPem('CERTIFICATE', identity.leaf.der)), `${stem}/${stem}.crt`);
  zip.addBuffer(Buffer.from(`${password}\r\n`), `${stem}/password.txt`);
  zip.end();
  return Uint8Array.from(await buffer(zip.outputStream));
}
