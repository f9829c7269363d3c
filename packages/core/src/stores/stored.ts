import { X509Certificate } from 'node:crypto';
import type { Effects, ProgramCall } from '../effects.ts';
import { sha256Hex } from '../bytes.ts';
import * as keychain from './keychain.ts';
import { chromeDatabase, listNss, pemCertificates } from './nss-database.ts';
import * as windows from './windows-store.ts';
import { mountedPath } from './windows-wizard.ts';

/** How a certificate gets into the stores of this system. */
export type ImportRoute = 'windows-wizard' | 'windows-wizard-from-wsl' | 'keychain-access' | 'nss';

/** From WSL the browser is the one of Windows. Null: this system has no way that we know. */
export function importRoute({
  platform,
  env,
}: Pick<Effects, 'platform' | 'env'>): ImportRoute | null {
  if (platform === 'win32') return 'windows-wizard';
  if (platform === 'darwin') return 'keychain-access';
  if (platform !== 'linux') return null;
  return env['WSL_DISTRO_NAME'] === undefined ? 'nss' : 'windows-wizard-from-wsl';
}

/** The same PowerShell from WSL, where the Windows drive is mounted. */
export function onWindows(
  route: 'windows-wizard' | 'windows-wizard-from-wsl',
  { env }: Pick<Effects, 'env'>,
  call: (env: Effects['env']) => ProgramCall,
): ProgramCall {
  if (route === 'windows-wizard') return call(env);
  const there = call({});
  return { ...there, program: mountedPath(there.program) };
}

/** A certificate in the operating system's store or in a browser's database. */
export interface StoredCertificate {
  readonly fingerprintSha256: string;
  readonly der: Uint8Array;
  /** Only with its key do browsers offer it; null: the store does not tell. */
  readonly hasKey: boolean | null;
}

/** A store of this machine, by the name people know it by, and what it has. */
export interface StoredAt {
  readonly place: string;
  readonly certificates: readonly StoredCertificate[];
}

/** What `listCall` of the Windows store printed. */
export function storedInWindows(stdout: string): readonly StoredCertificate[] {
  return [...windows.listedIn(stdout)].map(([fingerprintSha256, { hasKey, der }]) => ({
    fingerprintSha256,
    hasKey,
    der,
  }));
}

/** What `certificatesCall` of a keychain printed. */
export function storedInPem(stdout: string): readonly StoredCertificate[] {
  return pemCertificates(stdout).map((der) => ({
    fingerprintSha256: sha256Hex(der),
    der,
    hasKey: null,
  }));
}

/** What the system's own store has for this user; null: it cannot be told here. */
export async function listSystemStore(effects: Effects): Promise<StoredAt | null> {
  const route = importRoute(effects);
  switch (route) {
    case null:
      return null;
    case 'nss': {
      const database = await chromeDatabase(effects);
      return { place: database.folder, certificates: await listNss(effects, database) };
    }
    case 'keychain-access': {
      const { stdout } = await effects.run(keychain.certificatesCall(null));
      return { place: 'login.keychain', certificates: storedInPem(stdout) };
    }
    default: {
      const { stdout } = await effects.run(onWindows(route, effects, windows.listCall));
      return { place: windows.personal, certificates: storedInWindows(stdout) };
    }
  }
}

/** What is in the system's store; for a run over many certificates, asked once. */
export type SystemStore = () => Promise<StoredAt | null>;

/** Asks when it is first needed, and never again: a PowerShell takes about a second. */
export function systemStoreOnce(effects: Effects): SystemStore {
  let answer: Promise<StoredAt | null> | null = null;
  return () => {
    answer ??= listSystemStore(effects);
    return answer;
  };
}

/**
 * Whether a store has this certificate with its key, as far as it tells; null: the store cannot be
 * told.
 */
export function hasWithKey(there: StoredAt | null, fingerprintSha256: string): boolean | null {
  if (there === null) return null;
  return there.certificates.some(
    (one) => one.fingerprintSha256 === fingerprintSha256 && one.hasKey !== false,
  );
}

/**
 * How many others of the same subject are offered beside this one: browsers list them by one name. None
 * where that cannot be told. Pure.
 */
export function listedBeside(there: StoredAt | null, fingerprintSha256: string): number {
  const all = there?.certificates ?? [];
  const one = all.find((stored) => stored.fingerprintSha256 === fingerprintSha256);
  const subject = one === undefined ? null : subjectOf(one);
  if (subject === null) return 0;
  return all.filter(
    (stored) =>
      stored.fingerprintSha256 !== fingerprintSha256 &&
      stored.hasKey !== false &&
      subjectOf(stored) === subject,
  ).length;
}

/** Null for what cannot be read: a store may hold anything. */
function subjectOf({ der }: StoredCertificate): string | null {
  try {
    return new X509Certificate(der).subject;
  } catch {
    return null;
  }
}
