import {
  cleanText,
  consumerStates,
  isUpToDate,
  kindWords,
  states,
  type CertificateState,
  type Checked,
  type CheckedCertificate,
  type ConsumerStatus,
} from '@weborca-cert/core';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { conditionTexts } from '../text/condition.ts';
import { wordIn, type Voice } from '../voice.ts';

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
    consumers.every((consumer) => isUpToDate(consumer.state)) ? exitCodes.done : exitCodes.due,
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
export function renderChecked(checked: Checked, voice: Voice): string {
  const { certificates, unnamed } = checked;
  const said = voice.say(conditionTexts);
  const needy = certificates.filter((certificate) => exitOf(certificate) !== exitCodes.done);
  if (needy.length === 0 && unnamed.length === 0) {
    return said.allWell(certificates.length);
  }
  return [
    ...needy.map((certificate) => lineOf(certificate, voice)),
    ...unnamed.map(({ name, files }) => said.unnamed(name, files)),
  ].join('\n');
}

/** How a certificate stands, and how long it is good for. */
export function conditionOf(
  { state, notAfter, daysLeft }: Pick<CheckedCertificate, 'state' | 'notAfter' | 'daysLeft'>,
  { say, lastDay }: Pick<Voice, 'say' | 'lastDay'>,
): string {
  const said = say(conditionTexts);
  const word = say(states)[state];
  if (notAfter === null || daysLeft === null) return word;
  const left = state === 'expired' ? said.leftOrPast : said.left;
  return `${word} (${lastDay(notAfter)}${said.comma}${left(daysLeft)})`;
}

function lineOf(certificate: CheckedCertificate, voice: Voice): string {
  const { name, consumers, recovered } = certificate;
  const { say } = voice;
  const said = say(conditionTexts);
  const kinds = say(kindWords);
  const behind = consumers
    .filter(({ state }) => !isUpToDate(state))
    .map(
      (one) =>
        `${wordIn(kinds, one.kind)} ${cleanText(one.path)} ${say(consumerStates)[one.state]}`,
    );
  return [
    `${name}: ${conditionOf(certificate, voice)}`,
    ...(recovered === null ? [] : [said.recovered(name, recovered)]),
    ...(behind.length === 0 ? [] : [said.consumersBehind(name, behind.join(said.comma))]),
  ].join('; ');
}
