import { resolve } from 'node:path';
import { loadConfiguration } from '../configuration/load.ts';
import type { CertificateConfiguration, Configuration } from '../configuration/types.ts';
import { asWeborcaError, hasCode, WeborcaError } from '../errors.ts';
import type { CertificateFacts } from '../certificate/facts.ts';
import type { Wanted } from '../receive/choose.ts';
import { readAbandonedFile, type AbandonedFile } from '../store/unfinished.ts';
import type { Candidate } from '../renewal/candidate.ts';
import { recordsOf } from '../store/records.ts';
import { readCurrent } from '../store/current.ts';
import {
  readCertificateFile,
  type CertificateFile,
  type CertificateRequest,
} from './certificate-file.ts';
import { backupContext } from '../renewal/back-up.ts';
import { requireSomething } from '../configuration/under-care.ts';
import { selectCertificates } from '../configuration/selection.ts';
import { storeOf } from '../store/store.ts';
import type { Context, PasswordSource, RenewalResult } from '../context.ts';
import { withSession } from './with-session.ts';

export interface ReceiveRequest {
  /** A zip of the management site, a .p12, a backup folder or a zip of one, or what the receipt viewer saved as `*.yyyymmdd`. */
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
}

/**
 * Takes in a certificate that was renewed by hand or by another program, or one that was issued and
 * put away as unfit: its name and its password are then known.
 *
 * @throws WeborcaError of opening the file; `usage-invalid` when it is not clear whose it is;
 *   `nothing-under-care`: then it can be added
 */
export async function receive(context: Context, request: ReceiveRequest): Promise<RenewalResult> {
  const { effects } = context;
  const { configuration, certificate, found } = await findRecipient(context, request);
  const { facts } = found.opened.identity.leaf;
  if (found.leftClosed) {
    context.observe({ kind: 'notice', name: certificate.name, notice: 'left-closed', facts: {} });
  }
  const candidate: Candidate = {
    p12: found.p12,
    password: found.opened.password,
    origin: 'received',
    fileName: found.fileName,
  };
  const allowed = {
    commonName: request.acceptCn ?? null,
    issuer: request.acceptIssuer ?? null,
  };
  const { receiveOne } = await import('../renewal/receive.ts');
  try {
    const options = { force: false, dryRun: false };
    const at = { configuration, certificate, options };
    const result = await withSession(context, at, (session) =>
      receiveOne(session, { candidate, fingerprintSha256: facts.fingerprintSha256, allowed }),
    );
    return found.alsoThere.length === 0 ? result : { ...result, alsoThere: found.alsoThere };
  } catch (thrown) {
    const nothing = { old: null, new: null, verified: null, backups: [], consumers: [] };
    const error = asWeborcaError(thrown);
    const { name: its } = certificate;
    const { failures } = recordsOf(effects, { store: storeOf(context), name: its });
    await failures.note({ step: null, error });
    return { name: its, outcome: 'failed', ...nothing, error };
  }
}

/** Whose a file is, and what it holds; nothing is changed. @throws WeborcaError as `receive` */
export async function recipientOf(
  context: Context,
  request: ReceiveRequest,
): Promise<{ readonly name: string; readonly facts: CertificateFacts }> {
  const { certificate, found } = await findRecipient(context, request);
  return { name: certificate.name, facts: found.opened.identity.leaf.facts };
}

interface Recipient {
  readonly configuration: Configuration;
  readonly certificate: CertificateConfiguration;
  readonly found: CertificateFile;
}

async function findRecipient(context: Context, request: ReceiveRequest): Promise<Recipient> {
  const { effects, places } = context;
  const configuration = await loadConfiguration(effects, places);
  const path = resolve(request.file);
  await requireSomething(context, configuration, request.file);
  const abandoned = await readAbandonedFile(effects, storeOf(context), path);
  const known = abandoned !== null && configuration.certificates.has(abandoned.name);
  const name = request.name ?? (known ? abandoned.name : undefined);
  const underCare = await factsUnderCare(context, configuration, name);
  const { cn, acceptCn } = request;
  const found = await readWith(context, request, abandoned, {
    ...(cn === undefined ? {} : { commonName: cn }),
    fits: (facts) =>
      facts.commonName === acceptCn || underCare.some((one) => isSameClient(one.facts, facts)),
  });
  const { facts } = found.opened.identity.leaf;
  return { configuration, found, certificate: whose(configuration, name, underCare, facts) };
}

/** What came with an issued file that led nowhere lies beside it: nobody needs to look for it. */
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
    const facts = (await readCurrent(store, certificate.name))?.manifest.facts;
    if (facts !== undefined) found.push({ certificate, facts });
  }
  return found;
}

function isSameClient(one: CertificateFacts, other: CertificateFacts): boolean {
  return one.subject === other.subject && one.issuer === other.issuer;
}

function whose(
  configuration: Configuration,
  name: string | undefined,
  underCare: readonly UnderCare[],
  facts: CertificateFacts,
): CertificateConfiguration {
  if (name !== undefined) {
    const [certificate] = selectCertificates(configuration, [name]);
    if (certificate !== undefined) return certificate;
  }
  const [only, ...others] = underCare.filter((one) => isSameClient(one.facts, facts));
  if (only !== undefined && others.length === 0) return only.certificate;
  throw new WeborcaError('usage-invalid', {
    problem: only === undefined ? 'no-certificate-matches' : 'several-certificates-match',
    value: facts.commonName,
  });
}
