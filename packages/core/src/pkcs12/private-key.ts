import { decode, identifier, natural, octets, sequence } from './asn1.ts';

/** Whether this is a PKCS#8 PrivateKeyInfo by its structure (RFC 5958): version, algorithm, key. */
export function isPrivateKey(der: Uint8Array): boolean {
  const at = 'private key';
  try {
    const [version, algorithm, key] = sequence(decode(der, at), at);
    natural(version, at);
    identifier(sequence(algorithm, at)[0], at);
    return octets(key, at).length > 0;
  } catch {
    return false;
  }
}
