import {
  cleanText,
  type CertificateState,
  type Checked,
  type CheckedCertificate,
  type ConsumerStatus,
} from '@weborca-cert/core';
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

/** A manual one waits for a person, who is told elsewhere. */
const consumerExits: Readonly<Record<ConsumerStatus['state'], ExitCode>> = {
  current: exitCodes.done,
  manual: exitCodes.done,
  behind: exitCodes.due,
  failed: exitCodes.due,
  'needs-elevation': exitCodes.due,
};

/** The highest wins. */
export function checkExitCode({ certificates, unnamed }: Checked): ExitCode {
  const codes = certificates.map((certificate) => exitOf(certificate));
  if (unnamed.length > 0) codes.push(exitCodes.unreadable);
  return highest(codes);
}

interface Judged extends Pick<CheckedCertificate, 'state' | 'recovered'> {
  readonly consumers: readonly Pick<ConsumerStatus, 'state'>[];
}

export function exitOf({ state, consumers, recovered }: Judged): ExitCode {
  return highest([
    exits[state],
    // The record of which version is in use could not be read.
    recovered === null ? exitCodes.done : exitCodes.unreadable,
    ...consumers.map((consumer) => consumerExits[consumer.state]),
  ]);
}

export function highest(codes: readonly ExitCode[]): ExitCode {
  return codes.reduce((one, other) => (other > one ? other : one), exitCodes.done);
}

export function checkedJson({ certificates, unnamed }: Checked) {
  return {
    certificates: certificates.map(({ consumers, ...certificate }) => ({
      ...certificate,
      consumers: consumers.map(({ kind, path, state }) => ({ kind, path, state })),
    })),
    unnamed: unnamed.map(({ name }) => name),
  };
}

/** One line for each certificate that needs something. */
export function renderChecked(checked: Checked, session: Session): string {
  const { certificates, unnamed } = checked;
  const needy = certificates.filter((certificate) => exitOf(certificate) !== exitCodes.done);
  if (needy.length === 0 && unnamed.length === 0) {
    return session.text.said.allWell(certificates.length);
  }
  return [
    ...needy.map((certificate) => lineOf(certificate, session)),
    ...unnamed.map(({ name, folder }) => session.text.said.unnamed(name, folder)),
  ].join('\n');
}

function lineOf(
  { name, state, notAfter, daysLeft, consumers, recovered }: CheckedCertificate,
  { text, word, wordOrCode, lastDay }: Session,
): string {
  const { said } = text;
  const left = state === 'expired' ? said.leftOrPast : said.left;
  const until =
    notAfter === null || daysLeft === null
      ? ''
      : ` (${lastDay(notAfter)}${said.comma}${left(daysLeft)})`;
  const behind = consumers
    .filter((consumer) => consumerExits[consumer.state] !== exitCodes.done)
    .map(
      (one) =>
        `${wordOrCode('consumer-kind', one.kind)} ${cleanText(one.path)} ${word('consumer-state', one.state)}`,
    );
  return [
    `${name}: ${word('state', state)}${until}`,
    ...(recovered === null ? [] : [said.recovered(name, recovered)]),
    ...(behind.length === 0 ? [] : [said.consumersBehind(name, behind.join(said.comma))]),
  ].join('; ');
}
