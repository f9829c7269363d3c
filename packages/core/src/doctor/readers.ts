import type { EncryptionFacts, MacFacts } from '../pkcs12/types.ts';

/** A program of this machine that may be given the certificate's file. */
export interface Reader {
  readonly program: 'OpenSSL' | 'LibreSSL' | 'Java' | 'Windows';
  readonly version: string;
}

/** Out of `openssl version`: `OpenSSL 3.0.11 19 Sep 2023`, `LibreSSL 3.3.6`. */
export function readOpensslVersion(printed: string): Reader | null {
  const match = /^(OpenSSL|LibreSSL) (\d+(?:\.\d+)*[a-z]*)/.exec(printed);
  const program = match?.[1] === 'LibreSSL' ? 'LibreSSL' : 'OpenSSL';
  return match?.[2] === undefined ? null : { program, version: match[2] };
}

/** Out of `java -version`, which prints on stderr: `openjdk version "17.0.9"`, `"1.8.0_292"`. */
export function readJavaVersion(printed: string): Reader | null {
  const version = /version "([^"]+)"/.exec(printed)?.[1];
  return version === undefined ? null : { program: 'Java', version };
}

/** Out of `os.release()`: `10.0.17763`. */
export function windowsReader(release: string): Reader {
  return { program: 'Windows', version: release };
}

interface Protection {
  readonly mac: MacFacts | null;
  readonly encryption: readonly EncryptionFacts[];
}

/**
 * The first algorithm of a file that a program does not read; null when it reads all of them. From
 * measurements over 177 files of 10 producers, and the release notes of the programs. Pure.
 */
export function unreadableFor(reader: Reader, { mac, encryption }: Protection): string | null {
  const used = [
    ...(mac === null ? [] : [mac.algorithm]),
    ...encryption.map((one) => one.algorithm),
  ];
  return used.find((algorithm) => !reads(reader, algorithm)) ?? null;
}

function reads({ program, version }: Reader, algorithm: string): boolean {
  const modern = algorithm.startsWith('PBES2') || /^HMAC-SHA-(?:2|3|5)/.test(algorithm);
  const [major = 0, minor = 0, patch = 0] = version
    .split(/[._]/)
    .map((part) => Number.parseInt(part, 10));
  switch (program) {
    case 'OpenSSL':
      if (algorithm.startsWith('PBMAC1')) return major > 3 || (major === 3 && minor >= 4);
      // In the legacy provider since 3.0: `openssl pkcs12 -legacy` still reads them.
      return major < 3 || !/RC2|RC4/.test(algorithm);
    case 'LibreSSL':
      return !algorithm.startsWith('PBMAC1');
    case 'Java':
      return javaReads(javaRelease(version), algorithm, modern);
    case 'Windows':
      // 1809 and Server 2019 brought AES; older ones say "wrong password" (acme.sh #6805).
      if (algorithm.startsWith('PBMAC1')) return false;
      return !modern || major > 10 || (major === 10 && (minor > 0 || patch >= 17_763));
  }
}

interface JavaRelease {
  readonly feature: number;
  readonly update: number;
}

/** `1.8.0_292` is 8 with update 292, `11.0.11` is 11 with 11, `17.0.9` is 17 with 9. */
function javaRelease(version: string): JavaRelease {
  const old = /^1\.(\d+)\.\d+(?:_(\d+))?/.exec(version);
  if (old !== null) return { feature: Number(old[1]), update: Number(old[2] ?? 0) };
  const [feature = 0, , update = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return { feature, update };
}

// JDK-8153005 (16), read by 8u301 and 11.0.12 as well: HmacPBESHA256 and PBES2 in PKCS#12.
function javaReads({ feature, update }: JavaRelease, algorithm: string, modern: boolean): boolean {
  if (algorithm.startsWith('PBMAC1')) return feature >= 25;
  if (!modern || feature >= 12) return true;
  return (feature === 11 && update >= 12) || (feature === 8 && update >= 301);
}
