import { sameBytes } from '../bytes.ts';
import { readName } from '../certificate/read.ts';
import type { ClientAuth } from '../connection/client-auth.ts';
import type { Finding } from '../findings/findings.ts';
import { finding } from '../findings/levels.ts';
import type { Identity } from '../pkcs12/types.ts';

/** A certificate that was there to be shown, and what the server did about it. */
export interface ShownAt {
  readonly host: string;
  readonly name: string;
  readonly identity: Pick<Identity, 'leaf' | 'chain'>;
  readonly auth: ClientAuth;
}

/**
 * Whether the server wanted the certificate, and got it. Pure. A list of authorities without ours does
 * not keep the certificate back here (OpenSSL shows it all the same), and a browser offers none then.
 */
export function judgeClientAuth({ host, name, identity, auth }: ShownAt): Finding {
  if (!auth.asked) return finding('tls-asks-no-certificate', { host });
  if (!auth.sent) return finding('tls-certificate-not-sent', { name, host });
  const authorities = auth.authorities.map(nameOf);
  const { leaf, chain } = identity;
  const ours = [leaf, ...chain].map(({ issuerDer }) => issuerDer);
  const known = auth.authorities.some((asked) => ours.some((issuer) => sameBytes(asked, issuer)));
  if (known || authorities.length === 0) {
    return finding('tls-certificate-sent', { name, host, authorities });
  }
  return finding('tls-asks-others', { name, host, authorities, issuer: leaf.facts.issuer });
}

function nameOf(der: Uint8Array): string {
  try {
    return readName(der);
  } catch {
    return '?';
  }
}
