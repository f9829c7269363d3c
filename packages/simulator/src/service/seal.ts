import { type Identity, sealPkcs12, type SealingFormat, Secret } from '@weborca-cert/core';

/** `modern`: AES-256, SHA-256. `old`: 3DES, SHA-1, as Windows and Java wrote for years. */
export type Pkcs12Style = 'modern' | 'old';

/** Makes the PKCS#12 file of an identity under a password. */
export type Seal = (identity: Identity, password: string) => Promise<Uint8Array>;

const formats: Readonly<Record<Pkcs12Style, SealingFormat>> = {
  modern: 'modern',
  old: 'compatible',
};

/** `quick` derives keys with few iterations: thousands of files a minute, for load tests. */
export function sealAs(style: Pkcs12Style, pace: 'usual' | 'quick'): Seal {
  const format = formats[style];
  const options = pace === 'quick' ? { format, iterations: 100 } : { format };
  return async (identity, password) =>
    // A copy of its own: a view would keep a whole pool of Node's buffers alive for each file.
    Uint8Array.from(await sealPkcs12(identity, new Secret(password), options));
}
