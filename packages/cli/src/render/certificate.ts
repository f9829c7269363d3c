import type { Inspection, NamedFacts } from '@weborca-cert/core';
import type { Session } from '../session.ts';
import { factsJson } from './json.ts';
import { pairs, type Pair } from './table.ts';

/** A certificate's facts, label by label. */
export function factEntries(facts: NamedFacts, { text, day, lastDay }: Session): readonly Pair[] {
  const { facts: labels, said } = text;
  return [
    [labels.commonName, facts.commonName],
    [labels.subject, facts.subject],
    [labels.issuer, facts.issuer],
    [labels.serialNumber, facts.serialNumber],
    [labels.notBefore, day(facts.notBefore)],
    [labels.notAfter, `${lastDay(facts.notAfter)}  ${said.left(facts.daysLeft)}`],
    [labels.publicKey, facts.publicKey],
    [labels.fingerprint, spaced(facts.fingerprintSha256)],
  ];
}

/** A certificate of `inspect --json`. */
export function inspectedJson(certificate: Inspection['certificates'][number]) {
  const { role, renewable, renewableReason } = certificate;
  return { ...factsJson(certificate), role, renewable, renewableReason };
}

/** What a file holds. */
export function renderInspection(inspection: Inspection, session: Session): string {
  const { text, word, out } = session;
  const { facts: labels } = text;
  const { file, certificates, pkcs12 } = inspection;
  const head: Pair[] = [
    [labels.file, file.path],
    [labels.format, text.formats[file.format]],
    ...(pkcs12 === undefined ? [] : pkcs12Entries(pkcs12, session)),
  ];
  const blocks = certificates.map((certificate) => {
    const renewable: Pair = [labels.renewable, word('renewable', certificate.renewableReason)];
    const isLeaf = certificate.role === 'leaf';
    const entries = [...(isLeaf ? [renewable] : []), ...factEntries(certificate, session)];
    const heading = isLeaf ? labels.leaf : labels.chain;
    return `${out.paint('strong', heading)}\n${pairs(entries)}`;
  });
  return [pairs(head), ...blocks].join('\n\n');
}

function pkcs12Entries(
  { hasPrivateKey, keyMatches, mac, encryption }: NonNullable<Inspection['pkcs12']>,
  { text }: Session,
): readonly Pair[] {
  const { facts: labels, said } = text;
  const rounds = (algorithm: string, iterations: number): string =>
    iterations > 0 ? `${algorithm}, ${said.iterations(iterations)}` : algorithm;
  const key = keyMatches ? said.keyMatches : said.keyDiffers;
  const parts = encryption.map(
    (part) => `${text.encryptionFor[part.for]}: ${rounds(part.algorithm, part.iterations)}`,
  );
  return [
    [labels.privateKey, hasPrivateKey ? key : said.noKey],
    [labels.mac, mac === null ? said.none : rounds(mac.algorithm, mac.iterations)],
    [labels.encryption, [...new Set(parts)].join('\n') || null],
  ];
}

/** Two lines of eight groups: a fingerprint is compared by eye, and stays inside 80 columns. */
function spaced(fingerprint: string): string {
  const groups = fingerprint.toUpperCase().match(/.{1,4}/g) ?? [];
  return `${groups.slice(0, 8).join(' ')}\n${groups.slice(8).join(' ')}`;
}
