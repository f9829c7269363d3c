import type { CertificateState, CheckedCertificate } from '@weborca-cert/core';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Session } from '../session.ts';

const exits: Readonly<Record<CertificateState, ExitCode>> = {
  valid: exitCodes.done,
  due: exitCodes.due,
  urgent: exitCodes.due,
  superseded: exitCodes.due,
  'not-renewable': exitCodes.due,
  expired: exitCodes.expired,
  unreadable: exitCodes.unreadable,
  'not-yet-valid': exitCodes.unreadable,
};

/** The highest wins. */
export function checkExitCode(certificates: readonly CheckedCertificate[]): ExitCode {
  return certificates.reduce<ExitCode>(
    (highest, { state }) => (exits[state] > highest ? exits[state] : highest),
    exitCodes.done,
  );
}

/** One line for each certificate that needs something. */
export function renderChecked(
  certificates: readonly CheckedCertificate[],
  { text, word, day }: Session,
): string {
  if (certificates.length === 0) return text.said.nothingUnderCare;
  const needy = certificates.filter(({ state }) => state !== 'valid');
  if (needy.length === 0) return text.said.allWell(certificates.length);
  return needy
    .map(({ name, state, notAfter, daysLeft }) => {
      const until =
        notAfter === null || daysLeft === null
          ? ''
          : ` (${day(notAfter)}${text.said.comma}${text.said.left(daysLeft)})`;
      return `${name}: ${word('state', state)}${until}`;
    })
    .join('\n');
}
