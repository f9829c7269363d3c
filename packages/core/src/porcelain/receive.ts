import { asWeborcaError } from '../errors.ts';
import type { Candidate } from '../renewal/candidate.ts';
import type { Context, RenewalResult } from '../context.ts';
import { findRecipient, type ReceiveRequest, type Recipient } from './recipient.ts';
import { noteEnded, withSession } from './with-session.ts';

/**
 * Takes in a certificate that was renewed by hand or by another program, or one that was issued and
 * put away as unfit: its name and its password are then known.
 *
 * @throws WeborcaError of opening the file; `usage-invalid` when it is not clear whose it is;
 *   `nothing-under-care`: then it can be added
 */
export async function receive(context: Context, request: ReceiveRequest): Promise<RenewalResult> {
  return receiveFound(context, await findRecipient(context, request), request);
}

/** The same with a file that was opened already. */
export async function receiveFound(
  context: Context,
  { configuration, certificate, found }: Recipient,
  { acceptCn, acceptIssuer }: Pick<ReceiveRequest, 'acceptCn' | 'acceptIssuer'>,
): Promise<RenewalResult> {
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
    commonName: acceptCn ?? null,
    issuer: acceptIssuer ?? null,
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
    await noteEnded(context, its, { step: null, error });
    return { name: its, outcome: 'failed', ...nothing, error };
  }
}
