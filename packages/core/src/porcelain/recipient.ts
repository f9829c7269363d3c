import { basename, resolve } from 'node:path';
import { backupContext } from '../backup/destination.ts';
import { tenantOfFileName } from '../renewal/candidate.ts';
import type { CertificateFacts } from '../certificate/facts.ts';
import { loadConfiguration, selectCertificates } from '../configuration/load.ts';
import type { CertificateConfiguration, Configuration } from '../configuration/types.ts';
import { requireSomething } from '../configuration/under-care.ts';
import type { Context, PasswordSource } from '../context.ts';
import { hasCode, WeborcaError } from '../errors.ts';
import type { Wanted } from '../receive/choose.ts';
import { readCurrent } from '../store/current.ts';
import { storeOf } from '../store/store.ts';
import { readAbandonedFile, type AbandonedFile } from '../store/unfinished.ts';
import {
  readCertificateFile,
  type CertificateFile,
  type CertificateRequest,
} from './certificate-file.ts';

export interface ReceiveRequest {
  /**
   * A zip of the management site, a .p12, a backup folder or a zip of one, or what the receipt
   * viewer saved as `*.yyyymmdd`.
   */
  readonly file: string;
  readonly password: PasswordSource;
  /** Of a key that has another password than its file. */
  readonly keyPassword?: PasswordSource;
  /** Which of several clients in the file. */
  readonly cn?: string;
  /** Default: the only certificate whose subject and issuer are the same. */
  readonly name?: string;
  /** Take it although its CN is this one instead. */
  readonly acceptCn?: string;
  /** Take it although its issuer is this one instead. */
  readonly acceptIssuer?: string;
  /** Nobody has named this very file: what does not show its tenant is not taken to be anybody's. */
  readonly unasked?: boolean;
}

/** A file that was opened, and the certificate that it follows. */
export interface Recipient {
  readonly configuration: Configuration;
  readonly certificate: CertificateConfiguration;
  readonly found: CertificateFile;
}

/** What a received certificate may follow. */
export interface Registered {
  readonly configuration: Configuration;
  readonly underCare: readonly UnderCare[];
}

/** All that are under care, for a look into many files. @throws WeborcaError `nothing-under-care` */
export async function allRegistered(context: Context, file: string): Promise<Registered> {
  const configuration = await loadConfiguration(context.effects, context.places);
  await requireSomething(context, configuration, file);
  return { configuration, underCare: await factsUnderCare(context, configuration, undefined) };
}

/**
 * Opens a file and says which certificate it follows; nothing is changed.
 *
 * @param among read once for many files; left out, it is read for this one
 * @throws WeborcaError of opening the file; `usage-invalid` when it is not clear whose it is;
 *   `nothing-under-care`: then it can be added
 */
export async function findRecipient(
  context: Context,
  request: ReceiveRequest,
  among?: Registered,
): Promise<Recipient> {
  const { effects, places } = context;
  const configuration = among?.configuration ?? (await loadConfiguration(effects, places));
  const path = resolve(request.file);
  if (among === undefined) await requireSomething(context, configuration, request.file);
  const abandoned = await readAbandonedFile(effects, storeOf(context), path);
  const known = abandoned !== null && configuration.certificates.has(abandoned.name);
  const name = request.name ?? (known ? abandoned.name : undefined);
  const underCare =
    among !== undefined && name === undefined
      ? among.underCare
      : await factsUnderCare(context, configuration, name);
  const { cn, acceptCn, acceptIssuer } = request;
  const found = await readWith(context, request, abandoned, {
    ...(cn === undefined ? {} : { commonName: cn }),
    fits: (facts) =>
      facts.commonName === acceptCn ||
      underCare.some((one) => isSameClient(one.facts, facts, acceptIssuer)),
  });
  const { facts } = found.opened.identity.leaf;
  const same = underCare.filter((one) => isSameClient(one.facts, facts, acceptIssuer));
  const tenant = tenantOfFileName(found.fileName) ?? tenantOfFileName(p12NameOf(path));
  const follows = narrowedByTenant(same, { tenant, facts, unasked: request.unasked === true });
  const named = { file: request.file, configuration, name };
  return { configuration, found, certificate: whose(named, follows, facts) };
}

/** What came with an issued file that led nowhere lies beside it, and is found by itself. */
async function readWith(
  context: Context,
  { file, password, keyPassword }: ReceiveRequest,
  abandoned: AbandonedFile | null,
  wanted: Wanted,
): Promise<CertificateFile> {
  const handed = await readHandedOver(context, { path: resolve(file), password });
  if (handed !== null) return handed;
  const given = { path: resolve(file), password, wanted };
  const request = { ...given, ...(keyPassword === undefined ? {} : { keyPassword }) };
  if (abandoned === null) return readCertificateFile(context, request);
  try {
    return await readCertificateFile(context, {
      ...request,
      password: async () => abandoned.password,
    });
  } catch (error) {
    if (!hasCode(error, 'password-wrong')) throw error;
    return readCertificateFile(context, request);
  }
}

/**
 * A backup's folder is how somebody else hands on what they renewed. Null: it is no folder. What lies
 * in it is only read, and goes through the same checks as a file that was brought.
 */
async function readHandedOver(
  context: Context,
  { path, password }: Pick<CertificateRequest, 'path' | 'password'>,
): Promise<CertificateFile | null> {
  const { files } = context.effects;
  const kind = await files.status(path).then(
    (status) => status.kind,
    () => null,
  );
  if (kind !== 'directory') return null;
  const { restoreBackup } = await import('../backup/restore.ts');
  const { openPkcs12 } = await import('../pkcs12/open.ts');
  const backup = await restoreBackup(backupContext(context), path, { password });
  const { p12, fileName } = backup;
  const opened = await openPkcs12(p12, backup.password);
  return {
    ...{ p12, opened, fileName },
    ...{ fromZip: false, alsoThere: [], leftClosed: false, resealed: false },
  };
}

interface UnderCare {
  readonly certificate: CertificateConfiguration;
  readonly facts: CertificateFacts;
  /** By its official file name. */
  readonly tenant: string | null;
}

/** A zip is called as its certificate is; browsers number what they have saved twice. */
function p12NameOf(path: string): string {
  return basename(path).replace(/(?: ?\(\d+\))?\.zip$/i, '.p12');
}

interface Shown {
  readonly tenant: string | null;
  readonly facts: CertificateFacts;
  readonly unasked: boolean;
}

/**
 * Every clinic may have a client001, and it is not known whether the subject says whose it is: names
 * of two tenants speak against it, and among equals that of the same tenant decides.
 */
function narrowedByTenant(
  same: readonly UnderCare[],
  { tenant, facts, unasked }: Shown,
): readonly UnderCare[] {
  const possible = same.filter(
    (one) => tenant === null || one.tenant === null || one.tenant === tenant,
  );
  const sure = possible.filter((one) => tenant !== null && one.tenant === tenant);
  if (sure.length > 0) return sure;
  return unasked && facts.subject === `CN=${facts.commonName}` ? [] : possible;
}

interface Named {
  readonly file: string;
  readonly configuration: Configuration;
  readonly name: string | undefined;
}

/** What a received certificate may follow: of the one that was named, else of all. */
async function factsUnderCare(
  context: Context,
  configuration: Configuration,
  name: string | undefined,
): Promise<readonly UnderCare[]> {
  const store = storeOf(context);
  const candidates =
    name === undefined
      ? [...configuration.certificates.values()]
      : selectCertificates(configuration, [name]);
  const found: UnderCare[] = [];
  for (const certificate of candidates) {
    const manifest = (await readCurrent(store, certificate.name))?.manifest;
    if (manifest === undefined) continue;
    const { facts, fileName } = manifest;
    found.push({ certificate, facts, tenant: tenantOfFileName(fileName) });
  }
  return found;
}

function isSameClient(
  one: CertificateFacts,
  other: CertificateFacts,
  acceptIssuer: string | undefined,
): boolean {
  const sameIssuer = one.issuer === other.issuer || other.issuer === acceptIssuer;
  return one.subject === other.subject && sameIssuer;
}

function whose(
  { file, configuration, name }: Named,
  follows: readonly UnderCare[],
  facts: CertificateFacts,
): CertificateConfiguration {
  if (name !== undefined) {
    const [certificate] = selectCertificates(configuration, [name]);
    if (certificate !== undefined) return certificate;
  }
  const [only, ...others] = follows;
  if (only !== undefined && others.length === 0) return only.certificate;
  throw new WeborcaError('usage-invalid', {
    problem: only === undefined ? 'no-certificate-matches' : 'several-certificates-match',
    value: facts.commonName,
    path: resolve(file),
  });
}
