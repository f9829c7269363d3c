import type { CertificateStatus } from '@weborca-cert/core';

/**
 * The answer of the language-model tool: CN, states, days, dates and fingerprints; names, which are
 * clinics' names, only where a person has said so. No path, no key, no password, no subject beyond
 * the CN.
 */
export function toolAnswer(
  certificates: readonly CertificateStatus[],
  { names }: { readonly names: boolean },
): string {
  return JSON.stringify({
    certificates: certificates.map(({ name, state, facts, lastFailure }) => ({
      ...(names ? { name } : {}),
      state,
      lastFailure:
        lastFailure === null
          ? null
          : {
              at: lastFailure.at.toISOString(),
              step: lastFailure.step,
              code: lastFailure.error.code,
            },
      commonName: facts?.commonName ?? null,
      notBefore: facts?.notBefore.toISOString() ?? null,
      notAfter: facts?.notAfter.toISOString() ?? null,
      daysLeft: facts?.daysLeft ?? null,
      fingerprintSha256: facts?.fingerprintSha256 ?? null,
    })),
  });
}
