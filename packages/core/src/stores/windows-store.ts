import type { ProgramCall } from '../effects.ts';
import type { Identity } from '../pkcs12/types.ts';
import type { Secret } from '../secret.ts';
import { powershell, textExpression } from './powershell.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * What the store lists: PowerShell's thumbprint is SHA-1, so the SHA-256 is computed beside it. The
 * console's own writer, because what goes through the host may be broken at the window's width.
 */
const list = (store: string) =>
  `Get-ChildItem -LiteralPath '${store}' | ForEach-Object { $h = [Security.Cryptography.SHA256]::Create(); ` +
  `[Console]::Out.WriteLine('certificate ' + [BitConverter]::ToString($h.ComputeHash($_.RawData)).Replace('-','').ToLower() + ' ' + $_.HasPrivateKey + ' ' + [Convert]::ToBase64String($_.RawData)) }`;

export const personal = String.raw`Cert:\CurrentUser\My`;

/** Imports without a wizard, into the user's personal store; asks nothing. */
export function importCall(
  env: Env,
  p12File: string,
  password: Secret,
): Pick<ProgramCall, 'program' | 'args' | 'stdin'> {
  return powershell(env, [
    `$path = ${textExpression(p12File)}`,
    `$password = New-Object Security.SecureString`,
    `${textExpression(password.reveal())}.ToCharArray() | ForEach-Object { $password.AppendChar($_) }`,
    // Not exportable, as the wizard does it: the pair in the store's folder is the one to copy.
    `$null = Import-PfxCertificate -FilePath $path -CertStoreLocation ${personal} -Password $password`,
    list(personal),
  ]);
}

/** Asks the personal store what it holds. */
export function listCall(env: Env): Pick<ProgramCall, 'program' | 'args' | 'stdin'> {
  return powershell(env, [list(personal)]);
}

/** Removes one certificate with its key from the personal store, by its SHA-256. */
export function removeCall(
  env: Env,
  fingerprintSha256: string,
): Pick<ProgramCall, 'program' | 'args' | 'stdin'> {
  const fingerprint = /^[0-9a-f]{64}$/.test(fingerprintSha256) ? fingerprintSha256 : '';
  return powershell(env, [
    `Get-ChildItem -LiteralPath '${personal}' | Where-Object { $h = [Security.Cryptography.SHA256]::Create(); ` +
      `[BitConverter]::ToString($h.ComputeHash($_.RawData)).Replace('-','').ToLower() -eq '${fingerprint}' } | ` +
      'Remove-Item -DeleteKey',
    list(personal),
  ]);
}

/**
 * What an import without a wizard is given instead of the issued bytes; null: those.
 * `Import-PfxCertificate` puts every certificate of a file into the one store that it is told,
 * authorities too: only the certificate itself goes in, and a root is never installed.
 *
 * @param release `os.release()` of the Windows that imports
 */
export async function aloneForWindows(
  { identity, password }: { readonly identity: Identity; readonly password: Secret },
  release: string,
): Promise<Uint8Array | null> {
  const format = windowsReadsModern(release) ? 'modern' : 'compatible';
  if (format === 'modern' && identity.chain.length === 0) return null;
  const { sealPkcs12 } = await import('../pkcs12/seal.ts');
  return sealPkcs12({ ...identity, chain: [] }, password, { format });
}

export interface Listed {
  readonly hasKey: boolean;
  readonly der: Uint8Array;
}

/** The certificates that one of the calls printed, by their fingerprint. */
export function listedIn(stdout: string): ReadonlyMap<string, Listed> {
  const lines = stdout.matchAll(
    /^certificate ([0-9a-f]{64}) (True|False) ([A-Za-z0-9+/]+={0,2})\s*$/gm,
  );
  return new Map(
    [...lines].map(([, fingerprint = '', key, base64 = '']) => [
      fingerprint,
      { hasKey: key === 'True', der: Buffer.from(base64, 'base64') },
    ]),
  );
}

/**
 * Whether this Windows opens AES-256 PKCS#12 files: from build 17763 (1809, Server 2019) on. Older
 * ones say "wrong password". `os.release()` is `10.0.17763`.
 */
export function windowsReadsModern(release: string): boolean {
  const [major = 0, minor = 0, build = 0] = release.split('.').map(Number);
  if (major !== 10) return major > 10;
  return minor > 0 || build >= 17_763;
}
