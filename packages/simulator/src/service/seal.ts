import { type Identity, sealPkcs12, type SealingFormat, Secret } from '@weborca-cert/core';

/** `modern`: AES-256, SHA-256. `old`: 3DES, SHA-1, as Windows and Java wrote for years. */
export type Pkcs12Style = 'modern' | 'old';

/** Makes the PKCS#12 file of an identity under a password. */
export type Seal = (identity: Identity, password: string) => Promise<Uint8Array>;

const formats: Readonly<Record<Pkcs12Style, SealingFormat>> = {
  modern: 'modern',
  old: 'compatible',
};

/** With few iterations thousands of files are made a minute, for load tests; null: as usual. */
export function sealAs(style: Pkcs12Style, iterations: number | null): Seal {
  const format = formats[style];
  const options = iterations === null ? { format } : { format, iterations };
  return async (identity, password) =>
    // A copy of its own: a view would keep a whole pool of Node's buffers alive for each file.
    Uint8Array.from(await sealPkcs12(identity, new Secret(password), options));
}
