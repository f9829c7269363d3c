import type { Effects } from '../effects.ts';
import { sha256Hex } from '../sha256.ts';
import { onWindows } from './import-certificate.ts';
import * as keychain from './keychain.ts';
import { certificatesIn, chromeDatabase, listNss } from './nss-database.ts';
import { importRoute } from './route.ts';
import * as windows from './windows-store.ts';

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
  return [...windows.certificatesIn(stdout)].map(([fingerprintSha256, { hasKey, der }]) => ({
    fingerprintSha256,
    hasKey,
    der,
  }));
}

/** What `certificatesCall` of a keychain printed. */
export function storedInPem(stdout: string): readonly StoredCertificate[] {
  return certificatesIn(stdout).map((der) => ({
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
