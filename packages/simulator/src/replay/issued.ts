import type { RecordedCall } from '@weborca-cert/core';
import type { IssueFault } from '../service/issuance.ts';

type Issued = NonNullable<RecordedCall['issued']>;

/** The certificate to issue so that it differs from a good one as the recorded one did. Pure. */
export function issueFaultOf({ opens, passwordForm, certificate }: Issued): IssueFault | null {
  switch (opens) {
    case 'not-with-its-password':
      return 'wrong-password';
    case 'key-does-not-fit':
      return 'key-mismatch';
    case 'without-the-line-end-of-its-password':
      return 'password-line-end-added';
    case 'cannot-be-read':
    case 'not-tried':
      return null;
    case 'with-its-password':
  }
  if (passwordForm === 'with-line-end') return 'password-line-end';
  if (certificate === null) return null;
  const [against] = certificate.against;
  if (against === 'not-later') {
    return certificate.validToInDays < 0 ? 'expired' : 'earlier-expiry';
  }
  const fault = against === undefined ? undefined : faultsAgainst.get(against);
  if (fault !== undefined) return fault;
  if (certificate.validFromInDays > 0) return 'not-yet-valid';
  return certificate.friendlyName === 'with-control-characters' ? 'hostile-friendly-name' : null;
}

const faultsAgainst: ReadonlyMap<string, IssueFault> = new Map([
  ['subject-differs', 'other-subject'],
  ['issuer-differs', 'other-issuer'],
  ['same-serial', 'same-serial'],
  ['same-key', 'reused-key'],
  ['ca', 'ca-certificate'],
  ['no-client-auth', 'no-client-auth'],
  ['key-weaker', 'weaker-key'],
]);
