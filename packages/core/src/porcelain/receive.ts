import { resolve } from 'node:path';
import { loadConfiguration } from '../configuration/load.ts';
import type { CertificateConfiguration, Configuration } from '../configuration/types.ts';
import { asWeborcaError, hasCode, WeborcaError } from '../errors.ts';
import type { CertificateFacts } from '../certificate/facts.ts';
import { readAbandonedFile, type AbandonedFile } from '../renewal/abandoned.ts';
import type { Candidate } from '../renewal/accept.ts';
import { noteFailure } from '../renewal/failures.ts';
import { nameFolder } from '../store/layout.ts';
import { readCurrent } from '../store/read-current.ts';
import { readCertificateFile, type CertificateFile } from './certificate-file.ts';
import { selectCertificates, storeOf } from './selection.ts';
import type { Context, PasswordSource, RenewalResult } from './types.ts';
import { withSession } from './with-session.ts';

export interface ReceiveRequest {
  /** A zip of the management site, a .p12, or what the receipt viewer saved as `*.yyyymmdd`. */
  readonly file: string;
  readonly password: PasswordSource;
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
 * @throws WeborcaError of opening the file; `usage-invalid` when it is not clear whose it is
 */
export async function receive(context: Context, request: ReceiveRequest): Promise<RenewalResult> {
  const { effects, places } = context;
  const configuration = await loadConfiguration(effects, places);
  const path = resolve(request.file);
  const abandoned = await readAbandonedFile(effects, storeOf(context).dir, path);
  const found = await readWith(context, path, request.password, abandoned);
  const { facts } = found.opened.identity.leaf;
  const known = abandoned !== null && configuration.certificates.has(abandoned.name);
  const name = request.name ?? (known ? abandoned.name : undefined);
  const certificate = await whose(context, configuration, name, facts);
  const candidate: Candidate = {
    p12: found.p12,
    password: found.opened.password,
    origin: 'received',
    fileName: found.fileName,
  };
  const accepted = {
    commonName: request.acceptCn ?? null,
    issuer: request.acceptIssuer ?? null,
  };
  const { receiveOne } = await import('../renewal/receive.ts');
  try {
    const options = { force: false, dryRun: false };
    return await withSession(context, configuration, certificate, options, (session) =>
      receiveOne(session, candidate, facts.fingerprintSha256, accepted),
    );
  } catch (thrown) {
    const nothing = { old: null, new: null, verified: null, backups: [], consumers: [] };
    const error = asWeborcaError(thrown);
    const folder = nameFolder(storeOf(context), certificate.name);
    await noteFailure(effects, folder, { step: null, error });
    return { name: certificate.name, outcome: 'failed', ...nothing, error };
  }
}

/** What came with an issued file that led nowhere lies beside it: nobody needs to look for it. */
async function readWith(
  context: Context,
  path: string,
  password: PasswordSource,
  abandoned: AbandonedFile | null,
): Promise<CertificateFile> {
  if (abandoned === null) return readCertificateFile(context, path, password);
  try {
    return await readCertificateFile(context, path, async () => abandoned.password);
  } catch (error) {
    if (!hasCode(error, 'password-wrong')) throw error;
    return readCertificateFile(context, path, password);
  }
}

async function whose(
  context: Context,
  configuration: Configuration,
  name: string | undefined,
  facts: CertificateFacts,
): Promise<CertificateConfiguration> {
  if (name !== undefined) {
    const [certificate] = selectCertificates(configuration, [name]);
    if (certificate !== undefined) return certificate;
  }
  const store = storeOf(context);
  const matching: CertificateConfiguration[] = [];
  for (const certificate of configuration.certificates.values()) {
    const current = await readCurrent(store, certificate.name);
    const { subject, issuer } = current?.manifest.facts ?? { subject: null, issuer: null };
    if (subject === facts.subject && issuer === facts.issuer) matching.push(certificate);
  }
  const [only, ...others] = matching;
  if (only !== undefined && others.length === 0) return only;
  throw new WeborcaError('usage-invalid', {
    problem: only === undefined ? 'no-certificate-matches' : 'several-certificates-match',
    value: facts.commonName,
  });
}
