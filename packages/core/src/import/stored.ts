import { createHash } from 'node:crypto';
import type { Effects } from '../effects.ts';
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
    fingerprintSha256: createHash('sha256').update(der).digest('hex'),
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
      const database = chromeDatabase(effects);
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

/** Long enough for a run over many certificates, too short for an editor that stays open. */
const freshMs = 60_000;

const asked = new WeakMap<
  Effects,
  { readonly at: Date; readonly answer: Promise<StoredAt | null> }
>();

/** The same, asked once for all certificates of a run: a PowerShell takes about a second. */
export async function systemStoreOnce(effects: Effects): Promise<StoredAt | null> {
  const now = effects.now();
  const known = asked.get(effects);
  if (known !== undefined && Math.abs(now.getTime() - known.at.getTime()) < freshMs) {
    return known.answer;
  }
  const answer = listSystemStore(effects);
  asked.set(effects, { at: now, answer });
  return answer;
}
