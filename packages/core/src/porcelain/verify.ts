import { loadConfiguration, selectCertificates } from '../configuration/load.ts';
import { asWeborcaError, hasCode, WeborcaError } from '../errors.ts';
import { readCurrent } from '../store/current.ts';
import type { Context, Verification } from '../context.ts';
import { openSession } from './with-session.ts';

/** One mutual-TLS handshake with WebORCA for each certificate in use. Changes nothing. */
export async function verify(
  context: Context,
  names: readonly string[],
): Promise<readonly Verification[]> {
  const configuration = await loadConfiguration(context.effects, context.places);
  const { askInUse, verificationFailed, verificationInconclusive, weborcaHost } =
    await import('../renewal/verify.ts');
  const { certificateExpired } = await import('../renewal/expired.ts');
  const { openVersion } = await import('../renewal/open-version.ts');
  const { laterOf } = await import('../renewal/rolled-back.ts');
  const results: Verification[] = [];
  for (const certificate of selectCertificates(configuration, names)) {
    const { name } = certificate;
    let host = certificate.service;
    try {
      const options = { force: false, dryRun: false };
      const session = await openSession(context, { configuration, certificate, options });
      host = weborcaHost(session);
      const current = await readCurrent(session.store, name);
      if (current === null) throw new WeborcaError('version-unknown', { name, version: 'current' });
      const { identity } = await openVersion(session, current);
      const proof = await askInUse(session, identity);
      if (proof === null) {
        results.push({ name, host, accepted: null, reason: 'not-asked' });
        continue;
      }
      const { verdict, reason } = proof;
      const { facts } = identity.leaf;
      // Whatever the server says of it, or does not: that it is over explains all of it.
      if (verdict !== 'accepted' && facts.notAfter < context.effects.now()) {
        const accepted = verdict === 'refused' ? false : null;
        const error = certificateExpired(name, facts, session.service, proof.error ?? undefined);
        results.push({ name, host, reason, accepted, error });
        continue;
      }
      const result = { name, host, reason };
      switch (verdict) {
        case 'accepted':
          results.push({ ...result, accepted: true });
          break;
        case 'refused': {
          const error = verificationFailed(session, proof, {
            inUse: true,
            ...(await laterOf(session, facts.notAfter)),
          });
          results.push({ ...result, accepted: false, error });
          break;
        }
        case 'inconclusive': {
          // Where no answer came, the road is what is wrong, and its error tells more.
          const error =
            forVerify(proof.error) ?? verificationInconclusive(session, proof, { inUse: true });
          results.push({ ...result, accepted: null, error });
        }
      }
    } catch (thrown) {
      const error = asWeborcaError(thrown);
      results.push({ name, host, accepted: null, reason: error.code, error });
    }
  }
  return results;
}

/** The way out is to verify again, not to renew. */
function forVerify(error: WeborcaError | null | undefined): WeborcaError | null {
  if (error == null || !hasCode(error, 'service-unreachable')) return error ?? null;
  const details = { ...error.details, doing: 'verify' } as const;
  return new WeborcaError('service-unreachable', details, { cause: error });
}
