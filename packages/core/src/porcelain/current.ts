import { loadConfiguration, alike, selectCertificates } from '../configuration/load.ts';
import type { CertificateConfiguration, Configuration } from '../configuration/types.ts';
import { asWeborcaError, WeborcaError } from '../errors.ts';
import type { Session } from '../renewal/session.ts';
import { readCurrent } from '../store/current.ts';
import type { CurrentVersion, Store } from '../store/types.ts';
import type { Context } from '../context.ts';
import type { RenewalStep } from '../words/steps.ts';
import { noteEnded, withSession } from './with-session.ts';
import type { RenewOptions } from '../renewal/session.ts';

/** The version in use. @throws WeborcaError `version-unknown` when the store has none */
export async function requireCurrent(store: Store, name: string): Promise<CurrentVersion> {
  const current = await readCurrent(store, name);
  if (current !== null) return current;
  throw new WeborcaError('version-unknown', { name, version: 'current' });
}

/**
 * By the very name: what works at one goes on with it.
 *
 * @throws WeborcaError `name-unknown`
 */
export async function loadOne(
  context: Context,
  name: string,
): Promise<{ configuration: Configuration; certificate: CertificateConfiguration }> {
  const configuration = await loadConfiguration(context.effects, context.places);
  const [certificate] = selectCertificates(configuration, [name]);
  if (certificate?.name === name) return { configuration, certificate };
  throw new WeborcaError('name-unknown', { name, known: [...configuration.certificates.keys()] });
}

/**
 * The name under care that was typed in another case or width. One that nothing has is given back as
 * it is: who works at it says so.
 */
export async function nameMeant({ effects, places }: Context, typed: string): Promise<string> {
  const { certificates } = await loadConfiguration(effects, places);
  return certificates.has(typed) ? typed : (alike(certificates, typed)?.name ?? typed);
}

const gently: RenewOptions = { force: false, dryRun: false };

/** Works at one named certificate under its lock. */
export async function withOne<T>(
  context: Context,
  name: string,
  work: (session: Session) => Promise<T>,
  options: RenewOptions = gently,
): Promise<T> {
  const { configuration, certificate } = await loadOne(context, name);
  return withSession(context, { configuration, certificate, options }, work);
}

/**
 * Works at each of the named certificates, or all, one after the other. One that fails, from its lock
 * on, keeps none of the others from their turn.
 *
 * @param failed makes the result of one whose work threw
 * @param noteAs the step as which that is written down; null: it is not
 * @throws WeborcaError `interrupted`, and what concerns all of them
 */
export async function withEach<T>(
  context: Context,
  names: readonly string[],
  {
    work,
    failed,
    noteAs,
  }: {
    readonly work: (session: Session) => Promise<T>;
    readonly failed: (name: string, error: WeborcaError) => T;
    readonly noteAs: RenewalStep | null;
  },
): Promise<readonly T[]> {
  const configuration = await loadConfiguration(context.effects, context.places);
  const results: T[] = [];
  for (const certificate of selectCertificates(configuration, names)) {
    try {
      const at = { configuration, certificate, options: gently };
      results.push(await withSession(context, at, work));
    } catch (thrown) {
      const error = asWeborcaError(thrown);
      if (error.code === 'interrupted' || context.signal.aborted) throw error;
      if (noteAs !== null) await noteEnded(context, certificate.name, { step: noteAs, error });
      results.push(failed(certificate.name, error));
    }
  }
  return results;
}
