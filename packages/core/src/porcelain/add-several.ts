import { extname, join } from 'node:path';
import { daysLeft, isRenewable } from '../certificate/state.ts';
import type { CertificateFacts } from '../certificate/facts.ts';
import { loadConfiguration } from '../configuration/load.ts';
import type { Configuration } from '../configuration/types.ts';
import type { Added, Context, NamedFacts, PasswordSource } from '../context.ts';
import { asWeborcaError, hasCode, WeborcaError } from '../errors.ts';
import type { Secret } from '../secret.ts';
import { nameFromFile } from '../store/name-from-file.ts';
import { isValidName, nameKey } from '../store/name.ts';
import { takenBy } from '../store/names.ts';
import { storeOf } from '../store/store.ts';
import type { Store } from '../store/types.ts';
import { add, orphanWith, type AddRequest } from './add.ts';
import { readCertificateFile } from './certificate-file.ts';
import { passwordsBeside } from './passwords-beside.ts';
import { expanded } from './brought-files.ts';
import { requireUnderNoOtherName } from './same-certificate.ts';

/** A certificate's file among several, opened with what lies beside it. */
export interface FoundFile {
  readonly file: string;
  /** Null: it did not open, or cannot be added; `error` says why. */
  readonly opened: {
    /** By the file's name, or the one it has already. */
    readonly name: string;
    readonly facts: NamedFacts;
    readonly password: Secret | null;
    /** False: by its CN nothing renews it but a person. */
    readonly renewable: boolean;
    /** Under care already: nothing is to be done. */
    readonly underCare: boolean;
  } | null;
  /** The files whose passwords were tried. */
  readonly tried: readonly string[];
  readonly error?: WeborcaError;
}

/** For all of them alike. */
export type SeveralOptions = Pick<AddRequest, 'service' | 'inPlace' | 'backups'>;

/**
 * Opens each file, and each .p12, .pfx and .zip of each folder, and says what it would be called.
 * Nothing is changed. The password is looked for in files beside it: `NAME.txt`,
 * `NAME.password.txt`, `password.txt`; then the one that was given for all is tried.
 *
 * @throws WeborcaError `file-not-found` where a folder has none
 */
export async function findSeveral(
  context: Context,
  paths: readonly string[],
  forAll: PasswordSource,
): Promise<readonly FoundFile[]> {
  const { effects, places } = context;
  const configuration = await loadConfiguration(effects, places, { aboutToWrite: true });
  const naming: Naming = { store: storeOf(context), configuration, taken: new Map() };
  const found: FoundFile[] = [];
  for (const file of await filesOf(context, paths)) {
    const { passwords, tried } = await passwordsBeside(context, file);
    try {
      const { facts, password } = await openWith(context, file, passwords, forAll);
      const named = { ...facts, daysLeft: daysLeft(facts, effects.now()) };
      const { name, underCare } = await nameOf(naming, file, facts);
      const { renewable } = isRenewable(facts, false);
      found.push({ file, tried, opened: { name, facts: named, password, renewable, underCare } });
    } catch (error) {
      found.push({ file, tried, opened: null, error: asWeborcaError(error) });
    }
  }
  return found;
}

/** Takes one of those that were found under care. Errors are those of `add`. */
export async function addFound(
  context: Context,
  { file, opened }: FoundFile,
  options: SeveralOptions,
): Promise<Added | null> {
  if (opened === null || opened.underCare) return null;
  const { name, password } = opened;
  return add(context, { ...options, file, name, password: async () => password });
}

async function filesOf(
  { effects: { files } }: Context,
  paths: readonly string[],
): Promise<readonly string[]> {
  const all = new Set<string>();
  for (const path of await expanded(files, paths)) {
    const entries = await files.list(path).catch(() => null);
    if (entries === null) {
      all.add(path);
      continue;
    }
    const certificates = entries.filter((entry) => /^[^.].*\.(?:p12|pfx|zip)$/i.test(entry));
    if (certificates.length === 0) {
      throw new WeborcaError('file-not-found', { path: join(path, '*.p12') });
    }
    for (const entry of certificates.toSorted()) all.add(join(path, entry));
  }
  return [...all];
}

interface Opened {
  readonly facts: CertificateFacts;
  readonly password: Secret | null;
}

/**
 * A zip has its password in it; what lies beside it is tried after that. A file without any is looked at
 * all the same: it may be half of one, or none.
 */
async function openWith(
  context: Context,
  path: string,
  passwords: readonly Secret[],
  forAll: PasswordSource,
): Promise<Opened> {
  const open = async (password: Secret | null): Promise<Opened> => {
    const { opened } = await readCertificateFile(context, { path, password: async () => password });
    return { facts: opened.identity.leaf.facts, password };
  };
  let wrong: unknown = new WeborcaError('password-missing', { path });
  const isZip = extname(path).toLowerCase() === '.zip';
  const none = isZip || passwords.length === 0;
  for (const password of [...(none ? [null] : []), ...passwords]) {
    try {
      return await open(password);
    } catch (error) {
      if (!hasCode(error, 'password-wrong') && !hasCode(error, 'password-missing')) throw error;
      wrong = error;
    }
  }
  const given = await forAll();
  if (given === null) throw wrong;
  return open(given);
}

interface Naming {
  readonly store: Store;
  readonly configuration: Configuration;
  /** Keys of names given so far, and whose they are. */
  readonly taken: Map<string, { readonly name: string; readonly fingerprint: string }>;
}

async function nameOf(
  { store, configuration, taken }: Naming,
  file: string,
  facts: CertificateFacts,
): Promise<{ readonly name: string; readonly underCare: boolean }> {
  const { fingerprintSha256: fingerprint } = facts;
  const twice = [...taken.values()].find((one) => one.fingerprint === fingerprint);
  if (twice !== undefined) return { name: twice.name, underCare: true };
  const give = (name: string, underCare: boolean) => {
    taken.set(nameKey(name), { name, fingerprint });
    return { name, underCare };
  };
  try {
    await requireUnderNoOtherName(store, configuration.certificates.keys(), facts);
  } catch (error) {
    if (!hasCode(error, 'name-taken')) throw error;
    return give(error.details.name, true);
  }
  const orphan = await orphanWith(store, configuration, facts);
  if (orphan !== null) return give(orphan, false);
  const known = new Set([...configuration.certificates.keys()].map((name) => nameKey(name)));
  // What leaves no name takes the CN's.
  const proposed = [nameFromFile(file), facts.commonName];
  const stem = proposed.find((name) => isValidName(name)) ?? 'certificate';
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? stem : `${stem}-${number}`;
    const key = nameKey(name);
    if (known.has(key) || taken.has(key) || (await takenBy(store, name)) !== null) continue;
    return give(name, false);
  }
}
