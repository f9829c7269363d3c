import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clinic } from './clinic.ts';

/** The first client's .p12 as a PEM pair in the folder, the key under the issued password: by OpenSSL. */
export function takeApart(
  { p12, password }: Clinic,
  folder: string,
): { readonly certificate: string; readonly key: string } {
  mkdirSync(folder, { recursive: true });
  const certificate = join(folder, 'client.crt');
  const key = join(folder, 'client.pem');
  const from = ['pkcs12', '-in', p12(0), '-passin', 'env:PASS'];
  const options = { env: { ...process.env, PASS: password(0) } };
  execFileSync('openssl', [...from, '-clcerts', '-nokeys', '-out', certificate], options);
  const sealed = ['-nocerts', '-passout', 'env:PASS', '-out', key];
  execFileSync('openssl', [...from, ...sealed], options);
  return { certificate, key };
}
