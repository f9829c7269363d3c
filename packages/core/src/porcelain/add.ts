import { basename, resolve } from 'node:path';
import { prepareDestination, backupContext } from '../backup/destination.ts';
import { daysLeft } from '../certificate/state.ts';
import type { CertificateFacts } from '../certificate/facts.ts';
import { addCertificateEntry } from '../configuration/edit.ts';
import { loadConfiguration } from '../configuration/load.ts';
import { onlyService } from '../configuration/resolve.ts';
import type { CertificateConfiguration, Configuration } from '../configuration/types.ts';
import { consumersOf } from '../consumers/bind.ts';
import type { ConsumerConfiguration } from '../consumers/types.ts';
import { WeborcaError } from '../errors.ts';
import { certificateExpired } from '../renewal/expired.ts';
import { officialFileName } from '../renewal/candidate.ts';
import { withFirstVersion } from '../store/first-version.ts';
import { isValidName } from '../store/name.ts';
import { listNames, takenBy } from '../store/names.ts';
import { requireOwnPlaces } from './own-places.ts';
import { readCurrent } from '../store/current.ts';
import type { NewVersion, Store } from '../store/types.ts';
import { backup } from './backup.ts';
import { readCertificateFile, type CertificateFile } from './certificate-file.ts';
import { lockCertificate } from '../store/lock.ts';
import { recordsOf } from '../store/records.ts';
import { passesThrough } from '../detection/passes-through.ts';
import { requireUnderNoOtherName } from './same-certificate.ts';
import { storeOf } from '../store/store.ts';
import type { Added, Context, PasswordSource } from '../context.ts';

export interface AddRequest {
  /** A .p12 or .pfx, a .zip of the management site, or a certificate with its key beside it. */
  readonly file: string;
  readonly password: PasswordSource;
  /** Default: from the CN. */
  readonly name?: string;
  /** Default: the only one that is configured, else `production`. */
  readonly service?: string;
  /**
   * Keep FILE up to date where it lies. Default: yes, but not in a downloads or temporary folder or
   * on a removable drive; never for a zip.
   */
  readonly inPlace?: boolean;
  /** Of a key that has another password than its file. */
  readonly keyPassword?: PasswordSource;
  /** Which of several clients in the file. */
  readonly cn?: string;
  /** Folders for backups. */
  readonly backups?: readonly string[];
}

/**
 * Takes a certificate under care: opens it, copies it into the store as the first version, and
 * writes the configuration's entry last, so that what is named there is always in the store. Where
 * places for backups are named, it is backed up at once; it stays under care if that fails.
 *
 * @throws WeborcaError of opening the file, `name-taken`, `usage-invalid`, `config-invalid`;
 *   `destination-not-writable` also for a store whose folders are not its owner's alone
 */
export async function add(context: Context, request: AddRequest): Promise<Added> {
  const added = await takeUnderCare(context, request);
  if ((request.backups ?? []).length === 0) return { ...added, backups: [] };
  const [made] = await backup(context, [added.name]);
  const { error } = made ?? {};
  // It could not so much as be tried at any of them.
  if (error !== undefined) {
    const places = (request.backups ?? []).map((path) => resolve(path));
    return { ...added, backups: places.map((path) => ({ path, ok: false, error })) };
  }
  return { ...added, backups: made?.backups ?? [] };
}

async function takeUnderCare(
  context: Context,
  request: AddRequest,
): Promise<Omit<Added, 'backups'>> {
  const { effects, places } = context;
  const configuration = await loadConfiguration(effects, places, { aboutToWrite: true });
  const service = chosenService(configuration, request.service);
  const path = resolve(request.file);
  const backups = (request.backups ?? []).map((folder) => resolve(folder));
  const { password, keyPassword, cn } = request;
  const file = await readCertificateFile(context, {
    path,
    password,
    ...(keyPassword === undefined ? {} : { keyPassword }),
    ...(cn === undefined ? {} : { wanted: { commonName: cn } }),
  });
  const source: Source = { path, ...file };
  const { facts } = source.opened.identity.leaf;
  const store = storeOf(context);
  const name = await chosenName(store, configuration, request.name, facts);
  await requireOwnPlaces(context, store, name);
  const lock = await lockCertificate(context, { store, name });
  try {
    await requireFree(store, configuration, name, facts);
    // Made and marked while somebody looks: a run at night refuses a place that it does not know.
    for (const folder of backups) await prepareDestination(backupContext(context), folder);
    const consumers: ConsumerConfiguration[] = (await keepsInPlace(context, request, source))
      ? [inPlaceEntry({ ...source, path: await behindLink(context, source.path) })]
      : [];
    const added = firstVersionOf(source);
    const after = await withFirstVersion(
      store,
      { name, added, now: effects.now() },
      async ({ id }) => {
        const { history } = recordsOf(effects, { store, name });
        await history.remember('added', { to: id, from: path });
        return addCertificateEntry({ effects, places }, name, { service, backups, consumers });
      },
    );
    const certificate = after.certificates.get(name);
    const over = facts.notAfter < effects.now();
    return {
      name,
      facts: { ...facts, daysLeft: daysLeft(facts, effects.now()) },
      consumers: certificate === undefined ? [] : await inspected(context, certificate, facts),
      notes: notesOf(source),
      alsoThere: source.alsoThere,
      ...(over ? { expired: certificateExpired(name, facts, after.services.get(service)) } : {}),
    };
  } finally {
    await lock.release();
  }
}

interface Source extends CertificateFile {
  readonly path: string;
}

function firstVersionOf({ path, p12, fileName: own, opened }: Source): NewVersion {
  const { facts } = opened.identity.leaf;
  const fileName = officialFileName(own, basename(path), facts);
  return { p12, password: opened.password, facts, fileName, origin: 'added' };
}

function chosenService(configuration: Configuration, wanted: string | undefined): string {
  const service = wanted ?? onlyService(configuration.ownServices);
  if (configuration.services.has(service)) return service;
  throw new WeborcaError('usage-invalid', { problem: 'service-unknown', value: service });
}

/** The CN says too little to be a name of its own when two clinics have one: then it is counted. */
async function chosenName(
  store: Store,
  configuration: Configuration,
  wanted: string | undefined,
  facts: CertificateFacts,
): Promise<string> {
  if (wanted !== undefined && !isValidName(wanted)) {
    throw new WeborcaError('usage-invalid', { problem: 'name-invalid', value: wanted });
  }
  await requireUnderNoOtherName(store, configuration.certificates.keys(), facts);
  if (wanted !== undefined) return wanted;
  const orphan = await orphanWith(store, configuration, facts);
  if (orphan !== null) return orphan;
  const stem = isValidName(facts.commonName) ? facts.commonName : 'certificate';
  for (let number = 1; ; number++) {
    const name = number === 1 ? stem : `${stem}-${number}`;
    if ((await takenBy(store, name)) === null && !configuration.certificates.has(name)) return name;
  }
}

/** A run that was cut off before it wrote the entry left it in the store. */
export async function orphanWith(
  store: Store,
  configuration: Configuration,
  facts: CertificateFacts,
): Promise<string | null> {
  for (const name of await listNames(store)) {
    if (!configuration.certificates.has(name) && (await holds(store, name, facts))) return name;
  }
  return null;
}

async function holds(
  store: Store,
  name: string,
  { fingerprintSha256 }: CertificateFacts,
): Promise<boolean> {
  const current = await readCurrent(store, name);
  return current?.manifest.facts.fingerprintSha256 === fingerprintSha256;
}

/** A folder of the store without an entry is free if nothing, or just this certificate, is in use. */
async function requireFree(
  store: Store,
  configuration: Configuration,
  name: string,
  facts: CertificateFacts,
): Promise<void> {
  const taken = await takenBy(store, name);
  const free =
    taken === null ||
    (await readCurrent(store, taken)) === null ||
    (taken === name && (await holds(store, name, facts)));
  const isConfigured = configuration.certificates.has(name);
  if (isConfigured) throw new WeborcaError('name-taken', { name });
  if (!free) throw new WeborcaError('name-taken', { name, unconfigured: true });
}

/**
 * Whether a file is kept up to date where it lies when nobody says anything: what passes through a
 * folder, or came in a zip, is not. For a front end that asks first.
 */
export async function staysInPlace(
  { effects }: Pick<Context, 'effects'>,
  path: string,
): Promise<boolean> {
  return !path.toLowerCase().endsWith('.zip') && !(await passesThrough(effects, path));
}

async function keepsInPlace(
  { effects }: Context,
  request: AddRequest,
  source: Source,
): Promise<boolean> {
  if (source.fromZip) {
    if (request.inPlace !== true) return false;
    throw new WeborcaError('usage-invalid', { problem: 'zip-in-place', value: source.path });
  }
  if (isShared(source)) {
    if (request.inPlace !== true) return false;
    throw new WeborcaError('usage-invalid', { problem: 'shared-in-place', value: source.path });
  }
  return request.inPlace ?? !(await passesThrough(effects, source.path));
}

/** Replaced, it would lose another client's certificate, or the second password of its key. */
function isShared({ keyPath, resealed, opened, alsoThere }: Source): boolean {
  if (keyPath !== undefined) return false;
  const { subject } = opened.identity.leaf.facts;
  return resealed || alsoThere.some((other) => other.subject !== subject);
}

function notesOf({ opened, leftClosed }: Source): Added['notes'] {
  return [...opened.notes, ...(leftClosed ? (['left-closed'] as const) : [])];
}

/**
 * Where the file itself lies: no consumer is replaced through a link, and each renewal would stop at
 * one. Folders that are links stay as they were named.
 */
async function behindLink({ effects: { files } }: Context, path: string): Promise<string> {
  const { kind } = await files.status(path);
  return kind === 'link' ? files.realPath(path) : path;
}

/** Kept as it is: a .p12 under its password; PEM files with a key that is plain or encrypted. */
function inPlaceEntry({ path, keyPath }: Source): ConsumerConfiguration {
  if (keyPath === undefined) return { kind: 'pkcs12', path, password: 'keep', format: 'same' };
  return { kind: 'pem', certificate: path, key: keyPath, password: 'keep' };
}

async function inspected(
  context: Context,
  certificate: CertificateConfiguration,
  { fingerprintSha256: fingerprint }: CertificateFacts,
): Promise<Added['consumers']> {
  if (certificate.consumers.length === 0) return [];
  const { noteCurrent } = await import('../consumers/note-current.ts');
  return noteCurrent({ ...consumersOf(context, certificate), fingerprint });
}
