import { release as systemRelease } from 'node:os';
import { basename, join } from 'node:path';
import type { Effects, ProgramCall } from '../effects.ts';
import { WeborcaError } from '../errors.ts';
import { makeDirectories, removeQuietly, removeTree, writeDurably } from '../files/durable.ts';
import type { Identity, SealingFormat } from '../pkcs12/types.ts';
import type { Secret } from '../secret.ts';
import { encodePassword } from '../store/record.ts';
import * as keychain from './keychain.ts';
import { chromeDatabase, ensureDatabase, importIntoNss, removeFromNss } from './nss-database.ts';
import { importRoute, type ImportRoute, onWindows } from './stored.ts';
import * as store from './windows-store.ts';
import { wizardCall, wizardCallFromWsl, wslPathCall } from './windows-wizard.ts';
import { stateEntries } from '../store/layout.ts';

/** What is handed over: of a consumer's material what an import needs. */
export interface ImportMaterial {
  readonly identity: Identity;
  readonly p12: Uint8Array;
  readonly password: Secret;
  readonly fileName: string;
}

/** Where a copy lies under its official name, until the system has taken it in. */
export function importFolder(ownFolder: string): string {
  return join(ownFolder, stateEntries.import);
}

export interface ImportInput {
  readonly effects: Effects;
  readonly material: ImportMaterial;
  /** The certificate's folder in the store; a copy under the official name goes into its `import`. */
  readonly ownFolder: string;
  /** `os.release()` of the Windows that imports; for tests. */
  readonly release?: string;
}

export interface ImportStarted {
  readonly route: ImportRoute;
  /** The file that was handed over. A wizard may still need it: `forgetImport` removes it. */
  readonly path: string;
  readonly format: SealingFormat | 'issued';
  /** A wizard asks a person for the password; NSS was given it. */
  readonly asksForPassword: boolean;
}

/**
 * Starts what imports a certificate here: the wizard of Windows (also from WSL), Keychain Access, or
 * the NSS tools, which are finished when this returns. Look with `hasWithKey` afterwards.
 *
 * @throws WeborcaError `tool-missing`, `consumer-failed`, `destination-not-writable`
 */
export async function startImport(input: ImportInput): Promise<ImportStarted> {
  const { effects, material } = input;
  const route = importRoute(effects);
  if (route === null) throw new WeborcaError('tool-missing', { tool: 'certificate store' });
  if (route === 'nss') return importNss(input);
  // Seen from WSL, `release` is Linux's; a Windows with WSL 2 has build 18362 or later.
  const old =
    route === 'windows-wizard' && !store.windowsReadsModern(input.release ?? systemRelease());
  const path = await layReady(input, old ? await compatible(material) : material.p12);
  await start(effects, await callFor(effects, route, path));
  return { route, path, format: old ? 'compatible' : 'issued', asksForPassword: true };
}

/**
 * Takes an old certificate out of the system's store. Only for what a person has agreed to: the old
 * one still works, but its name is the same as the new one's, so that people pick the wrong one.
 */
export async function removeImported(
  effects: Effects,
  old: { readonly fingerprintSha256: string; readonly der: Uint8Array },
): Promise<void> {
  const route = importRoute(effects);
  const { fingerprintSha256, der } = old;
  if (route === null) throw new WeborcaError('tool-missing', { tool: 'certificate store' });
  if (route === 'nss') return removeFromNss(effects, await chromeDatabase(effects), der);
  await start(
    effects,
    route === 'keychain-access'
      ? keychain.removeCall(fingerprintSha256, null)
      : onWindows(route, effects, (env) => store.removeCall(env, fingerprintSha256)),
  );
}

/** Removes the copy that `startImport` laid ready. */
export async function forgetImport({
  effects,
  ownFolder,
}: Omit<ImportInput, 'material'>): Promise<void> {
  await removeTree(effects.files, importFolder(ownFolder));
}

async function importNss(input: ImportInput): Promise<ImportStarted> {
  const { effects, material, ownFolder } = input;
  const database = await chromeDatabase(effects);
  const path = await layReady(input, material.p12);
  const passwordFile = join(importFolder(ownFolder), 'password.txt');
  try {
    const bytes = encodePassword(material.password);
    await writeDurably(effects, passwordFile, { contents: bytes, mode: 0o600 });
    await ensureDatabase(effects, database);
    const { exitCode, stderr } = await importIntoNss(effects, database, {
      p12File: path,
      passwordFile,
    });
    if (exitCode !== 0) throw failed('nss', database.folder, stderr);
  } finally {
    await removeQuietly(effects.files, importFolder(ownFolder));
  }
  return { route: 'nss', path: database.folder, format: 'issued', asksForPassword: false };
}

async function compatible({ identity, password }: ImportMaterial): Promise<Uint8Array> {
  const { sealPkcs12 } = await import('../pkcs12/seal.ts');
  return sealPkcs12(identity, password, { format: 'compatible' });
}

/** Under the official name: it is what the wizard shows. */
async function layReady(
  { effects, material, ownFolder }: ImportInput,
  bytes: Uint8Array,
): Promise<string> {
  const folder = importFolder(ownFolder);
  await makeDirectories(effects.files, folder, 0o700);
  const path = join(folder, basename(material.fileName));
  await writeDurably(effects, path, { contents: bytes, mode: 0o600 });
  return path;
}

async function callFor(
  effects: Effects,
  route: Exclude<ImportRoute, 'nss'>,
  path: string,
): Promise<ProgramCall> {
  if (route === 'keychain-access') return keychain.keychainAccessCall(path);
  if (route === 'windows-wizard') return wizardCall(effects.env, path);
  const { exitCode, stdout, stderr } = await effects.run(wslPathCall(path));
  if (exitCode !== 0) throw failed('import', path, stderr);
  return wizardCallFromWsl(stdout.replace(/\r?\n$/, ''));
}

async function start(effects: Effects, call: ProgramCall): Promise<void> {
  const { exitCode, stderr } = await effects.run(call);
  if (exitCode !== 0) throw failed('import', call.program, stderr);
}

function failed(kind: string, path: string, stderr: string): WeborcaError {
  const cause = new Error(stderr.trim().slice(0, 1000));
  return new WeborcaError('consumer-failed', { kind, path, reason: 'program-failed' }, { cause });
}
