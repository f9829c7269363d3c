import { encodeName, endingIn, type ClientMaterial, type Simulator } from '@weborca-cert/simulator';
import { storedZip } from './stored-zip.ts';

/** What the management site delivers for a certificate that was clicked there. */
export interface Delivery {
  readonly zip: Uint8Array;
  readonly fingerprint: string;
  readonly notAfter: Date;
}

export interface ClientWish {
  /** `JP_u00000001`: the tenant lies outside the CN, and each may have a client001. */
  readonly tenant: string;
  readonly commonName: string;
  readonly daysLeft: number;
}

/** A client of a tenant of its own. */
export function makeClient(
  { authority, makeClient: make }: Simulator,
  { tenant, commonName, daysLeft }: ClientWish,
): Promise<ClientMaterial> {
  const name = { organization: authority.organization, tenant, commonName };
  return make({ subjectDer: encodeName(name), ...endingIn(new Date(), daysLeft) });
}

/** Stands in for 証明書更新 and ダウンロード(zip形式): what the zip's files are called is invented. */
export async function renewAtSite(
  { makeVariant }: Simulator,
  { identity }: Pick<ClientMaterial, 'identity'>,
): Promise<Delivery> {
  const renewed = await makeVariant(identity, 'renewed');
  const { fingerprintSha256, notAfter } = renewed.identity.leaf.facts;
  return { zip: zipOf(renewed), fingerprint: fingerprintSha256, notAfter };
}

/** A certificate with its password, as a zip of the site. */
export function zipOf({
  p12Bytes,
  password,
  fileName,
}: Omit<ClientMaterial, 'identity'>): Uint8Array {
  const folder = fileName.replace(/\.p12$/, '');
  return storedZip([
    [`${folder}/${fileName}`, p12Bytes],
    [`${folder}/password.txt`, Buffer.from(`${password}\r\n`)],
  ]);
}
