import { loadConfiguration } from '../configuration/load.ts';
import { asWeborcaError } from '../errors.ts';
import { readCurrent } from '../store/read-current.ts';
import { selectCertificates } from '../configuration/selection.ts';
import type { Context, Verification } from '../context.ts';
import { openSession } from './with-session.ts';
import { WeborcaError } from '../errors.ts';

/** One mutual-TLS handshake with WebORCA for each certificate in use. Changes nothing. */
export async function verify(
  context: Context,
  names: readonly string[],
): Promise<readonly Verification[]> {
  const configuration = await loadConfiguration(context.effects, context.places);
  const { ask, verificationFailed } = await import('../renewal/prove.ts');
  const { openVersion } = await import('../renewal/open-version.ts');
  const results: Verification[] = [];
  for (const certificate of selectCertificates(configuration, names)) {
    const { name } = certificate;
    let host = certificate.service;
    try {
      const options = { force: false, dryRun: false };
      const session = await openSession(context, configuration, certificate, options);
      ({ host } = session.service.weborca);
      const current = await readCurrent(session.store, name);
      if (current === null) throw new WeborcaError('version-unknown', { name, version: 'current' });
      const { identity } = await openVersion(session, current);
      const { verdict, reason, error } = await ask(session, identity);
      const accepted = verdict === 'accepted' ? true : verdict === 'refused' ? false : null;
      // Where no answer came, the road is what is wrong, not the certificate.
      const why = accepted === null && error !== null ? error : verificationFailed(session, reason);
      results.push({ name, host, accepted, reason, ...(accepted === true ? {} : { error: why }) });
    } catch (thrown) {
      const error = asWeborcaError(thrown);
      results.push({ name, host, accepted: null, reason: error.code, error });
    }
  }
  return results;
}
