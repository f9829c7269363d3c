import { ObjectIdentifier, PrintableString, Sequence, Set as Asn1Set, Utf8String } from 'asn1js';

const types = { C: '2.5.4.6', O: '2.5.4.10', OU: '2.5.4.11', CN: '2.5.4.3' } as const;

/** An X.501 name of the kind the certificates here carry. The tenant is the OU: it lies outside the CN. */
export interface SubjectName {
  readonly organization: string;
  readonly tenant?: string;
  readonly commonName: string;
}

/** The encoded Name, most general part first, one attribute in each part; C is always JP. */
export function encodeName({ organization, tenant, commonName }: SubjectName): Uint8Array {
  const parts = [part('C', 'JP'), part('O', organization)];
  if (tenant !== undefined) parts.push(part('OU', tenant));
  parts.push(part('CN', commonName));
  return new Uint8Array(new Sequence({ value: parts }).toBER());
}

/** RFC 5280, 4.1.2.4 and appendix A.1: countryName is a PrintableString, the rest is UTF-8. */
function part(type: keyof typeof types, value: string): Asn1Set {
  const text = type === 'C' ? new PrintableString({ value }) : new Utf8String({ value });
  const attribute = new Sequence({ value: [new ObjectIdentifier({ value: types[type] }), text] });
  return new Asn1Set({ value: [attribute] });
}
