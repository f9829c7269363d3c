import type { Certificate } from '@weborca-cert/core';
import type { Authority } from '../authority/authority.ts';

export type RefusalReason = 'none' | 'foreign' | 'expired' | 'not-yet-valid' | 'no-client-auth';

/** Whether a client may speak to the service at all, by its certificate alone. */
export type Admission =
  | { readonly admitted: true; readonly certificate: Certificate }
  | {
      readonly admitted: false;
      readonly reason: RefusalReason;
      readonly certificate: Certificate | null;
    };

/** The handshake has proved that the client has the key; `null`: it sent no certificate. */
export function admit(certificate: Certificate | null, authority: Authority, now: Date): Admission {
  if (certificate === null) return { admitted: false, reason: 'none', certificate };
  const reason = refusal(certificate, authority, now);
  return reason === null
    ? { admitted: true, certificate }
    : { admitted: false, reason, certificate };
}

function refusal(certificate: Certificate, authority: Authority, now: Date): RefusalReason | null {
  if (!authority.signed(certificate)) return 'foreign';
  if (now > certificate.facts.notAfter) return 'expired';
  if (now < certificate.facts.notBefore) return 'not-yet-valid';
  return certificate.clientAuth ? null : 'no-client-auth';
}
